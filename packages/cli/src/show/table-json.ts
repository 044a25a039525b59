import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { PrefixView, RouteView, SummaryView } from '@bgpeer/router';
import type { RoutesAnswer } from '@bgpeer/speaker';
import { addressFamilyWord } from './family-words.ts';
import { asPathText, nextHopText, originName, pathFrom } from './route-words.ts';
import { familySummary } from './summary-json.ts';
import { tablePrefixes } from './table-prefixes.ts';

/** FRR's default LOCAL_PREF, which its tables name in their head. */
export const defaultLocalPreference = 100;

export interface TableNextHopJson {
  readonly ip: IpAddress;
  readonly hostname?: string;
  readonly afi: 'ipv4' | 'ipv6';
  readonly scope?: 'global' | 'link-local';
  readonly used?: true;
}

/** A route in `show ip bgp json`. */
export interface TableRouteJson {
  readonly suppressed?: true;
  readonly stale?: true;
  readonly valid?: true;
  readonly bestpath?: true;
  readonly selectionReason?: string;
  readonly multipath?: true;
  readonly pathFrom: 'internal' | 'external';
  readonly prefix: string;
  readonly prefixLen: number;
  readonly network: string;
  readonly version: number;
  readonly metric?: number;
  readonly locPrf?: number;
  readonly weight: number;
  readonly peerId: string;
  readonly path: string;
  readonly origin: string;
  readonly nexthops: readonly TableNextHopJson[];
}

export interface TableJson {
  readonly vrfId: 0;
  readonly vrfName: 'default';
  readonly tableVersion: number;
  readonly routerId: IpAddress;
  readonly defaultLocPrf: number;
  readonly localAS: number;
  readonly routes: Readonly<Record<string, readonly TableRouteJson[]>>;
}

/** `show ip bgp json`. */
export function tableJson(answer: RoutesAnswer, family: FamilyName): TableJson {
  return {
    vrfId: 0,
    vrfName: 'default',
    tableVersion: familySummary(answer.summary, family).tableVersion,
    routerId: answer.summary.bgpIdentifier,
    defaultLocPrf: defaultLocalPreference,
    localAS: answer.summary.asNumber,
    routes: Object.fromEntries(
      tablePrefixes(answer.prefixes).map((prefix) => [
        prefix.prefix,
        prefix.routes.map((route) => tableRouteJson(prefix, route, answer.summary)),
      ]),
    ),
  };
}

function tableRouteJson(prefix: PrefixView, route: RouteView, summary: SummaryView): TableRouteJson {
  const [address, length] = prefix.prefix.split('/');
  return {
    suppressed: prefix.suppressed,
    stale: route.stale || undefined,
    valid: route.valid || undefined,
    bestpath: route.best || undefined,
    selectionReason: route.best ? prefix.selectionReason : undefined,
    multipath: (route.multipath && !route.best) || undefined,
    pathFrom: pathFrom(route),
    prefix: address,
    prefixLen: Number(length),
    network: prefix.prefix,
    version: prefix.version,
    metric: route.attributes.multiExitDisc,
    locPrf: route.attributes.localPref,
    weight: route.weight,
    peerId: route.peer?.address ?? '(unspec)',
    path: asPathText(route.attributes),
    origin: originName(route.attributes),
    nexthops: tableNextHops(prefix, route, summary),
  };
}

function tableNextHops(prefix: PrefixView, route: RouteView, summary: SummaryView): TableNextHopJson[] {
  const afi = addressFamilyWord(prefix.family);
  const hostname = route.peer === undefined ? summary.hostName : route.peer.hostName;
  const linkLocal = route.attributes.linkLocalNextHop;
  const ip = nextHopText(route.attributes, afi);
  if (linkLocal === undefined) return [{ ip, hostname, afi: ip.includes(':') ? 'ipv6' : 'ipv4', used: true }];
  return [
    { ip, hostname, afi: 'ipv6', scope: 'global', used: true },
    { ip: linkLocal, hostname, afi: 'ipv6', scope: 'link-local' },
  ];
}
