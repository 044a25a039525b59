import type { IpAddress } from '@bgpeer/bgp-wire';
import type { PeerView, SelectedRouteView } from '@bgpeer/router';

/** What is waited for of a prefix. */
export interface RouteExpectation {
  /** How many next hops share the load, or exactly which. Absent: any. */
  readonly nextHops?: number | readonly IpAddress[];
  /** The prefix has no selected route. */
  readonly absent?: boolean;
}

/** True when the route has the next hops that are waited for. */
export function meets(route: SelectedRouteView, { nextHops }: RouteExpectation): boolean {
  if (nextHops === undefined) return true;
  if (typeof nextHops === 'number') return route.nextHops.length === nextHops;
  return route.nextHops.length === nextHops.length && nextHops.every((hop) => route.nextHops.includes(hop));
}

/** The expectation in words: `172.16.1.1/32 with 3 next hops`. */
export function describeExpectation(prefix: string, { nextHops, absent }: RouteExpectation): string {
  if (absent) return `${prefix} to be gone`;
  if (nextHops === undefined) return prefix;
  if (typeof nextHops === 'number') return `${prefix} with ${nextHops} next hop${nextHops === 1 ? '' : 's'}`;
  return `${prefix} with next hops ${nextHops.join(', ')}`;
}

/** The route as it is, in words. */
export function describeRoute(route: SelectedRouteView | undefined): string {
  if (route === undefined) return 'no route selected';
  if (route.source === 'local') return 'a route of our own';
  return `a route with next hops ${route.nextHops.join(', ') || 'none'}`;
}

/** The peer as it is, in words. */
export function describePeer(peer: PeerView | undefined): string {
  if (peer === undefined) return 'no such peer';
  return `${peer.state}${peer.lastReset === undefined ? '' : ` (last: ${peer.lastReset.text})`}`;
}
