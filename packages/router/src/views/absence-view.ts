import {
  compareAddresses,
  type FamilyName,
  formatPrefix,
  type IpAddress,
  type Prefix,
} from '@bgpeer/bgp-wire';
import type { PolicyDecision } from '@bgpeer/policy';
import { type FamilyRib, type IneligibleReason, none, type PrefixId, type RouteId } from '@bgpeer/rib';
import { explainImport } from '../import/import-explanation.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import { isSelectionDeferred } from '../session/own-restart.ts';
import { ineligibleText } from './explanation-text.ts';
import { routeOrigin } from './route-origin.ts';

/** Why no route is selected for a prefix. */
export interface AbsenceView {
  readonly family: FamilyName;
  readonly prefix: string;
  readonly reason: AbsenceReason;
  /** The reason as one sentence without a full stop. */
  readonly text: string;
  /** What is known all the same: every route, and why it cannot be used. */
  readonly routes: readonly UnusableRouteView[];
  /** Who could have told us of it and has not, in the order of addresses. */
  readonly peers: readonly SilentPeerView[];
  /** Why we do not originate it ourselves, where the configuration says that we might. */
  readonly ownReasons: readonly string[];
  /** The longest prefix with a selected route that the prefix lies in. */
  readonly coveredBy?: string;
}

export type AbsenceReason =
  /** It is not missing. */
  | 'selected'
  /** Nor is it here, but an aggregate holds it back from peers. */
  | 'suppressed'
  /** We are restarting ourselves, and nothing is selected yet (RFC 4724, section 4.1). */
  | 'selection-deferred'
  /** Routes of it came this very moment. */
  | 'undecided'
  | 'no-usable-route'
  | 'never-learned';

export interface UnusableRouteView {
  /** In words. */
  readonly from: string;
  readonly peer?: IpAddress;
  readonly nextHop: string;
  readonly reason: IneligibleReason;
  /** What the policy said, or the want of one, where that was what decided. */
  readonly decidedBy?: PolicyDecision;
  readonly text: string;
}

export interface SilentPeerView {
  readonly address: IpAddress;
  readonly reason: 'down' | 'family-not-negotiated' | 'not-all-said' | 'not-advertised';
  readonly text: string;
}

const texts: Readonly<Record<AbsenceReason, string>> = {
  selected: 'it is not missing: a route is selected',
  suppressed: 'a route is selected, but an aggregate suppresses it: peers are not sent it',
  'selection-deferred': 'we are restarting, and wait for what our peers have to say',
  undecided: 'its routes are about to be decided',
  'no-usable-route': 'none of its routes can be used',
  'never-learned': 'nobody advertises it to us, nor do we ourselves',
};

export function absenceView(state: RouterState, prefix: Prefix): AbsenceView {
  const { family } = prefix;
  const rib = state.ribs.get(family)!;
  const id = rib.index.find(prefix.octets, 0, prefix.bitLength);
  const reason = reasonOf(state, rib, id);
  const answer = { family, prefix: formatPrefix(prefix), reason, text: texts[reason] };
  if (reason === 'selected' || reason === 'suppressed')
    return { ...answer, routes: [], peers: [], ownReasons: [] };
  const coveredBy = coveringPrefix(rib, prefix);
  return {
    ...answer,
    routes: id === none ? [] : unusableRoutes(state, rib, id),
    peers: silentPeers(state, rib, id),
    ownReasons: whyNotOriginated(state, prefix),
    ...(coveredBy !== undefined && { coveredBy }),
  };
}

function reasonOf(state: RouterState, rib: FamilyRib, id: PrefixId): AbsenceReason {
  const family = rib.index.family.name;
  if (id !== none && rib.best(id) !== none)
    return state.suppressed.get(family)!.has(id) ? 'suppressed' : 'selected';
  if (isSelectionDeferred(state, family)) return 'selection-deferred';
  if (id === none || rib.routes.first(id) === none) return 'never-learned';
  return rib.undecided.has(id) ? 'undecided' : 'no-usable-route';
}

