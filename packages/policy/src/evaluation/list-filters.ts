import type { FamilyName } from '@bgpeer/bgp-wire';
import type { DirectionFilters } from '../definitions/policy-definitions.ts';
import type { ListVerdict } from '../lists/list-entry.ts';
import type { CompiledPrefixList } from '../lists/prefix-lists.ts';
import type { PolicyCompiler } from './policy-compiler.ts';
import type { RouteInPolicy } from './route-in-policy.ts';

/** A list that is hung on a direction itself, and asked before the route-map. */
export interface CompiledFilter {
  readonly list: 'distribute-list' | 'prefix-list' | 'filter-list';
  readonly name: string;
  verdict(route: RouteInPolicy): FilterVerdict;
}

/** Of lists of prefixes the entry is known only where the prefix is. */
export type FilterVerdict = Pick<ListVerdict, 'permitted' | 'entry'> & Partial<Pick<ListVerdict, 'text'>>;

/** The lists of a direction, in the order in which FRR asks them. */
export function compileFilters(filters: DirectionFilters, compiler: PolicyCompiler): CompiledFilter[] {
  const { lists } = compiler;
  const { distributeList, prefixList, filterList } = filters;
  const compiled: CompiledFilter[] = [];
  if (distributeList !== undefined) {
    const ofFamily = (family: FamilyName) => lists.accessList(family, distributeList);
    compiled.push(prefixFilter('distribute-list', distributeList, ofFamily, compiler));
  }
  if (prefixList !== undefined) {
    const ofFamily = (family: FamilyName) => lists.prefixList(family, prefixList);
    compiled.push(prefixFilter('prefix-list', prefixList, ofFamily, compiler));
  }
  if (filterList !== undefined) {
    const list = lists.asPathList(filterList);
    compiled.push({
      list: 'filter-list',
      name: filterList,
      verdict: ({ attributes }) => list.verdict(attributes.asPath ?? []),
    });
  }
  return compiled;
}

/** Each prefix is held against the list of its own family. */
function prefixFilter(
  list: 'distribute-list' | 'prefix-list',
  name: string,
  ofFamily: (family: FamilyName) => CompiledPrefixList,
  { questions }: PolicyCompiler,
): CompiledFilter {
  const lists: Readonly<Record<FamilyName, CompiledPrefixList>> = {
    'ipv4-unicast': ofFamily('ipv4-unicast'),
    'ipv6-unicast': ofFamily('ipv6-unicast'),
  };
  const index = questions.add({
    key: `${list} ${name}`,
    ask: (family, octets, offset, bitLength) => lists[family].permits(family, octets, offset, bitLength),
  });
  return {
    list,
    name,
    verdict({ prefixAnswers, prefix }) {
      if (prefix === undefined) return { permitted: prefixAnswers[index] === 1 };
      return lists[prefix.family].verdict(prefix.family, prefix.octets, 0, prefix.bitLength);
    },
  };
}
