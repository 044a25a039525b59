import {
  type AsPath,
  asPathCount,
  asPathLength,
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatAsPath,
  formatHexadecimal,
  isConfederationSegment,
  neighborAs,
  octetsOfHexadecimal,
  parseAsPath,
  prependAsPath,
} from '@bgpeer/bgp-wire';
import { type Comparison, type CorpusSource, corpusSource, fieldsNamedIn } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { attributeAround } from './octets-around.ts';
import { type RowContext, wireContextOf } from './row-context.ts';

interface AsPathRow {
  readonly name: string;
  readonly hex: string;
  readonly context: RowContext;
  readonly expect: {
    readonly outcome: 'ok' | 'error';
    readonly fields?: {
      readonly text: string;
      readonly withoutConfed: string;
      readonly hops: number;
      readonly containsAs?: number;
      readonly doesNotContainAs?: number;
      readonly firstAs?: number;
    };
  };
}

interface OperationRow {
  readonly name: string;
  readonly op: 'prepend' | 'same-first-as';
  readonly context: RowContext;
  readonly first: { readonly hex: string };
  readonly second: { readonly hex: string };
  readonly expect: { readonly fields: { readonly text?: string; readonly sameNeighbourAs?: boolean } };
}

/** Values of AS_PATH and what FRR reads from them. */
export function frrAsPathValues(): CorpusSource {
  const name = 'frr/as-path-values';
  return corpusSource(name, readCorpusRows<AsPathRow>(`${name}.jsonl`), (row) => ({
    name: row.name,
    compare: () => compareValue(row),
  }));
}

/** One AS path put in front of another; and whether two have the same neighbouring AS. */
export function frrAsPathOperations(): CorpusSource {
  const name = 'frr/as-path-ops';
  return corpusSource(name, readCorpusRows<OperationRow>(`${name}.jsonl`), (row) => {
    const isSequence = decodeValue(row.first.hex, row.context)?.every(({ type }) => type === 'AS_SEQUENCE');
    return row.op === 'prepend' && isSequence !== true
      ? { name: row.name, notKnown: 'prepending more than AS numbers', compare: () => comparePassedOn(row) }
      : { name: row.name, compare: () => compareOperation(row) };
  });
}

function decodeValue(hex: string, context: RowContext): AsPath | undefined {
  const block = octetsOfHexadecimal(attributeAround(0x40, 2, hex));
  return decodeAttributeBlock(block, wireContextOf(context)).attributes.asPath;
}

/** FRR can be told to write asdot; this codec writes asplain, which RFC 5396 (section 3) chooses. */
const inAsplain = (text: string) =>
  text.replace(/(\d+)\.(\d+)/g, (_, high, low) => `${high * 65_536 + Number(low)}`);

function compareValue({ hex, context, expect: { outcome, fields } }: AsPathRow): Comparison {
  const asPath = decodeValue(hex, context);
  if (outcome === 'error' || fields === undefined) {
    return { theirs: 'malformed', ours: asPath === undefined ? 'malformed' : formatAsPath(asPath) };
  }
  const { containsAs = 0, doesNotContainAs = 0 } = fields;
  const text = inAsplain(fields.text);
  const theirs = {
    text,
    withoutConfed: inAsplain(fields.withoutConfed),
    hops: fields.hops,
    ...(fields.firstAs !== undefined && { firstAs: fields.firstAs }),
    ...('containsAs' in fields && { containsAs: true }),
    ...('doesNotContainAs' in fields && { doesNotContainAs: true }),
    textReadsBackAs: text,
  };
  if (asPath === undefined) return { theirs, ours: 'malformed' };
  const ours = {
    text: formatAsPath(asPath),
    withoutConfed: formatAsPath(asPath.filter((segment) => !isConfederationSegment(segment))),
    hops: asPathLength(asPath),
    firstAs: neighborAs(asPath),
    containsAs: asPathCount(asPath, containsAs) > 0,
    doesNotContainAs: asPathCount(asPath, doesNotContainAs) === 0,
    textReadsBackAs: formatAsPath(parseAsPath(fields.text)!),
  };
  return { theirs, ours: fieldsNamedIn(ours, theirs) };
}

function compareOperation(row: OperationRow): Comparison {
  const first = decodeValue(row.first.hex, row.context)!;
  const second = decodeValue(row.second.hex, row.context)!;
  if (row.op === 'same-first-as') {
    const neighbor = neighborAs(first);
    const isSame = neighbor !== undefined && neighbor === neighborAs(second);
    return { theirs: row.expect.fields.sameNeighbourAs, ours: isSame };
  }
  const prepended = first
    .flatMap(({ asNumbers }) => asNumbers)
    .reduceRight<AsPath>((path, asNumber) => prependAsPath(path, asNumber), second);
  return { theirs: row.expect.fields.text, ours: formatAsPath(prepended) };
}

/** Both AS paths go out as they came. */
function comparePassedOn({ first, second, context }: OperationRow): Comparison {
  const fourOctetAsNumbers = context.as4 ?? true;
  const written = [first, second].map(({ hex }) => {
    const asPath = decodeValue(hex, context);
    const block = encodeAttributeBlock({ asPath }, { fourOctetAsNumbers, nextHop: 'omitted' });
    return formatHexadecimal(block).slice(6);
  });
  return { theirs: [first.hex, second.hex], ours: written };
}
