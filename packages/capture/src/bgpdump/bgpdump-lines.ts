import type { AsPath, AsPathSegment, Nlri, PathAttributes } from '@bgpeer/bgp-wire';
import { type CaptureTime, formatCaptureTime } from '../capture-time.ts';
import type { Bgp4mpSessions } from '../mrt/bgp4mp-sessions.ts';
import { decodeRibAttributes, decodeTableDumpAttributes, pathIdentifierOf } from '../mrt/mrt-attributes.ts';
import type {
  Bgp4mpMessage,
  Bgp4mpStateChange,
  MrtPeer,
  MrtRecord,
  RibRecord,
  TableDumpRecord,
} from '../mrt/mrt-record.ts';
import { bgpdumpAddress, bgpdumpPrefix } from './bgpdump-address.ts';
import { type LenientUpdate, lenientUpdate } from './lenient-update.ts';

/** What the lines of a record depend on besides the record. */
export interface BgpdumpSurroundings {
  /** Of the PEER_INDEX_TABLE read last. */
  readonly peers: readonly MrtPeer[];
  readonly sessions: Bgp4mpSessions;
}

/** The lines that `bgpdump -m` writes for a record: one a route, a withdrawal or a change of state, else none. */
export function bgpdumpLines(record: MrtRecord, surroundings: BgpdumpSurroundings): string[] {
  switch (record.kind) {
    case 'RIB':
      return ribLines(record, surroundings.peers);
    case 'TABLE_DUMP':
      return [tableDumpLine(record)];
    case 'BGP4MP_MESSAGE': {
      const read = lenientUpdate(record.message, surroundings.sessions.interpret(record));
      return read === undefined ? [] : bgpdumpUpdateLines(read, bgpdumpMessageSource(record));
    }
    case 'BGP4MP_STATE_CHANGE':
      return [bgpdumpStateLine(record)];
    case 'PEER_INDEX_TABLE':
    case 'GEO_PEER_TABLE':
    case 'other':
      return [];
  }
}

/** Whom and when the lines of an UPDATE name. */
export interface BgpdumpSource {
  /** The first field: `BGP4MP`, `BGP4MP_ET_LOCAL`. */
  readonly format: string;
  readonly time: string;
  readonly peerAddress: string;
  readonly peerAsNumber: number;
}

/** The lines of an UPDATE: withdrawn prefixes first, the message's own fields before the multiprotocol ones. */
export function bgpdumpUpdateLines({ update, oddNextHop }: LenientUpdate, source: BgpdumpSource): string[] {
  const { attributes, withdrawn, nlri, reachable, unreachable } = update;
  const reachableList = [...nlri, ...(reachable?.nlri ?? [])];
  const fields =
    reachableList.length === 0
      ? ''
      : bgpdumpAttributeFields({ ...attributes, nextHop: attributes.nextHop ?? oddNextHop });
  const withdrawnLine = (one: Nlri) => `${lineHead(source, 'W', one)}|${nlriFields(one)}`;
  const reachableLine = (one: Nlri) => `${lineHead(source, 'A', one)}|${nlriFields(one)}|${fields}`;
  return [
    ...withdrawn.map(withdrawnLine),
    ...(unreachable?.nlri ?? []).map(withdrawnLine),
    ...reachableList.map(reachableLine),
  ];
}

/** What bgpdump shows where an address was never set. */
const unknownNextHop = '255.255.255.255';

/** What the lines of a BGP4MP record name. */
export function bgpdumpMessageSource(record: Bgp4mpMessage): BgpdumpSource {
  const { hasMicroseconds, isLocal, time, peerAddress, peerAsNumber } = record;
  const format = `BGP4MP${hasMicroseconds ? '_ET' : ''}${isLocal ? '_LOCAL' : ''}`;
  return { format, time: timeField(time, hasMicroseconds), peerAddress, peerAsNumber };
}

function lineHead(
  { format, time, peerAddress, peerAsNumber }: BgpdumpSource,
  sign: string,
  nlri: Nlri,
): string {
  const suffix = nlri.pathIdentifier === undefined ? '' : '_AP';
  return `${format}${suffix}|${time}|${sign}|${bgpdumpAddress(peerAddress)}|${peerAsNumber}`;
}

function nlriFields({ prefix, pathIdentifier }: Nlri): string {
  const shown = bgpdumpPrefix(prefix);
  return pathIdentifier === undefined ? shown : `${shown}|${pathIdentifier}`;
}

