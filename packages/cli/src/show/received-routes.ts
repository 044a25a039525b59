import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { PeerView, ReceivedRouteView } from '@bgpeer/router';
import type { ReceivedRoutesAnswer } from '@bgpeer/speaker';
import { adjacencyCodesJson, adjacencyRouteJson, adjacencyTableHead } from './adjacency-tables.ts';
import { addressFamilyWord } from './family-words.ts';
import { asPathText, nextHopText } from './route-words.ts';
import { tableRow } from './table-text.ts';

/** `received`: everything that the peer gave; `filtered`: what of it policies turned away. */
export type ReceivedPart = 'received' | 'filtered';

const notEnabled = 'Inbound soft reconfiguration not enabled';

/** `show bgp neighbors X received-routes|filtered-routes`. */
export function receivedRoutesText(
  answer: ReceivedRoutesAnswer,
  peer: PeerView,
  family: FamilyName,
  part: ReceivedPart,
): string[] {
  if (!isEnabled(peer, family)) return [`% ${notEnabled}`];
  const shown = partOf(answer, part);
  const filteredCount = partOf(answer, 'filtered').length;
  const filtered = part === 'received' && filteredCount > 0 ? ` (${filteredCount} filtered)` : '';
  return [
    ...(shown.length === 0 ? [] : adjacencyTableHead(answer.summary, peer, family)),
    ...shown.map((route) =>
      tableRow({
        status: '*>',
        network: route.prefix,
        nextHop: nextHopOf(route, family),
        weight: weightOf(route, peer, family),
        attributes: attributesOf(route),
        path: asPathText(attributesOf(route)),
      }),
    ),
    '',
    `Total number of prefixes ${shown.length}${filtered}`,
  ];
}

/** `show bgp neighbors X received-routes|filtered-routes json`: in FRR both lists have the same key. */
export function receivedRoutesJson(
  answer: ReceivedRoutesAnswer,
  peer: PeerView,
  family: FamilyName,
  part: ReceivedPart,
) {
  if (!isEnabled(peer, family)) return { warning: notEnabled };
  const shown = partOf(answer, part);
  return {
    ...adjacencyCodesJson(answer.summary, peer, family),
    receivedRoutes: Object.fromEntries(shown.map((route) => [route.prefix, routeJson(route, peer, family)])),
    totalPrefixCounter: shown.length,
    filteredPrefixCounter: part === 'received' ? partOf(answer, 'filtered').length : 0,
  };
}

function routeJson(route: ReceivedRouteView, peer: PeerView, family: FamilyName) {
  return {
    ...adjacencyRouteJson(
      {
        prefix: route.prefix,
        nextHop: nextHopOf(route, family),
        weight: weightOf(route, peer, family),
        attributes: attributesOf(route),
        path: asPathText(attributesOf(route)),
      },
      family,
    ),
    // Ours, not FRR's: why import turned the route away.
    turnedAway: route.turnedAway?.text,
  };
}

/** FRR answers only where the peer is configured with it; here what a peer gave is kept in any case. */
function isEnabled(peer: PeerView, family: FamilyName): boolean {
  return peer.settings.families[family]?.softReconfigurationInbound ?? false;
}

function partOf({ routes }: ReceivedRoutesAnswer, part: ReceivedPart): readonly ReceivedRouteView[] {
  return part === 'received'
    ? routes
    : routes.filter(({ turnedAway }) => turnedAway?.reason === 'denied-by-policy');
}

/** FRR shows what import makes of a route, where it lets it pass. */
function attributesOf({ imported, attributes }: ReceivedRouteView): ReceivedRouteView['attributes'] {
  return imported?.attributes ?? attributes;
}

function nextHopOf(route: ReceivedRouteView, family: FamilyName): IpAddress {
  return nextHopText(attributesOf(route), addressFamilyWord(family));
}

function weightOf({ imported }: ReceivedRouteView, peer: PeerView, family: FamilyName): number {
  return imported?.weight ?? peer.settings.families[family]?.weight ?? 0;
}
