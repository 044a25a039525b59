import type { FamilyName } from '@bgpeer/bgp-wire';
import type { DocumentKey } from '../../problem.ts';
import { filtersOf, type WrittenFilters, type WrittenPolicy } from './attached-policy.ts';

/** A place outside of the lists and route-maps where one of them is named. */
export type NamedPolicy = {
  readonly name: string;
  readonly path: readonly DocumentKey[];
} & (
  | { readonly kind: 'route-map' }
  /** A list, by the filter that it is, and the family that it filters. */
  | { readonly kind: Exclude<keyof WrittenFilters, 'routeMap'>; readonly family: FamilyName }
);

const routeMapKeys: ReadonlySet<string> = new Set(['routeMap', 'suppressMap', 'unsuppressMap']);

/** Everything that names a list or a route-map in a document, but for the lists and route-maps themselves. */
export function policyUses(document: object): NamedPolicy[] {
  return Object.entries(document).flatMap(([key, value]) =>
    key === 'policies' ? [] : usesBelow(key, value, [key]),
  );
}

function usesBelow(key: string, value: unknown, path: readonly DocumentKey[]): NamedPolicy[] {
  if (key === 'importPolicy' || key === 'exportPolicy') return attachedUses(value as WrittenPolicy, path);
  if (typeof value === 'string') {
    return routeMapKeys.has(key) ? [{ kind: 'route-map', name: value, path }] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => usesBelow('', item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, item]) => usesBelow(inner, item, [...path, inner]));
}

function attachedUses(policy: WrittenPolicy | undefined, path: readonly DocumentKey[]): NamedPolicy[] {
  const family = path.find((key) => key === 'ipv4-unicast' || key === 'ipv6-unicast') as FamilyName;
  const { routeMap, ...lists } = filtersOf(policy);
  const routeMaps: NamedPolicy[] =
    routeMap === undefined ? [] : [{ kind: 'route-map', name: routeMap, path: [...path, 'routeMap'] }];
  const kinds = Object.keys(lists) as (keyof typeof lists)[];
  return [
    ...routeMaps,
    ...kinds.flatMap((kind): NamedPolicy[] => {
      const name = lists[kind];
      return name === undefined ? [] : [{ kind, family, name, path: [...path, kind] }];
    }),
  ];
}
