import {
  decodeMessage,
  octetsOfHexadecimal,
  parseExtendedCommunity,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { type Comparison, type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { compareMessage, unknownNlriIn } from './message-comparison.ts';
import { type RowContext, wireContextOf } from './row-context.ts';
import type { SharedFields } from './shared-words.ts';

interface ExabgpRow {
  readonly name: string;
  readonly hex: string;
  readonly context: RowContext;
  readonly expect: { readonly fields?: SharedFields };
  /** The line of configuration. */
  readonly meaning?: string;
}

/** Messages that ExaBGP sends for a line of configuration. */
export function exabgpEncoding(): CorpusSource {
  const name = 'exabgp/encoding';
  return corpusSource(name, readCorpusRows<ExabgpRow>(`${name}.jsonl`), (row) => {
    const { fields = {} } = row.expect;
    const octets = octetsOfHexadecimal(row.hex);
    const context = wireContextOf(row.context);
    return {
      name: row.name,
      notKnown: unknownNlriIn(octets, context),
      compare: () => withConfigured(row, compareMessage(octets, context, { fields }), context),
    };
  });
}

/** Extended communities of the configuration in words that the codec knows too, and which of them the message has. */
function withConfigured(
  { hex, meaning = '' }: ExabgpRow,
  { theirs, ours }: Comparison,
  context: WireContext,
): Comparison {
  const configured = configuredCommunities(meaning);
  const decoded = decodeMessage(octetsOfHexadecimal(hex), context);
  if (configured.length === 0 || 'fault' in decoded || decoded.message.type !== 'UPDATE')
    return { theirs, ours };
  const { extendedCommunities = [] } = decoded.message.attributes;
  const found = configured.filter((text) => extendedCommunities.includes(parseExtendedCommunity(text) ?? ''));
  return { theirs: { message: theirs, configured }, ours: { message: ours, configured: found } };
}

/** `extended-community [target:72:1 origin:2:3]` is our `RT:72:1` and `SoO:2:3`; other words and forms are ExaBGP's own. */
function configuredCommunities(meaning: string): string[] {
  const list = /extended-community \[([^\]]*)\]/.exec(meaning)?.[1] ?? '';
  return [...list.matchAll(/\b(target|origin):([\d.]+:\d+)(?= |$)/g)].map(
    ([, kind, value]) => `${kind === 'target' ? 'RT' : 'SoO'}:${value}`,
  );
}
