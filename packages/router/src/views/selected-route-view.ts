import { compareAddresses, type FamilyName } from '@bgpeer/bgp-wire';
import { none, type PrefixId } from '@bgpeer/rib';
import type { RouterState } from '../router-state.ts';
import type { SelectedRouteView } from './view-types.ts';

/** What is selected for forwarding, or undefined. */
export function selectedRouteView(
  state: RouterState,
  family: FamilyName,
  prefix: PrefixId,
): SelectedRouteView | undefined {
  const rib = state.ribs.get(family)!;
  const best = rib.best(prefix);
  if (best === none) return undefined;
  const { routes, pool } = rib;
  const addresses = rib
    .equalCostSet(prefix)
    .map((route) => pool.nextHops.address(pool.nextHop(routes.attributes(route))));
  return {
    family,
    prefix: rib.index.format(prefix),
    source: rib.sources.get(routes.source(best)).kind,
    nextHops: [...new Set(addresses)].sort(compareAddresses),
    multiExitDisc: pool.multiExitDisc(routes.attributes(best)) ?? 0,
    installedAt: rib.selectedAtSeconds(prefix) * 1_000,
  };
}
