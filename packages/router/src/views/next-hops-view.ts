import { compareAddresses, type FamilyName, type IpAddress } from '@bgpeer/bgp-wire';
import type { NextHopId } from '@bgpeer/rib';
import { none } from '@bgpeer/rib';
import type { NextHopResolution } from '../next-hops/next-hop-resolution.ts';
import type { RouterState } from '../router-state.ts';
import type { NextHopView } from './view-types.ts';

/** Every next hop that some learned route has, in the order of addresses. */
export function nextHopsView(state: RouterState): NextHopView[] {
  const used = new Map<NextHopId, Partial<Record<FamilyName, number>>>();
  for (const family of state.ribs.keys()) countPrefixes(state, family, used);
  const { nextHops } = state.pool;
  return [...used]
    .map(([id, prefixCounts]) => ({
      address: nextHops.address(id),
      ...wayOf(state.nextHops.resolution(id)),
      prefixCounts,
    }))
    .sort((a, b) => compareAddresses(a.address, b.address));
}

function countPrefixes(
  { pool, ribs }: RouterState,
  family: FamilyName,
  used: Map<NextHopId, Partial<Record<FamilyName, number>>>,
): void {
  const { index, routes, sources } = ribs.get(family)!;
  for (let prefix = 0; prefix < index.idLimit; prefix += 1) {
    const ofPrefix = new Set<NextHopId>();
    for (let route = routes.first(prefix); route !== none; route = routes.next(route)) {
      if (sources.get(routes.source(route)).kind !== 'local')
        ofPrefix.add(pool.nextHop(routes.attributes(route)));
    }
    for (const id of ofPrefix) used.set(id, { ...used.get(id), [family]: (used.get(id)?.[family] ?? 0) + 1 });
  }
}

function wayOf(resolution: NextHopResolution): Omit<NextHopView, 'address' | 'prefixCounts'> {
  if (!resolution.reachable) {
    const { metric, whyNot } = resolution;
    return { reachable: false, metric, whyNot, hops: [] };
  }
  const { metric, hops, via } = resolution;
  return {
    reachable: true,
    metric,
    ...(via !== undefined && { via: { prefix: via.prefix, protocol: via.protocol } }),
    hops: hops.map(withoutUndefined),
  };
}

function withoutUndefined({
  gateway,
  interfaceName,
}: {
  readonly gateway?: IpAddress;
  readonly interfaceName?: string;
}): NextHopView['hops'][number] {
  return {
    ...(gateway !== undefined && { gateway }),
    ...(interfaceName !== undefined && { interfaceName }),
  };
}
