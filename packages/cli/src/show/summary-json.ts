import type { FamilyName } from '@bgpeer/bgp-wire';
import type { FamilySummaryView, PeerFamilyView, PeerView, SummaryView } from '@bgpeer/router';
import type { SummaryAnswer } from '@bgpeer/speaker';
import type { FamilyKey } from './family-words.ts';
import { familyKey } from './family-words.ts';
import type { LastResetJson } from './last-reset.ts';
import { lastResetJson } from './last-reset.ts';
import type { PeerCondition } from './peer-state.ts';
import {
  configuredFamily,
  hasFailed,
  messageCount,
  peerCondition,
  summaryState,
  upOrDownSince,
} from './peer-state.ts';
import { epochSeconds, formatUptimeSince, wholeSecondsInMs } from './times.ts';

/** Which peers a summary lists. */
export type SummaryFilter =
  | 'all'
  | 'established'
  | 'failed'
  /** By address or host name. */
  | { readonly neighbor: string }
  | { readonly remoteAs: number | 'internal' | 'external' };

interface PeerUptimeJson {
  readonly peerUptime: string;
  readonly peerUptimeMsec: number;
  readonly peerUptimeEstablishedEpoch?: number;
}

/** A peer in `show bgp … summary json`. */
export interface SummaryPeerJson extends PeerUptimeJson {
  readonly dynamicPeer?: true;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly remoteAs: number;
  readonly localAs: number;
  readonly version: 4;
  readonly msgRcvd: number;
  readonly msgSent: number;
  readonly tableVersion: number;
  readonly outq: number;
  readonly inq: number;
  readonly pfxRcd: number;
  readonly pfxSnt: number;
  readonly state: string;
  readonly peerState: PeerCondition;
  readonly connectionsEstablished: number;
  readonly connectionsDropped: number;
  readonly desc?: string;
  readonly idType: 'ipv4' | 'ipv6';
}

/** A peer in `show bgp … summary failed json`. */
export interface FailedPeerJson extends PeerUptimeJson, LastResetJson {
  readonly dynamicPeer?: true;
  readonly hostname?: string;
  readonly domainname?: string;
  readonly connectionsEstablished: number;
  readonly connectionsDropped: number;
  readonly idType: 'ipv4' | 'ipv6';
}

/** The switches of the decision process that FRR tells of. */
export interface BestPathJson {
  readonly asPath?: 'ignore';
  readonly multiPathRelax: 'true' | 'false' | 'as-set';
  readonly peerTypeRelax?: true;
  readonly compareRouterId?: 'true';
  readonly med?: 'missing-as-worst';
}

export interface FamilySummaryJson {
  readonly routerId: string;
  readonly as: number;
  readonly vrfId: 0;
  readonly vrfName: 'default';
  readonly tableVersion: number;
  readonly ribCount: number;
  readonly ribMemory: number;
  readonly peerCount: number;
  readonly peerMemory: number;
  readonly peerGroupCount?: number;
  readonly peerGroupMemory?: number;
  readonly peers: Readonly<Record<string, SummaryPeerJson | FailedPeerJson>>;
  readonly failedPeers: number;
  readonly displayedPeers: number;
  readonly totalPeers: number;
  readonly dynamicPeers: number;
  readonly bestPath?: BestPathJson;
}

/** `show bgp summary json`: every family that a peer is configured with. */
export function summaryJson(
  answer: SummaryAnswer,
  filter: SummaryFilter,
): Partial<Record<FamilyKey, FamilySummaryJson>> {
  const shown = answer.summary.families.filter(({ family }) =>
    answer.peers.some((peer) => configuredFamily(peer, family) !== undefined),
  );
  return Object.fromEntries(
    shown.map(({ family }) => [familyKey(family), familySummaryJson(answer, family, filter)]),
  );
}

/** `show bgp ipv4 unicast summary json`. */
export function familySummaryJson(
  answer: SummaryAnswer,
  family: FamilyName,
  filter: SummaryFilter,
): FamilySummaryJson {
  const table = familySummary(answer.summary, family);
  const members = summaryMembers(answer.peers, family);
  const shown = members.filter((member) => isShown(member, filter));
  const { peerGroupNames } = answer.summary;
  return {
    routerId: answer.summary.bgpIdentifier,
    as: answer.summary.asNumber,
    vrfId: 0,
    vrfName: 'default',
    tableVersion: table.tableVersion,
    ribCount: table.prefixCount,
    ribMemory: table.tableOctets,
    peerCount: members.length,
    peerMemory: queuedOctets(members),
    peerGroupCount: peerGroupNames.length === 0 ? undefined : peerGroupNames.length,
    peerGroupMemory: peerGroupNames.length === 0 ? undefined : 0,
    peers: Object.fromEntries(
      shown.map(({ peer, row }) => [
        peer.address,
        filter === 'failed' ? failedPeerJson(peer, answer.now) : peerJson(peer, row, table, answer.now),
      ]),
    ),
    failedPeers: members.filter(({ peer, row }) => hasFailed(peer, row)).length,
    displayedPeers: shown.length,
    totalPeers: members.length,
    dynamicPeers: members.filter(({ peer }) => peer.dynamicFrom !== undefined).length,
    bestPath: filter === 'failed' ? undefined : bestPathJson(answer.summary.decision),
  };
}

