import type { AsPath, IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import { asPathLength, formatAsPath, formatCommunity, formatLargeCommunity } from '@bgpeer/bgp-wire';
import type { PrefixView, RouteView, SummaryView } from '@bgpeer/router';
import type { RoutesAnswer } from '@bgpeer/speaker';
import { addressFamilyWord } from './family-words.ts';
import { secondsUntil } from './graceful-restart-words.ts';
import { extendedCommunityText, nextHopText, originName, segmentTypeName } from './route-words.ts';
import { epochSeconds, formatInstant } from './times.ts';

interface CommunityListJson {
  readonly string: string;
  readonly list: readonly string[];
}

/** A route in `show ip bgp PREFIX json`. */
export interface PathJson {
  readonly aspath: {
    readonly string: string;
    readonly segments: readonly { readonly type: string; readonly list: readonly number[] }[];
    readonly length: number;
  };
  readonly aggregatorAs?: number;
  readonly aggregatorId?: IpAddress;
  readonly stale?: true;
  readonly rxedFromRrClient?: true;
  readonly rxedFromRsClient?: true;
  readonly origin: string;
  readonly metric?: number;
  readonly locPrf?: number;
  readonly weight?: number;
  readonly valid: boolean;
  readonly version: number;
  readonly sourced?: true;
  readonly aggregated?: true;
  readonly local?: true;
  readonly otc?: number;
  readonly atomicAggregate?: true;
  readonly multipath?: true;
  readonly bestpath?: {
    readonly bestpathFromAs?: number;
    readonly overall?: true;
    readonly selectionReason?: string;
  };
  readonly community?: CommunityListJson;
  readonly extendedCommunity?: { readonly string: string };
  readonly largeCommunity?: CommunityListJson;
  readonly originatorId?: IpAddress;
  readonly clusterList?: { readonly list: readonly IpAddress[] };
  readonly addpathRxId?: number;
  readonly addpathTxId?: number;
  readonly addpathTxIdAll?: number;
  readonly addpathTxIdBestPerAS?: number;
  readonly lastUpdate: { readonly epoch: number; readonly string: string };
  readonly gracefulRestartSecondsRemaining?: number;
  readonly llgrSecondsRemaining?: number;
  /** Ours, not FRR's: why the decision process did not choose this route. */
  readonly explanation?: string;
  readonly nexthops: readonly PathNextHopJson[];
  readonly peer: PathPeerJson;
}

interface PathNextHopJson {
  readonly ip: IpAddress;
  readonly hostname?: string;
  readonly afi: 'ipv4' | 'ipv6';
  readonly scope?: 'global' | 'link-local';
  readonly metric?: number;
  readonly accessible: boolean;
  readonly used?: true;
}

interface PathPeerJson {
  readonly peerId: IpAddress;
  readonly routerId: IpAddress;
  readonly hostname?: string;
  readonly type?: 'internal' | 'external';
}

export interface PrefixJson {
  readonly prefix: string;
  readonly version: number;
  readonly advertisedTo?: Readonly<Record<IpAddress, { readonly hostname?: string }>>;
  readonly paths: readonly PathJson[];
}

/** Which routes of a prefix are shown: `bestpath` the best one only, `multipath` those that share its load too. */
export type ShownRoutes = 'all' | 'bestpath' | 'multipath';

/** `show ip bgp PREFIX json`: an empty object when there is no such prefix. */
export function prefixJson(
  answer: RoutesAnswer,
  shown: ShownRoutes = 'all',
): PrefixJson | Record<string, never> {
  const [prefix] = answer.prefixes;
  if (prefix === undefined) return {};
  const advertisedTo = prefix.advertisedTo.map(({ address, hostName }) => [address, { hostname: hostName }]);
  return {
    prefix: prefix.prefix,
    version: prefix.version,
    advertisedTo: advertisedTo.length === 0 ? undefined : Object.fromEntries(advertisedTo),
    paths: prefix.routes
      .filter((route) => isShownRoute(route, shown))
      .map((route) => pathJson(prefix, route, answer.summary, answer.now)),
  };
}

export function isShownRoute(route: RouteView, shown: ShownRoutes): boolean {
  return shown === 'all' || route.best || (shown === 'multipath' && route.multipath);
}

/** The AS that the route came from; undefined for a path without one. */
export function neighborAsNumber({ asPath }: PathAttributes): number | undefined {
  return asPath?.find(({ type }) => type === 'AS_SEQUENCE')?.asNumbers.at(0);
}

/** Why the decision process did not choose a route; undefined for the best one and those that share its load. */
export function reasonNotChosen(route: RouteView): string | undefined {
  switch (route.explanation.outcome) {
    case 'best':
      return undefined;
    case 'multipath':
    case 'removed':
    case 'ineligible':
      return route.explanationText;
  }
}

/** Seconds until a stale route goes; undefined for one that is not stale. */
export function staleSecondsRemaining(route: RouteView, now: number): number | undefined {
  if (!route.stale || route.staleUntil === undefined) return undefined;
  return Math.max(0, Math.floor((route.staleUntil - now) / 1000));
}

function pathJson(prefix: PrefixView, route: RouteView, summary: SummaryView, now: number): PathJson {
  const { attributes } = route;
  const extended = attributes.extendedCommunities;
  return {
    aspath: asPathJson(attributes.asPath ?? []),
    aggregatorAs: attributes.aggregator?.asNumber,
    aggregatorId: attributes.aggregator?.address,
    stale: route.stale || undefined,
    rxedFromRrClient: route.fromReflectorClient,
    rxedFromRsClient: route.fromRouteServerClient,
    origin: originName(attributes),
    metric: attributes.multiExitDisc,
    locPrf: attributes.localPref,
    weight: route.weight || undefined,
    valid: route.valid,
    version: prefix.version,
    ...ownJson(route),
    otc: attributes.onlyToCustomer,
    atomicAggregate: attributes.atomicAggregate,
    multipath: route.multipath || undefined,
    bestpath: bestPathJson(prefix, route),
    community: communityJson(attributes.communities?.map(formatCommunity)),
    extendedCommunity: extended && { string: extended.map(extendedCommunityText).join(' ') },
    largeCommunity: communityList(attributes.largeCommunities?.map(formatLargeCommunity)),
    originatorId: attributes.originatorId,
    clusterList: attributes.clusterList && { list: attributes.clusterList },
    addpathRxId: route.pathIdentifier ?? (route.pathIdentifierToSend === undefined ? undefined : 0),
    addpathTxId: route.pathIdentifierToSend,
    addpathTxIdAll: route.pathIdentifierToSend,
    addpathTxIdBestPerAS: route.pathIdentifierToSend,
    lastUpdate: { epoch: epochSeconds(route.updatedAt), string: `${formatInstant(route.updatedAt)}\n` },
    gracefulRestartSecondsRemaining: staleSecondsRemaining(route, now),
    llgrSecondsRemaining: secondsUntil(route.longLivedStaleUntil, now),
    explanation: reasonNotChosen(route),
    nexthops: pathNextHops(prefix, route, summary),
    peer: pathPeer(prefix, route, summary),
  };
}

function bestPathJson(prefix: PrefixView, route: RouteView): PathJson['bestpath'] {
  if (!route.best && !route.bestOfNeighborAs) return undefined;
  return {
    bestpathFromAs: route.bestOfNeighborAs && (neighborAsNumber(route.attributes) ?? 0),
    ...(route.best && { overall: true, selectionReason: prefix.selectionReason }),
  };
}

/** FRR's keys for why we originate a route. */
function ownJson({ source, originatedFor }: RouteView): Pick<PathJson, 'sourced' | 'aggregated' | 'local'> {
  if (source !== 'local') return {};
  switch (originatedFor) {
    case 'aggregate':
      return { aggregated: true, local: true };
    case 'connected':
    case 'static':
    case 'kernel':
      return { sourced: true };
    case 'network':
    case undefined:
      return { sourced: true, local: true };
  }
}

function asPathJson(asPath: AsPath): PathJson['aspath'] {
  return {
    string: asPath.length === 0 ? 'Local' : formatAsPath(asPath),
    segments: asPath.map(({ type, asNumbers }) => ({ type: segmentTypeName(type), list: asNumbers })),
    length: asPathLength(asPath),
  };
}

/** FRR writes the names of well-known communities in another way in the list. */
function communityJson(list: readonly string[] | undefined): CommunityListJson | undefined {
  const inList = (name: string) =>
    name.toLowerCase().replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return list && { string: list.join(' '), list: list.map(inList) };
}

function communityList(list: readonly string[] | undefined): CommunityListJson | undefined {
  return list && { string: list.join(' '), list };
}

function pathNextHops(prefix: PrefixView, route: RouteView, summary: SummaryView): PathNextHopJson[] {
  const ip = nextHopText(route.attributes, addressFamilyWord(prefix.family));
  const linkLocal = route.attributes.linkLocalNextHop;
  const common = {
    hostname: route.peer === undefined ? summary.hostName : route.peer.hostName,
    metric: route.nextHopReachable ? route.nextHopMetric : undefined,
    accessible: route.nextHopReachable,
  };
  if (linkLocal === undefined) {
    return [{ ip, afi: ip.includes(':') ? 'ipv6' : 'ipv4', ...common, used: true }];
  }
  return [
    { ip, afi: 'ipv6', scope: 'global', ...common, used: true },
    { ip: linkLocal, afi: 'ipv6', scope: 'link-local', ...common },
  ];
}

function pathPeer(prefix: PrefixView, route: RouteView, summary: SummaryView): PathPeerJson {
  if (route.peer === undefined || route.source === 'local') {
    return { peerId: nextHopText({}, addressFamilyWord(prefix.family)), routerId: summary.bgpIdentifier };
  }
  return {
    peerId: route.peer.address,
    routerId: route.peer.bgpIdentifier,
    hostname: route.peer.hostName,
    type: route.source,
  };
}
