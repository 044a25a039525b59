import type { FamilyName, IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type { PeerView, SummaryView } from '@bgpeer/router';
import { originCode } from './route-words.ts';
import { familySummary } from './summary-json.ts';
import { defaultLocalPreference } from './table-json.ts';
import { tableHead } from './table-text.ts';

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

/** A route on its way from or to a peer, in JSON. */
export interface AdjacencyRouteJson {
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

/** What is shown of such a route. */
export interface AdjacencyRoute {
  readonly prefix: string;
  readonly nextHop: IpAddress;
  readonly weight: number;
  readonly attributes: PathAttributes;
  readonly path: string;
}

/** The head of a table of what a peer gave or was sent: the AS number in it is the one that the peer knows us by. */
export function adjacencyTableHead(summary: SummaryView, peer: PeerView, family: FamilyName): string[] {
  return tableHead({ ...summary, asNumber: peer.localAsNumber }, familySummary(summary, family).tableVersion);
}

/** The same in JSON. */
export function adjacencyCodesJson(summary: SummaryView, peer: PeerView, family: FamilyName) {
  return {
    bgpTableVersion: familySummary(summary, family).tableVersion,
    bgpLocalRouterId: summary.bgpIdentifier,
    defaultLocPrf: defaultLocalPreference,
    localAS: peer.localAsNumber,
    bgpStatusCodes: statusCodesJson,
    bgpOriginCodes: originCodesJson,
  };
}

export function adjacencyRouteJson(
  { prefix, nextHop, weight, attributes, path }: AdjacencyRoute,
  family: FamilyName,
): AdjacencyRouteJson {
  const [address, length] = prefix.split('/');
  return {
    addrPrefix: address,
    prefixLen: Number(length),
    network: prefix,
    nextHop: family === 'ipv4-unicast' ? nextHop : undefined,
    nextHopGlobal: family === 'ipv6-unicast' ? nextHop : undefined,
    metric: attributes.multiExitDisc,
    locPrf: attributes.localPref,
    weight,
    path,
    bgpOriginCode: originCode(attributes),
    appliedStatusSymbols: { '*': true, '>': true },
  };
}