function bestPathJson(decision: SummaryView['decision']): BestPathJson {
  return {
    asPath: decision.ignoreAsPathLength ? 'ignore' : undefined,
    multiPathRelax: decision.multipathRelaxAsSet ? 'as-set' : decision.multipathRelax ? 'true' : 'false',
    peerTypeRelax: decision.peerTypeMultipathRelax || undefined,
    compareRouterId: decision.compareRouterId ? 'true' : undefined,
    med: decision.missingMedAsWorst ? 'missing-as-worst' : undefined,
  };
}

/** A peer together with its row for the family a summary is about. */
export interface SummaryMember {
  readonly peer: PeerView;
  readonly row: PeerFamilyView;
}

/** The peers configured with a family, in the order given. */
export function summaryMembers(peers: readonly PeerView[], family: FamilyName): SummaryMember[] {
  return peers.flatMap((peer) => {
    const row = configuredFamily(peer, family);
    return row === undefined ? [] : [{ peer, row }];
  });
}

/** Whether the filter lets a peer through. */
export function isShown({ peer, row }: SummaryMember, filter: SummaryFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'failed' || filter === 'established') return (filter === 'failed') === hasFailed(peer, row);
  if ('neighbor' in filter) return peer.address === filter.neighbor || peer.hostName === filter.neighbor;
  return typeof filter.remoteAs === 'number'
    ? peer.remoteAsNumber === filter.remoteAs
    : peer.session === filter.remoteAs;
}

/** Octets waiting for these peers: what a peer holds of its own, since tables are shared. */
export function queuedOctets(members: readonly SummaryMember[]): number {
  return members.reduce((sum, { peer }) => sum + peer.outputQueueOctets, 0);
}

/** The summary's row of a family; an empty one for a family the router does not carry. */
export function familySummary(summary: SummaryView, family: FamilyName): FamilySummaryView {
  const row = summary.families.find((candidate) => candidate.family === family);
  return row ?? { family, tableVersion: 0, prefixCount: 0, routeCount: 0, tableOctets: 0 };
}

function peerJson(
  peer: PeerView,
  row: PeerFamilyView,
  table: FamilySummaryView,
  now: number,
): SummaryPeerJson {
  return {
    dynamicPeer: peer.dynamicFrom === undefined ? undefined : true,
    hostname: peer.hostName,
    domainname: peer.domainName,
    remoteAs: peer.remoteAsNumber,
    localAs: peer.localAsNumber,
    version: 4,
    msgRcvd: messageCount(peer.received),
    msgSent: messageCount(peer.sent),
    tableVersion: peer.state === 'Established' ? table.tableVersion : 0,
    outq: peer.outputQueueOctets,
    inq: 0,
    ...uptimeJson(peer, now),
    pfxRcd: row.acceptedPrefixCount,
    pfxSnt: peer.state === 'Established' ? row.sentPrefixCount : 0,
    state: summaryState(peer),
    peerState: peerCondition(peer, row),
    connectionsEstablished: peer.connectionsEstablished,
    connectionsDropped: peer.connectionsDropped,
    desc: peer.description,
    idType: peer.address.includes(':') ? 'ipv6' : 'ipv4',
  };
}

function failedPeerJson(peer: PeerView, now: number): FailedPeerJson {
  return {
    dynamicPeer: peer.dynamicFrom === undefined ? undefined : true,
    hostname: peer.hostName,
    domainname: peer.domainName,
    connectionsEstablished: peer.connectionsEstablished,
    connectionsDropped: peer.connectionsDropped,
    ...uptimeJson(peer, now),
    ...lastResetJson(peer, now),
    idType: peer.address.includes(':') ? 'ipv6' : 'ipv4',
  };
}

function uptimeJson(peer: PeerView, now: number): PeerUptimeJson {
  const since = upOrDownSince(peer);
  return {
    peerUptime: formatUptimeSince(since, now),
    peerUptimeMsec: since === undefined ? 0 : wholeSecondsInMs(since, now),
    peerUptimeEstablishedEpoch: since === undefined ? undefined : epochSeconds(since),
  };
}
