import type { FamilyName } from '@bgpeer/bgp-wire';
import type { PrefixListDefinition } from '@bgpeer/policy';
import type { CorpusSource } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import { verdictOf } from './policy-questions.ts';

interface PrefixSetRow {
  readonly name: string;
  readonly entries: readonly { readonly prefix: string; readonly minLen: number; readonly maxLen: number }[];
  readonly queries: readonly { readonly prefix: string; readonly match: boolean }[];
}

/** OpenBGPD's prefix sets as prefix-lists, and every prefix that is looked up in them. */
export function openbgpdPrefixSets(): CorpusSource {
  const name = 'openbgpd/prefix-sets';
  const cases = readCorpusRows<PrefixSetRow>(`${name}.jsonl`).flatMap((row) => {
    const prefixLists = [prefixList(row, 'ipv4-unicast'), prefixList(row, 'ipv6-unicast')];
    return row.queries.map(({ prefix, match }, index) => ({
      name: `${row.name} ${index} ${prefix}`,
      compare: () => ({ theirs: match, ours: isIn(prefix, prefixLists) }),
    }));
  });
  return { name, cases };
}

function isIn(prefix: string, prefixLists: PrefixListDefinition[]): boolean {
  const family = familyOf(prefix);
  const entry = { matches: [{ match: 'prefix-list', family, list: 'SET' } as const] };
  return verdictOf([entry], { prefixLists: prefixLists.filter((list) => list.family === family) }, {}, prefix)
    .permitted;
}

function prefixList({ entries }: PrefixSetRow, family: FamilyName): PrefixListDefinition {
  return {
    name: 'SET',
    family,
    entries: entries
      .filter(({ prefix }) => familyOf(prefix) === family)
      .map(({ prefix, minLen, maxLen }, index) => ({
        sequence: index + 1,
        action: 'permit',
        prefix,
        lengthMin: minLen,
        lengthMax: maxLen,
      })),
  };
}

function familyOf(prefix: string): FamilyName {
  return prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
}
