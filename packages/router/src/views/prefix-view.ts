import { compareAddresses, type FamilyName, formatIpv4 } from '@bgpeer/bgp-wire';
import {
  type FamilyRib,
  ineligibleReasons,
  type NextHopId,
  none,
  type PrefixId,
  type RouteExplanation,
  type RouteId,
} from '@bgpeer/rib';
import { explainImport } from '../import/import-explanation.ts';
import { originationReason } from '../origination/local-routes.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import { explanationText } from './explanation-text.ts';
import type { PrefixView, RouteView } from './view-types.ts';

/** One prefix with every route known for it, newest first, and the reason for each. */
export function prefixView(state: RouterState, family: FamilyName, prefix: PrefixId): PrefixView {
  const rib = state.ribs.get(family)!;
  const { routes, explanations, selectionReason } = rib.explain(prefix);
  const nameOf = (place: number): string => sourceName(rib, routes[place]);
  const sendsPaths = sendsSeveralPaths(state, family);
  const bestOfNeighborAs = state.configuration.decision.deterministicMed
    ? new Set(rib.bestOfEachNeighborAs(prefix))
    : undefined;
  return {
    family,
    prefix: rib.index.format(prefix),
    version: rib.version(prefix),
    ...(selectionReason !== undefined && { selectionReason }),
    ...(state.suppressed.get(family)!.has(prefix) && { suppressed: true }),
    advertisedTo: advertisedTo(state, family, prefix),
    routes: routes.map((route, place) => ({
      ...routeView(state, rib, route, explanations[place], nameOf),
      ...(sendsPaths && { pathIdentifierToSend: rib.pathIdentifierToSend(route) }),
      ...(bestOfNeighborAs?.has(route) && { bestOfNeighborAs: true as const }),
    })),
  };
}

/** A listing leaves out prefixes of which every route was turned away on import. */
export function hasListedRoute(rib: FamilyRib, prefix: PrefixId): boolean {
  for (let route = rib.routes.first(prefix); route !== none; route = rib.routes.next(route)) {
    if (rib.routes.ineligibleCode(route) === 0) return true;
  }
  return false;
}

function routeView(
  state: RouterState,
  rib: FamilyRib,
  route: RouteId,
  explanation: RouteExplanation,
  nameOf: (place: number) => string,
): RouteView {
  const attributes = rib.routes.attributes(route);
  const received = rib.routes.received(route);
  const isDenied = explanation.outcome === 'ineligible' && explanation.reason === 'denied-by-policy';
  const deniedBy = isDenied ? explainImport(state, rib.index.family.name, route)?.decidedBy : undefined;
  const nextHop = rib.pool.nextHop(attributes);
  const prefix = rib.routes.prefix(route);
  const source = rib.sources.get(rib.routes.source(route));
  const { nextHops } = rib.pool;
  const nextHopReachable =
    nextHops.isReachable(nextHop) || (source.kind === 'local' && nextHops.isOurs(nextHop));
  const peer = state.peersByNumber.get(source.peer);
  const pathIdentifier = rib.routes.pathIdentifier(route);
  const stale = peer?.staleSources.get(rib.index.family.name)?.includes(rib.routes.source(route)) ?? false;
  return {
    source: source.kind,
    ...(peer !== undefined && { peer: peerOf(peer, source) }),
    ...(pathIdentifier !== 0 && peer !== undefined && { pathIdentifier }),
    ...(source.isClient && clientView(source.kind)),
    ...(source.kind === 'local' && { originatedFor: originationReason(state, rib.index.family.name, route) }),
    valid: ineligibleReasons[rib.routes.ineligibleCode(route)] === undefined && nextHopReachable,
    best: rib.best(prefix) === route,
    multipath: rib.isInEqualCostSet(route) && rib.equalCostSet(prefix).length > 1,
    stale,
    ...(stale && staleView(rib, route, peer!)),
    weight: rib.pool.weight(attributes),
    nextHopMetric: rib.pool.nextHops.metric(nextHop),
    nextHopReachable,
    attributes: rib.pool.attributes(attributes),
    ...(received !== attributes && { receivedAttributes: rib.pool.attributes(received) }),
    ...(deniedBy !== undefined && { deniedBy }),
    updatedAt: rib.routes.updatedAtSeconds(route) * 1_000,
    explanation,
    explanationText:
      explanationText(explanation, nameOf, deniedBy) + whyUnreachable(state, explanation, nextHop),
  };
}

/** What is missing on the way to the next hop, where that is why the route takes no part in the decision. */
function whyUnreachable(state: RouterState, explanation: RouteExplanation, nextHop: NextHopId): string {
  if (explanation.outcome !== 'ineligible' || explanation.reason !== 'next-hop-unreachable') return '';
  const resolution = state.nextHops.resolution(nextHop);
  return resolution.reachable ? '' : `: ${resolution.whyNot}`;
}

/** Clients are of our route reflector when internal (RFC 4456), of our route server when external (RFC 7947). */
function clientView(kind: RouteView['source']): Partial<RouteView> {
  return kind === 'internal' ? { fromReflectorClient: true } : { fromRouteServerClient: true };
}

/** When the route goes if the peer does not come back, or does not advertise it again. */
function staleView(rib: FamilyRib, route: RouteId, { helper }: Peer): Partial<RouteView> {
  if (rib.sources.staleness(rib.routes.source(route)) === 'long-lived-stale') {
    const longLivedStaleUntil = helper.longLivedStaleDeadline(rib.index.family.name);
    return longLivedStaleUntil === undefined ? {} : { longLivedStaleUntil };
  }
  const staleUntil = helper.restartDeadline ?? helper.stalePathDeadline;
  return staleUntil === undefined ? {} : { staleUntil };
}

function peerOf(
  peer: Peer,
  source: { readonly asNumber: number; readonly bgpIdentifier: number },
): RouteView['peer'] {
  const hostName = peer.fqdn?.hostName;
  return {
    address: peer.address,
    bgpIdentifier: formatIpv4(source.bgpIdentifier),
    asNumber: source.asNumber,
    ...(hostName !== undefined && { hostName }),
  };
}

function sourceName(rib: FamilyRib, route: RouteId): string {
  const source = rib.sources.get(rib.routes.source(route));
  return source.kind === 'local' ? 'this speaker' : source.address;
}

/** Some peer is sent several paths of a prefix. */
function sendsSeveralPaths(state: RouterState, family: FamilyName): boolean {
  for (const peer of state.peers.values())
    if (peer.updateGroups.get(family)?.routes.slots !== undefined) return true;
  return false;
}

function advertisedTo(state: RouterState, family: FamilyName, prefix: PrefixId): PrefixView['advertisedTo'] {
  return [...state.peers.values()]
    .filter((peer) => isAdvertisedTo(peer, family, prefix))
    .sort((a, b) => compareAddresses(a.address, b.address))
    .map(({ address, fqdn }) => ({ address, ...(fqdn !== undefined && { hostName: fqdn.hostName }) }));
}

function isAdvertisedTo(peer: Peer, family: FamilyName, prefix: PrefixId): boolean {
  return peer.updateGroups.get(family)?.isAdvertisedTo(peer.number, prefix) ?? false;
}
