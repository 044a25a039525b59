import type { AsPath, FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import { formatAsPath } from '@bgpeer/bgp-wire';
import type { AdvertisedRouteView, PeerView } from '@bgpeer/router';
import type { AdvertisedRoutesAnswer } from '@bgpeer/speaker';
import { adjacencyCodesJson, adjacencyRouteJson, adjacencyTableHead } from './adjacency-tables.ts';
import { addressFamilyWord } from './family-words.ts';
import { nextHopText } from './route-words.ts';
import { tableRow } from './table-text.ts';

/** `show bgp neighbors X advertised-routes`. */
export function advertisedRoutesText(
  answer: AdvertisedRoutesAnswer,
  peer: PeerView,
  family: FamilyName,
): string[] {
  const { defaultNetwork, routes } = apartFromDefault(answer);
  return [
    ...(answer.routes.length === 0 ? [] : adjacencyTableHead(answer.summary, peer, family).slice(0, -1)),
    ...(defaultNetwork === undefined ? [] : [`Originating default network ${defaultNetwork}`, '']),
    ...(answer.routes.length === 0 ? [] : adjacencyTableHead(answer.summary, peer, family).slice(-1)),
    ...routes.map((route) =>
      tableRow({
        status: '*>',
        network: route.prefix,
        nextHop: shownNextHop(route, family),
        weight: route.sourceWeight,
        attributes: route.attributes,
        path: shownPath(route, peer, family),
      }),
    ),
    '',
    `Total number of prefixes ${routes.length}`,
  ];
}

/** `show bgp neighbors X advertised-routes json`. */
export function advertisedRoutesJson(answer: AdvertisedRoutesAnswer, peer: PeerView, family: FamilyName) {
  const { defaultNetwork, routes } = apartFromDefault(answer);
  return {
    ...adjacencyCodesJson(answer.summary, peer, family),
    bgpOriginatingDefaultNetwork: defaultNetwork,
    advertisedRoutes: Object.fromEntries(
      routes.map((route) => [
        route.prefix,
        adjacencyRouteJson(
          {
            prefix: route.prefix,
            nextHop: shownNextHop(route, family),
            weight: route.sourceWeight,
            attributes: route.attributes,
            path: shownPath(route, peer, family),
          },
          family,
        ),
      ]),
    ),
    totalPrefixCounter: routes.length,
    filteredPrefixCounter: 0,
  };
}

/** FRR tells of the default route of `default-originate` apart, and does not count it. */
function apartFromDefault({ routes }: AdvertisedRoutesAnswer): {
  readonly defaultNetwork?: string;
  readonly routes: readonly AdvertisedRouteView[];
} {
  const isDefaultOriginated = (route: AdvertisedRouteView) =>
    route.source === 'local' && route.sourceWeight === 0 && route.prefix.endsWith('/0');
  return {
    defaultNetwork: routes.find(isDefaultOriginated)?.prefix,
    routes: routes.filter((route) => !isDefaultOriginated(route)),
  };
}

/** FRR shows the unspecified address where the next hop becomes our own on the way out. */
function shownNextHop(route: AdvertisedRouteView, family: FamilyName): IpAddress {
  return nextHopText(route.nextHopSelf ? {} : route.attributes, addressFamilyWord(family));
}

/** FRR shows the path as policy leaves it, before our own AS number goes in front for an external peer. */
function shownPath({ attributes }: AdvertisedRouteView, peer: PeerView, family: FamilyName): string {
  const path = attributes.asPath ?? [];
  if (peer.session === 'internal' || peer.settings.families[family]?.routeServerClient)
    return formatAsPath(path);
  return formatAsPath(withoutOurs(path, peer));
}

function withoutOurs([first, ...others]: AsPath, { localAs, localAsNumber }: PeerView): AsPath {
  if (first?.type !== 'AS_SEQUENCE' || first.asNumbers[0] !== localAsNumber)
    return first === undefined ? [] : [first, ...others];
  const ours = localAs === undefined || localAs.replaceAs ? 1 : 2;
  const asNumbers = first.asNumbers.slice(ours);
  return asNumbers.length === 0 ? others : [{ ...first, asNumbers }, ...others];
}
