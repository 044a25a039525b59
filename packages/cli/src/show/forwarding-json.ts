import type { IpAddress } from '@bgpeer/bgp-wire';
import type { ForwardingAnswer, ForwardingRoute } from '@bgpeer/speaker';
import { formatUptimeSince } from './times.ts';

/** Linux's number of the main routing table. */
const mainTable = 254;
/** Zebra's flags of a next hop: active; active and in the FIB. */
const flagsActive = 1;
const flagsInstalled = 3;

export interface ForwardingNextHopJson {
  readonly flags: number;
  readonly fib?: true;
  readonly ip: IpAddress;
  readonly afi: 'ipv4' | 'ipv6';
  readonly interfaceIndex?: number;
  readonly interfaceName?: string;
  readonly active: true;
  readonly weight: 1;
}

/** A route in `show ip route bgp json`. */
export interface ForwardingRouteJson {
  readonly prefix: string;
  readonly prefixLen: number;
  readonly protocol: 'bgp';
  readonly vrfId: 0;
  readonly vrfName: 'default';
  readonly selected: true;
  readonly destSelected: true;
  readonly distance: number;
  readonly metric: number;
  readonly installed?: true;
  readonly table: typeof mainTable;
  readonly internalNextHopNum: number;
  readonly internalNextHopActiveNum: number;
  readonly uptime: string;
  readonly nexthops: readonly ForwardingNextHopJson[];
}

/** `show ip route bgp json`. */
export function forwardingJson(
  answer: ForwardingAnswer,
): Readonly<Record<string, readonly ForwardingRouteJson[]>> {
  return Object.fromEntries(
    learnedRoutes(answer).map((route) => [route.prefix, [routeJson(route, answer.now)]]),
  );
}

/** Routes of our own are not here: they stand for networks that are reached in other ways. */
export function learnedRoutes(answer: ForwardingAnswer): readonly ForwardingRoute[] {
  return answer.routes.filter((route) => route.source !== 'local');
}

function routeJson(route: ForwardingRoute, now: number): ForwardingRouteJson {
  return {
    prefix: route.prefix,
    prefixLen: Number(route.prefix.split('/')[1]),
    protocol: 'bgp',
    vrfId: 0,
    vrfName: 'default',
    selected: true,
    destSelected: true,
    distance: route.distance,
    metric: route.multiExitDisc,
    installed: route.installed || undefined,
    table: mainTable,
    internalNextHopNum: route.nextHops.length,
    internalNextHopActiveNum: route.nextHops.length,
    uptime: formatUptimeSince(route.installedAt, now),
    nexthops: route.nextHops.map((nextHop) => ({
      flags: route.installed ? flagsInstalled : flagsActive,
      fib: route.installed || undefined,
      ip: nextHop,
      afi: nextHop.includes(':') ? 'ipv6' : 'ipv4',
      interfaceIndex: route.interfaces[nextHop]?.index,
      interfaceName: route.interfaces[nextHop]?.name,
      active: true,
      weight: 1,
    })),
  };
}
