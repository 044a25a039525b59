import { decodeMessage, octetsOfHexadecimal, strongestFault } from '@bgpeer/bgp-wire';
import { type Comparison, type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';
import { type RowContext, wireContextOf } from './row-context.ts';

interface MalformedUpdateRow {
  readonly name: string;
  readonly hex: string;
  readonly context: RowContext;
  readonly expect: { readonly outcome: string };
}

/** Whole UPDATEs with one malformation each, and the action of RFC 7606. */
export function frrMalformedUpdates(): CorpusSource {
  const name = 'frr/rfc7606-messages-half';
  return corpusSource(name, readCorpusRows<MalformedUpdateRow>(`${name}.jsonl`), (row) => ({
    name: row.name,
    compare: () => compareTreatment(row),
  }));
}

/** The treatment; and the one prefix of each row, which is withdrawn or advertised by it. */
function compareTreatment({ hex, context, expect: { outcome } }: MalformedUpdateRow): Comparison {
  const decoded = decodeMessage(octetsOfHexadecimal(hex), wireContextOf(context));
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') {
    return { theirs: outcome, ours: 'no UPDATE' };
  }
  const treatment = strongestFault(decoded.faults)?.treatment ?? 'ok';
  const keepsPrefix = ['treat-as-withdraw', 'attribute-discard'].includes(outcome);
  return {
    theirs: { treatment: outcome, ...(keepsPrefix && { prefixCount: 1 }) },
    ours: { treatment, ...(keepsPrefix && { prefixCount: decoded.message.nlri.length }) },
  };
}