/** The line of a route in a table. */
export function bgpdumpRouteLine(nlri: Nlri, attributes: PathAttributes, source: BgpdumpSource): string {
  return `${lineHead(source, 'B', nlri)}|${nlriFields(nlri)}|${bgpdumpAttributeFields(attributes)}`;
}

/** What the lines of routes name whose peer is not in the PEER_INDEX_TABLE. */
export const unknownPeer: Pick<MrtPeer, 'address' | 'asNumber'> = { address: '0.0.0.0', asNumber: 0 };

/** What the lines of a table's record name. */
export function bgpdumpTableSource(
  { kind, time }: RibRecord | TableDumpRecord,
  peer: Pick<MrtPeer, 'address' | 'asNumber'> = unknownPeer,
): BgpdumpSource {
  return {
    format: kind === 'RIB' ? 'TABLE_DUMP2' : 'TABLE_DUMP',
    time: String(time.seconds),
    peerAddress: peer.address,
    peerAsNumber: peer.asNumber,
  };
}

/** The line of a change of state. */
export function bgpdumpStateLine(record: Bgp4mpStateChange): string {
  const { hasMicroseconds, time, peerAddress, peerAsNumber, oldState, newState } = record;
  const format = hasMicroseconds ? 'BGP4MP_ET' : 'BGP4MP';
  return `${format}|${timeField(time, hasMicroseconds)}|STATE|${bgpdumpAddress(peerAddress)}|${peerAsNumber}|${oldState}|${newState}`;
}

function ribLines(record: RibRecord, peers: readonly MrtPeer[]): string[] {
  const { prefix } = record;
  if (prefix === undefined) return [];
  return record.entries.map((entry) => {
    const pathIdentifier = pathIdentifierOf(record, entry);
    const { attributes } = decodeRibAttributes(record, entry);
    return bgpdumpRouteLine(
      { prefix, pathIdentifier },
      attributes,
      bgpdumpTableSource(record, peers[entry.peerIndex]),
    );
  });
}

function tableDumpLine(record: TableDumpRecord): string {
  const peer = { address: record.peerAddress, asNumber: record.peerAsNumber };
  const { attributes } = decodeTableDumpAttributes(record);
  return bgpdumpRouteLine(record, attributes, bgpdumpTableSource(record, peer));
}

function timeField(time: CaptureTime, hasMicroseconds: boolean): string {
  return hasMicroseconds ? formatCaptureTime(time) : String(time.seconds);
}

/** From the AS path to the end of the line, which ends in a bar. */
export function bgpdumpAttributeFields(attributes: PathAttributes): string {
  const { aggregator, communities = [] } = attributes;
  return [
    formatBgpdumpAsPath(attributes.asPath ?? []),
    attributes.origin ?? 'INCOMPLETE',
    bgpdumpAddress(attributes.nextHop ?? unknownNextHop),
    attributes.localPref ?? 0,
    attributes.multiExitDisc ?? 0,
    communities.map(formatBgpdumpCommunity).join(' '),
    attributes.atomicAggregate ? 'AG' : 'NAG',
    aggregator === undefined ? '' : `${aggregator.asNumber} ${aggregator.address}`,
    '',
  ].join('|');
}

/** As `formatAsPath` of bgp-wire, but members of sets stay in the order received and repetitions stay too. */
function formatBgpdumpAsPath(asPath: AsPath): string {
  return asPath.map(formatSegment).join(' ');
}

function formatSegment({ type, asNumbers }: AsPathSegment): string {
  switch (type) {
    case 'AS_SEQUENCE':
      return asNumbers.join(' ');
    case 'AS_SET':
      return `{${asNumbers.join(',')}}`;
    case 'AS_CONFED_SEQUENCE':
      return `(${asNumbers.join(' ')})`;
    case 'AS_CONFED_SET':
      return `[${asNumbers.join(',')}]`;
  }
}

/** bgpdump names the three well-known communities of RFC 1997 only. */
const bgpdumpCommunityNames: ReadonlyMap<number, string> = new Map([
  [0xffff_ff01, 'no-export'],
  [0xffff_ff02, 'no-advertise'],
  [0xffff_ff03, 'local-AS'],
]);

function formatBgpdumpCommunity(community: number): string {
  return bgpdumpCommunityNames.get(community) ?? `${community >>> 16}:${community & 0xffff}`;
}
