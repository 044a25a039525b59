import { comparePrefixes, type FamilyName, parsePrefix } from '@bgpeer/bgp-wire';
import type { BgpRouter, StaticRouteView, UnderlayProtocol, UnderlayRouteView } from '@bgpeer/router';
import type { ForwardingAnswer, OtherForwardingRoute } from '../control/contract.ts';
import type { KernelRouteState } from './kernel-fib.ts';
import { interfaceIndex } from './next-hop-interfaces.ts';
import { type KernelRouteKey, staticRouteKey } from './route-lines.ts';

/** FRR's distances. */
const distances: Readonly<Record<UnderlayProtocol, number>> = { connected: 0, kernel: 0, static: 1 };

/** The routes that are not BGP's: static routes of the configuration as the kernel has them, and those of the machine. */
export function otherForwardingRoutes(
  router: Pick<BgpRouter, 'staticRoutes' | 'underlayRoutes'>,
  family: FamilyName,
  stateOf: (key: KernelRouteKey) => KernelRouteState,
): Pick<ForwardingAnswer, 'others' | 'interfaceIndexes'> {
  const statics = router.staticRoutes().filter((route) => route.family === family);
  const others = [
    ...router.underlayRoutes(family).map(ofMachine),
    ...statics.map((route) => ofConfiguration(route, stateOf)),
  ].sort(
    (a, b) => comparePrefixes(parsePrefix(a.prefix)!, parsePrefix(b.prefix)!) || a.distance - b.distance,
  );
  return { others, interfaceIndexes: interfaceIndexes(others) };
}

function ofMachine({ prefix, protocol, nextHops, metric, since }: UnderlayRouteView): OtherForwardingRoute {
  return {
    prefix,
    protocol,
    distance: distances[protocol],
    metric,
    forwarding:
      nextHops.length === 0
        ? { kind: 'blackhole' }
        : { kind: 'unicast', hops: nextHops.map((hop) => ({ ...hop, weight: 1 })) },
    installed: true,
    installedAt: since,
  };
}

function ofConfiguration(
  { prefix, distance, forwarding, since }: StaticRouteView,
  stateOf: (key: KernelRouteKey) => KernelRouteState,
): OtherForwardingRoute {
  const state = stateOf(staticRouteKey(prefix, distance));
  return { prefix, protocol: 'static', distance, metric: 0, forwarding, ...state, installedAt: since };
}

function interfaceIndexes(routes: readonly OtherForwardingRoute[]): Readonly<Record<string, number>> {
  const names = routes.flatMap(({ forwarding }) =>
    forwarding.kind === 'unicast' ? forwarding.hops.map(({ interfaceName }) => interfaceName) : [],
  );
  const known = [...new Set(names)].flatMap((name) => {
    const index = name === undefined ? undefined : interfaceIndex(name);
    return name === undefined || index === undefined ? [] : [[name, index] as const];
  });
  return Object.fromEntries(known);
}
