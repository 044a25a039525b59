import { compareAddresses, type FamilyName, parsePrefix, prefixContainsAddress } from '@bgpeer/bgp-wire';
import { none, type PrefixId, type RouteId, type RouteWeight } from '@bgpeer/rib';
import type { RouterState } from '../router-state.ts';
import type { ForwardingHop, ForwardingView, SelectedRouteView } from './view-types.ts';

const linkLocal = parsePrefix('fe80::/10')!;

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
    forwarding: forwardingView(state, family, best, rib.weights(prefix)),
    multiExitDisc: pool.multiExitDisc(routes.attributes(best)) ?? 0,
    installedAt: rib.selectedAtSeconds(prefix) * 1_000,
  };
}

/** What to do with packets for the prefix. A learned route with the BLACKHOLE community is dropped (RFC 7999, section 3.1). */
function forwardingView(
  state: RouterState,
  family: FamilyName,
  best: RouteId,
  shared: readonly RouteWeight[],
): ForwardingView {
  const { routes, pool, sources } = state.ribs.get(family)!;
  // Routes of our own stand for networks that are reached in other ways.
  if (sources.get(routes.source(best)).kind === 'local') return { kind: 'unicast', hops: [] };
  if (pool.isBlackhole(routes.attributes(best))) return { kind: 'blackhole' };
  const hops: ForwardingHop[] = [];
  for (const { route, weight } of shared) {
    for (const hop of hopsOf(state, family, route, weight))
      if (!hops.some((known) => isSame(known, hop))) hops.push(hop);
  }
  return hops.length === 0 ? { kind: 'blackhole' } : { kind: 'unicast', hops: hops.sort(inOrder) };
}

function hopsOf(
  state: RouterState,
  family: FamilyName,
  route: RouteId,
  weight: number,
): readonly ForwardingHop[] {
  const { routes, pool } = state.ribs.get(family)!;
  const id = pool.nextHop(routes.attributes(route));
  const nextHop = pool.nextHops.address(id);
  const resolution = state.nextHops.resolution(id);
  if (!resolution.reachable) return [{ nextHop, gateway: nextHop, weight }];
  return resolution.hops.map(({ gateway, interfaceName }) => {
    const through = interfaceName ?? interfaceTowards(state, family, route, nextHop);
    return {
      nextHop,
      ...(gateway !== undefined && { gateway }),
      ...(through !== undefined && { interfaceName: through }),
      weight,
    };
  });
}

/** A link-local next hop is on the link of the peer that told of it (RFC 2545, section 3). */
function interfaceTowards(
  state: RouterState,
  family: FamilyName,
  route: RouteId,
  nextHop: string,
): string | undefined {
  if (!prefixContainsAddress(linkLocal, nextHop)) return undefined;
  const { routes, sources } = state.ribs.get(family)!;
  const { address } = sources.get(routes.source(route));
  return state.nextHops.underlay.connected(address)?.nextHops[0]?.interfaceName;
}

function isSame(a: ForwardingHop, b: ForwardingHop): boolean {
  return a.nextHop === b.nextHop && a.gateway === b.gateway && a.interfaceName === b.interfaceName;
}

function inOrder(a: ForwardingHop, b: ForwardingHop): number {
  if (a.nextHop === undefined || b.nextHop === undefined) return 0;
  return compareAddresses(a.nextHop, b.nextHop);
}
