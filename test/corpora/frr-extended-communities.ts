import { formatExtendedCommunity, parseExtendedCommunity } from '@bgpeer/bgp-wire';
import { type CorpusSource, corpusSource } from './corpus-case.ts';
import { readCorpusRows } from './corpus-files.ts';

interface ExtendedCommunityRow {
  readonly name: string;
  readonly hex: string;
  readonly expect: { readonly fields: { readonly text: string } };
}

/** Extended communities and how FRR writes them: `rt 1.2.3.4:257` is our `RT:1.2.3.4:257`. */
export function frrExtendedCommunities(): CorpusSource {
  const name = 'frr/ext-community';
  return corpusSource(name, readCorpusRows<ExtendedCommunityRow>(`${name}.jsonl`), (row) => ({
    name: row.name,
    compare() {
      const text = row.expect.fields.text.replace(' ', ':');
      return {
        theirs: { text, hex: row.hex },
        ours: { text: formatExtendedCommunity(row.hex).toLowerCase(), hex: parseExtendedCommunity(text) },
      };
    },
  }));
}
