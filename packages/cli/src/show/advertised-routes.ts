import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { AdvertisedRouteView } from '@bgpeer/router';
import type { AdvertisedRoutesAnswer } from '@bgpeer/speaker';
import { addressFamilyWord } from './family-words.ts';
import { asPathText, nextHopText, originCode } from './route-words.ts';
import { familySummary } from './summary-json.ts';
import { defaultLocalPreference } from './table-json.ts';
import { tableHead, tableRow } from './table-text.ts';

const statusCodesJson = {
  suppressed: 's',
  damped: 'd',
  history: 'h',
  valid: '*',
  best: '>',
  multipath: '=',
  internal: 'i',
  ribFailure: 'r',
  stale: 'S',
  removed: 'R',
} as const;

const originCodesJson = { igp: 'i', egp: 'e', incomplete: '?' } as const;

/** A route in `show bgp neighbors X advertised-routes json`. */
export interface AdvertisedRouteJson {
  readonly addrPrefix: IpAddress;
  readonly prefixLen: number;
  readonly network: string;
  readonly nextHop?: IpAddress;
  readonly nextHopGlobal?: IpAddress;
  readonly metric?: number;
  readonly locPrf?: number;
  readonly weight: number;
  readonly path: string;
  readonly bgpOriginCode: string;
  readonly appliedStatusSymbols: { readonly '*': true; readonly '>': true };
}

export interface AdvertisedRoutesJson {
  readonly bgpTableVersion: number;
  readonly bgpLocalRouterId: IpAddress;
  readonly defaultLocPrf: number;
  readonly localAS: number;
  readonly bgpStatusCodes: typeof statusCodesJson;
  readonly bgpOriginCodes: typeof originCodesJson;
  readonly advertisedRoutes: Readonly<Record<string, AdvertisedRouteJson>>;
  readonly totalPrefixCounter: number;
  readonly filteredPrefixCounter: 0;
}

/** `show bgp neighbors X advertised-routes json`. */
export function advertisedRoutesJson(
  answer: AdvertisedRoutesAnswer,
  family: FamilyName,
): AdvertisedRoutesJson {
  return {
    bgpTableVersion: familySummary(answer.summary, family).tableVersion,
    bgpLocalRouterId: answer.summary.bgpIdentifier,
    defaultLocPrf: defaultLocalPreference,
    localAS: answer.summary.asNumber,
    bgpStatusCodes: statusCodesJson,
    bgpOriginCodes: originCodesJson,
    advertisedRoutes: Object.fromEntries(
      answer.routes.map((route) => [route.prefix, routeJson(route, family)]),
    ),
    totalPrefixCounter: answer.routes.length,
    filteredPrefixCounter: 0,
  };
}

/** `show bgp neighbors X advertised-routes`. */
export function advertisedRoutesText(answer: AdvertisedRoutesAnswer, family: FamilyName): string[] {
  const head = tableHead(answer.summary, familySummary(answer.summary, family).tableVersion);
  return [
    ...(answer.routes.length === 0 ? [] : head),
    ...answer.routes.map((route) =>
      tableRow({
        status: '*>',
        network: route.prefix,
        nextHop: shownNextHop(route, family),
        weight: route.sourceWeight,
        attributes: route.attributes,
        path: asPathText(route.sourceAttributes),
      }),
    ),
    '',
    `Total number of prefixes ${answer.routes.length}`,
  ];
}

function routeJson(route: AdvertisedRouteView, family: FamilyName): AdvertisedRouteJson {
  const [address, length] = route.prefix.split('/');
  const nextHop = shownNextHop(route, family);
  return {
    addrPrefix: address,
    prefixLen: Number(length),
    network: route.prefix,
    nextHop: family === 'ipv4-unicast' ? nextHop : undefined,
    nextHopGlobal: family === 'ipv6-unicast' ? nextHop : undefined,
    metric: route.attributes.multiExitDisc,
    locPrf: route.attributes.localPref,
    weight: route.sourceWeight,
    path: asPathText(route.sourceAttributes),
    bgpOriginCode: originCode(route.attributes),
    appliedStatusSymbols: { '*': true, '>': true },
  };
}

/** FRR shows the unspecified address where the next hop becomes our own on the way out. */
function shownNextHop(route: AdvertisedRouteView, family: FamilyName): IpAddress {
  return nextHopText(route.nextHopSelf ? {} : route.attributes, addressFamilyWord(family));
}