function unusableRoutes(state: RouterState, rib: FamilyRib, id: PrefixId): UnusableRouteView[] {
  const { routes, explanations } = rib.explain(id);
  return routes.flatMap((route, place) => {
    const explanation = explanations[place];
    if (explanation.outcome !== 'ineligible') return [];
    const { reason } = explanation;
    const decidedBy =
      reason === 'denied-by-policy'
        ? explainImport(state, rib.index.family.name, route)?.decidedBy
        : undefined;
    const { from, peer } = routeOrigin(state, rib, route);
    return [
      {
        from,
        ...(peer !== undefined && { peer }),
        nextHop: rib.pool.nextHops.address(rib.pool.nextHop(rib.routes.attributes(route))),
        reason,
        ...(decidedBy !== undefined && { decidedBy }),
        text: unusableText(state, rib, route, ineligibleText(reason, decidedBy)),
      },
    ];
  });
}

/** A next hop that cannot be reached is named, and why it cannot. */
function unusableText(state: RouterState, rib: FamilyRib, route: RouteId, text: string): string {
  const nextHop = rib.pool.nextHop(rib.routes.attributes(route));
  const { nextHops } = rib.pool;
  if (rib.routes.ineligibleCode(route) !== 0 || nextHops.isReachable(nextHop)) return text;
  if (nextHops.isOurs(nextHop)) return text;
  const resolution = state.nextHops.resolution(nextHop);
  const named = `its next hop ${rib.pool.nextHops.address(nextHop)} cannot be reached`;
  return resolution.reachable ? named : `${named}: ${resolution.whyNot}`;
}

/** Everybody who carries the family and has given no route for the prefix. */
function silentPeers(state: RouterState, rib: FamilyRib, id: PrefixId): SilentPeerView[] {
  const family = rib.index.family.name;
  const told = new Set(id === none ? [] : routesOf(rib, id).map((route) => peerNumberOf(rib, route)));
  return [...state.peers.values()]
    .filter((peer) => !told.has(peer.number) && peer.settings.families[family] !== undefined)
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map((peer) => silentPeer(peer, family));
}

function silentPeer(peer: Peer, family: FamilyName): SilentPeerView {
  const { address } = peer;
  if (peer.negotiated === undefined) {
    const last = peer.lastReset === undefined ? '' : `; last reset: ${peer.lastReset.text}`;
    const state = peer.adminShutdown ? 'shut down by the operator' : peer.session.state;
    return { address, reason: 'down', text: `its session is down (${state}${last})` };
  }
  if (!peer.negotiatedFamilies.includes(family)) {
    const text = 'its session does not carry this address family';
    return { address, reason: 'family-not-negotiated', text };
  }
  if (!peer.endOfRibReceived.has(family)) {
    const text = 'it has not advertised it, and has not sent End-of-RIB yet';
    return { address, reason: 'not-all-said', text };
  }
  return { address, reason: 'not-advertised', text: 'it is up and has not advertised it' };
}

/** What the configuration says of the prefix without a route of ours having come of it. */
function whyNotOriginated(state: RouterState, prefix: Prefix): string[] {
  const text = formatPrefix(prefix);
  const { aggregates, networks, staticRoutes } = state.configuration;
  const network = networks.find((each) => each.prefix === text);
  const isAggregate = aggregates.some((each) => each.prefix === text);
  const isStatic = staticRoutes.some((each) => each.prefix === text);
  return [
    ...(network?.routeMap === undefined
      ? []
      : [`network ${text}: route-map ${network.routeMap} does not permit it`]),
    ...(isAggregate ? [`aggregate-address ${text}: no more specific route is selected`] : []),
    ...(isStatic
      ? [`ip route ${text}: its gateway cannot be reached, or static routes are not redistributed`]
      : []),
  ];
}

function coveringPrefix(rib: FamilyRib, { octets, bitLength }: Prefix): string | undefined {
  for (let length = bitLength - 1; length >= 0; length -= 1) {
    const covering = rib.index.find(octets, 0, length);
    if (covering !== none && rib.best(covering) !== none) return rib.index.format(covering);
  }
  return undefined;
}

function routesOf(rib: FamilyRib, prefix: PrefixId): RouteId[] {
  const all: RouteId[] = [];
  for (let route = rib.routes.first(prefix); route !== none; route = rib.routes.next(route)) all.push(route);
  return all;
}

function peerNumberOf(rib: FamilyRib, route: RouteId): number {
  return rib.sources.get(rib.routes.source(route)).peer;
}
