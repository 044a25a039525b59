import type { PrefixView, RouteView } from '@bgpeer/router';

/**
 * The prefixes and routes that a table shows. FRR keeps no route that it refuses on arrival (its own AS in the path, a
 * policy that denies it, …), so its tables have none, and scripts count on that; `show ip bgp PREFIX` says what became
 * of them.
 */
export function tablePrefixes(prefixes: readonly PrefixView[]): PrefixView[] {
  return prefixes.flatMap((prefix) => {
    const routes = prefix.routes.filter(isKept);
    return routes.length === 0 ? [] : [{ ...prefix, routes }];
  });
}

function isKept({ explanation }: RouteView): boolean {
  return explanation.outcome !== 'ineligible' || explanation.reason === 'next-hop-unreachable';
}
