import { octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { compareMessage, unknownNlriIn } from './message-comparison.ts';
import { type RowContext, wireContextOf } from './row-context.ts';
import type { SharedFields } from './shared-words.ts';

interface ExabgpRow {
  readonly name: string;
  readonly hex: string;
  readonly context: RowContext;
  readonly expect: { readonly fields?: SharedFields };
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
      compare: () => compareMessage(octets, context, { fields }),
    };
  });
}
