import { formatCommunity, formatLargeCommunity } from '@bgpeer/bgp-wire';
import type { PrefixView, RouteView, SummaryView } from '@bgpeer/router';
import type { RoutesAnswer } from '@bgpeer/speaker';
import { addressFamilyWord } from './family-words.ts';
import { secondsUntil } from './graceful-restart-words.ts';
import {
  isShownRoute,
  neighborAsNumber,
  reasonNotChosen,
  type ShownRoutes,
  staleSecondsRemaining,
} from './prefix-json.ts';
import { asPathText, extendedCommunityText, nextHopText, originName } from './route-words.ts';
import { formatInstant } from './times.ts';

/** `show ip bgp PREFIX`, with a line under every route that was not chosen that says why. */
export function prefixText(answer: RoutesAnswer, shown: ShownRoutes = 'all'): string[] {
  const [prefix] = answer.prefixes;
  if (prefix === undefined) return ['% Network not in table'];
  return [
    `BGP routing table entry for ${prefix.prefix}, version ${prefix.version}`,
    pathsLine(prefix),
    ...advertisedLines(prefix),
    ...prefix.routes
      .filter((route) => isShownRoute(route, shown))
      .flatMap((route) => routeLines(prefix, route, answer.summary, answer.now)),
  ];
}

function pathsLine(prefix: PrefixView): string {
  const bestPlace = prefix.routes.findIndex((route) => route.best) + 1;
  const best = prefix.routes.at(bestPlace - 1);
  const parts = [
    `${prefix.routes.length} available`,
    ...(bestPlace === 0 ? ['no best path'] : [`best #${bestPlace}`, 'table default']),
    ...(bestPlace === 0 ? [] : scopeWords(best?.attributes.communities ?? [])),
    ...(prefix.suppressed ? ['Advertisements suppressed by an aggregate.'] : []),
  ];
  return `Paths: (${parts.join(', ')})`;
}

/** How far the route goes, by its well-known communities (RFC 1997). */
function scopeWords(communities: readonly number[]): string[] {
  const names = communities.map(formatCommunity);
  if (names.includes('no-advertise')) return ['not advertised to any peer'];
  if (names.includes('no-export')) return ['not advertised to EBGP peer'];
  return names.includes('local-AS') ? ['not advertised outside local AS'] : [];
}

function advertisedLines({ advertisedTo }: PrefixView): string[] {
  if (advertisedTo.length === 0) return ['  Not advertised to any peer'];
  return [
    '  Advertised to non peer-group peers:',
    `  ${advertisedTo.map(({ address }) => address).join(' ')}`,
  ];
}

function routeLines(prefix: PrefixView, route: RouteView, summary: SummaryView, now: number): string[] {
  const remaining = staleSecondsRemaining(route, now);
  const longLived = secondsUntil(route.longLivedStaleUntil, now);
  const reason = reasonNotChosen(route);
  return [
    pathLine(route),
    nextHopLine(prefix, route, summary),
    `      ${qualities(prefix, route).join(', ')}`,
    ...communityLines(route),
    ...reflectionLines(route),
    ...pathIdentifierLines(route),
    `      Last update: ${formatInstant(route.updatedAt)}`,
    ...(remaining === undefined
      ? []
      : [`      Time until Graceful Restart stale route deleted: ${remaining}`]),
    ...(longLived === undefined ? [] : [`      Time until Long-lived stale route deleted: ${longLived}`]),
    ...(reason === undefined ? [] : [`      Not best: ${reason}`]),
  ];
}

/** One identifier goes to every peer that is sent several paths; FRR has one for each choice of them. */
function pathIdentifierLines({ pathIdentifier, pathIdentifierToSend }: RouteView): string[] {
  if (pathIdentifier === undefined && pathIdentifierToSend === undefined) return [];
  const sent = pathIdentifierToSend ?? 0;
  return [`      AddPath ID: RX ${pathIdentifier ?? 0}, TX-All ${sent} TX-Best-Per-AS ${sent}`];
}

function pathLine({ attributes, stale, fromReflectorClient, fromRouteServerClient }: RouteView): string {
  const { aggregator } = attributes;
  return [
    `  ${asPathText(attributes) || 'Local'}`,
    ...(stale ? ['(stale)'] : []),
    ...(aggregator === undefined ? [] : [`(aggregated by ${aggregator.asNumber} ${aggregator.address})`]),
    ...(fromReflectorClient ? ['(Received from a RR-client)'] : []),
    ...(fromRouteServerClient ? ['(Received from a RS-client)'] : []),
  ].join(', ');
}

function nextHopLine(prefix: PrefixView, route: RouteView, summary: SummaryView): string {
  const family = addressFamilyWord(prefix.family);
  const remark = !route.nextHopReachable
    ? ' (inaccessible)'
    : route.nextHopMetric > 0
      ? ` (metric ${route.nextHopMetric})`
      : '';
  const peerAddress = route.peer?.address ?? nextHopText({}, family);
  const bgpIdentifier = route.peer?.bgpIdentifier ?? summary.bgpIdentifier;
  return `    ${nextHopText(route.attributes, family)}${remark} from ${peerAddress} (${bgpIdentifier})`;
}

function qualities(prefix: PrefixView, route: RouteView): string[] {
  const { attributes } = route;
  return [
    `Origin ${originName(attributes)}`,
    ...(attributes.multiExitDisc === undefined ? [] : [`metric ${attributes.multiExitDisc}`]),
    ...(attributes.localPref === undefined ? [] : [`localpref ${attributes.localPref}`]),
    ...(route.weight === 0 ? [] : [`weight ${route.weight}`]),
    route.valid ? 'valid' : 'invalid',
    ...(route.source === 'local' ? ownWords(route) : [route.source]),
    ...(attributes.onlyToCustomer === undefined ? [] : [`otc ${attributes.onlyToCustomer}`]),
    ...(attributes.atomicAggregate ? ['atomic-aggregate'] : []),
    ...(route.multipath ? ['multipath'] : []),
    ...(route.bestOfNeighborAs ? [`bestpath-from-AS ${neighborAsNumber(attributes) ?? 'Local'}`] : []),
    ...(route.best ? [`best (${prefix.selectionReason ?? 'First path received'})`] : []),
  ];
}

/** FRR's words for why we originate a route. */
function ownWords({ originatedFor }: RouteView): string[] {
  switch (originatedFor) {
    case 'aggregate':
      return ['aggregated', 'local'];
    case 'connected':
    case 'static':
    case 'kernel':
      return ['sourced'];
    case 'network':
    case undefined:
      return ['sourced', 'local'];
  }
}

function communityLines({ attributes }: RouteView): string[] {
  const { communities, extendedCommunities, largeCommunities } = attributes;
  return [
    ...(communities === undefined ? [] : [`      Community: ${communities.map(formatCommunity).join(' ')}`]),
    ...(extendedCommunities === undefined
      ? []
      : [`      Extended Community: ${extendedCommunities.map(extendedCommunityText).join(' ')}`]),
    ...(largeCommunities === undefined
      ? []
      : [`      Large Community: ${largeCommunities.map(formatLargeCommunity).join(' ')}`]),
  ];
}

function reflectionLines({ attributes }: RouteView): string[] {
  const parts = [
    ...(attributes.originatorId === undefined ? [] : [`Originator: ${attributes.originatorId}`]),
    ...(attributes.clusterList === undefined ? [] : [`Cluster list: ${attributes.clusterList.join(' ')}`]),
  ];
  return parts.length === 0 ? [] : [`      ${parts.join(', ')}`];
}
