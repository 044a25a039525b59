import type { FamilyName } from '@bgpeer/bgp-wire';
import { matchRowOf } from '../matches/match-table.ts';
import { setRowOf } from '../sets/set-table.ts';
import type { DirectionFilters } from './policy-definitions.ts';
import type { PolicyPlace } from './policy-place.ts';
import type { PolicyReference } from './policy-reference.ts';
import type { RouteMapEntry } from './route-map-definition.ts';

/** A reference and the line that makes it. */
export interface PlacedReference {
  readonly reference: PolicyReference;
  readonly place?: PolicyPlace;
}

/** What an entry of a route-map names, in the order of its clauses. */
export function referencesOfEntry({ matches, sets, call, place }: RouteMapEntry): PlacedReference[] {
  const references: PlacedReference[] = [];
  for (const clause of matches) {
    const reference = matchRowOf(clause).reference?.(clause);
    if (reference !== undefined) references.push({ reference, place: clause.place ?? place });
  }
  for (const clause of sets) {
    const reference = setRowOf(clause).reference?.(clause);
    if (reference !== undefined) references.push({ reference, place: clause.place ?? place });
  }
  if (call !== undefined) references.push({ reference: { kind: 'route-map', name: call }, place });
  return references;
}

/**
 * What the filters of a direction name for routes of these families: each family has its own lists of prefixes.
 */
export function referencesOfFilters(
  { distributeList, prefixList, filterList, routeMap }: DirectionFilters,
  families: readonly FamilyName[],
): PolicyReference[] {
  const references: PolicyReference[] = [];
  for (const family of families) {
    if (distributeList !== undefined) references.push({ kind: 'access-list', family, name: distributeList });
    if (prefixList !== undefined) references.push({ kind: 'prefix-list', family, name: prefixList });
  }
  if (filterList !== undefined) references.push({ kind: 'as-path-list', name: filterList });
  if (routeMap !== undefined) references.push({ kind: 'route-map', name: routeMap });
  return references;
}
