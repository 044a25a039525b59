import { formatCommunity, formatExtendedCommunity, formatLargeCommunity } from '@bgpeer/bgp-wire';
import type { PrefixView, RouteView, SummaryView } from '@bgpeer/router';
import type { RoutesAnswer } from '@bgpeer/speaker';
import { addressFamilyWord } from './family-words.ts';
import { reasonNotChosen, staleSecondsRemaining } from './prefix-json.ts';
import { asPathText, nextHopText, originName } from './route-words.ts';
import { formatInstant } from './times.ts';

/** `show ip bgp PREFIX`, with a line under every route that was not chosen that says why. */
export function prefixText(answer: RoutesAnswer): string[] {
  const [prefix] = answer.prefixes;
  if (prefix === undefined) return ['% Network not in table'];
  return [
    `BGP routing table entry for ${prefix.prefix}, version ${prefix.version}`,
    pathsLine(prefix),
    ...advertisedLines(prefix),
    ...prefix.routes.flatMap((route) => routeLines(prefix, route, answer.summary, answer.now)),
  ];
}

function pathsLine(prefix: PrefixView): string {
  const bestPlace = prefix.routes.findIndex((route) => route.best) + 1;
  const best = bestPlace === 0 ? 'no best path' : `best #${bestPlace}, table default`;
  return `Paths: (${prefix.routes.length} available, ${best})`;
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
  const reason = reasonNotChosen(route);
  return [
    pathLine(route),
    nextHopLine(prefix, route, summary),
    `      ${qualities(prefix, route).join(', ')}`,
    ...communityLines(route),
    ...reflectionLines(route),
    `      Last update: ${formatInstant(route.updatedAt)}`,
    ...(remaining === undefined
      ? []
      : [`      Time until Graceful Restart stale route deleted: ${remaining}`]),
    ...(reason === undefined ? [] : [`      Not best: ${reason}`]),
  ];
}

function pathLine({ attributes, stale }: RouteView): string {
  const { aggregator } = attributes;
  return [
    `  ${asPathText(attributes) || 'Local'}`,
    ...(stale ? ['(stale)'] : []),
    ...(aggregator === undefined ? [] : [`(aggregated by ${aggregator.asNumber} ${aggregator.address})`]),
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
    ...(route.valid ? ['valid'] : []),
    ...(route.source === 'local' ? ['sourced', 'local'] : [route.source]),
    ...(attributes.atomicAggregate ? ['atomic-aggregate'] : []),
    ...(route.multipath ? ['multipath'] : []),
    ...(route.best ? [`best (${prefix.selectionReason ?? 'First path received'})`] : []),
  ];
}

function communityLines({ attributes }: RouteView): string[] {
  const { communities, extendedCommunities, largeCommunities } = attributes;
  return [
    ...(communities === undefined ? [] : [`      Community: ${communities.map(formatCommunity).join(' ')}`]),
    ...(extendedCommunities === undefined
      ? []
      : [`      Extended Community: ${extendedCommunities.map(formatExtendedCommunity).join(' ')}`]),
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
