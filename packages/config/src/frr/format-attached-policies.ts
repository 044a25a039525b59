import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import { filtersOf, type WrittenFilters } from '../document/policy/attached-policy.ts';
import { stated } from './format-lines.ts';

/** The statements of a neighbor's filters, in FRR's order. */
const filterWords = [
  ['distributeList', 'distribute-list'],
  ['prefixList', 'prefix-list'],
  ['routeMap', 'route-map'],
] as const satisfies readonly (readonly [keyof WrittenFilters, string])[];

/** What is hung on a neighbor in one address family. */
export function formatAttachedPolicies(
  neighbor: string,
  settings: PeerFamilyDocument,
  permitAllRouteMap: string,
): string[] {
  const into = writtenFilters(settings.importPolicy, permitAllRouteMap);
  const out = writtenFilters(settings.exportPolicy, permitAllRouteMap);
  const line = (words: string, name: string | undefined, direction: 'in' | 'out') =>
    stated(name, () => `${neighbor} ${words} ${name} ${direction}`);
  return [
    ...filterWords.flatMap(([key, words]) => [
      ...line(words, into[key], 'in'),
      ...line(words, out[key], 'out'),
    ]),
    ...(settings.importPolicy === 'none' ? [`no ${neighbor} route-map ${permitAllRouteMap} in`] : []),
    ...(settings.exportPolicy === 'none' ? [`no ${neighbor} route-map ${permitAllRouteMap} out`] : []),
    ...stated(settings.unsuppressMap, (name) => `${neighbor} unsuppress-map ${name}`),
    ...line('filter-list', into.filterList, 'in'),
    ...line('filter-list', out.filterList, 'out'),
  ];
}

function writtenFilters(
  policy: PeerFamilyDocument['importPolicy'],
  permitAllRouteMap: string,
): WrittenFilters {
  return policy === 'permit-all' ? { routeMap: permitAllRouteMap } : filtersOf(policy);
}
