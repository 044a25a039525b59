import { type AsPath, decodeAttributeBlock, formatAsPath, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import type { CorpusSource } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import { attributeAround } from '../octets-around.ts';
import { type RowContext, wireContextOf } from '../row-context.ts';
import { verdictOf } from './policy-questions.ts';

interface AsPathRow {
  readonly name: string;
  readonly hex: string;
  readonly context: RowContext;
  readonly expect: {
    readonly fields?: {
      readonly text: string;
      readonly containsAs?: number;
      readonly doesNotContainAs?: number;
    };
  };
}

interface PrependRow {
  readonly name: string;
  readonly op: 'prepend' | 'same-first-as';
  readonly context: RowContext;
  readonly first: { readonly hex: string };
  readonly second: { readonly hex: string };
  readonly expect: { readonly fields: { readonly text: string } };
}

/** AS paths of FRR's tests, asked with `as-path access-list`: for the AS numbers that are in them, and for the whole text. */
export function frrAsPathFilters(): CorpusSource {
  const name = 'frr/as-path-values';
  const cases = readCorpusRows<AsPathRow>(`${name}.jsonl`).flatMap(({ name: row, hex, context, expect }) => {
    const asPath = decodeValue(hex, context);
    const { fields } = expect;
    // AS numbers that FRR was told to write as asdot are written as asplain here.
    if (asPath === undefined || fields === undefined || fields.text.includes('.')) return [];
    const { text, containsAs, doesNotContainAs } = fields;
    const theirs = {
      isText: true,
      ...(containsAs !== undefined && { containsAs: true }),
      ...(doesNotContainAs !== undefined && { doesNotContainAs: false }),
    };
    return [
      {
        name: row,
        compare: () => ({
          theirs,
          ours: {
            isText: fits(`^${text.replace(/[{}()[\]]/g, '\\$&')}$`, asPath),
            ...(containsAs !== undefined && { containsAs: fits(`_${containsAs}_`, asPath) }),
            ...(doesNotContainAs !== undefined && {
              doesNotContainAs: fits(`_${doesNotContainAs}_`, asPath),
            }),
          },
        }),
      },
    ];
  });
  return { name, cases };
}

/** One AS path in front of another, as `set as-path prepend`: where it is a sequence, which is all that can be prepended. */
export function frrAsPathPrepending(): CorpusSource {
  const name = 'frr/as-path-ops';
  const cases = readCorpusRows<PrependRow>(`${name}.jsonl`).flatMap(
    ({ op, context, first, second, ...row }) => {
      const prepended = decodeValue(first.hex, context);
      if (op !== 'prepend' || prepended?.every(({ type }) => type === 'AS_SEQUENCE') !== true) return [];
      const asNumbers = prepended.flatMap((segment) => segment.asNumbers);
      const action = { set: 'as-path-prepend', asNumbers } as const;
      return [
        {
          name: row.name,
          compare: () => {
            const { attributes } = verdictOf(
              [{ sets: [action] }],
              {},
              { asPath: decodeValue(second.hex, context) },
            );
            return { theirs: row.expect.fields.text, ours: formatAsPath(attributes.asPath ?? []) };
          },
        },
      ];
    },
  );
  return { name, cases };
}

function fits(regularExpression: string, asPath: AsPath): boolean {
  const entries = [{ sequence: 5, action: 'permit', regularExpression } as const];
  const asPathLists = [{ name: 'LIST', entries }];
  return verdictOf([{ matches: [{ match: 'as-path', list: 'LIST' }] }], { asPathLists }, { asPath })
    .permitted;
}

function decodeValue(hex: string, context: RowContext): AsPath | undefined {
  const block = octetsOfHexadecimal(attributeAround(0x40, 2, hex));
  return decodeAttributeBlock(block, wireContextOf(context)).attributes.asPath;
}
