import type { AfiSafi, IpAddress } from '@bgpeer/bgp-wire';
import type { CaptureTime } from '../capture-time.ts';

interface RecordHead {
  /** Octets from the start of the file to the record. */
  readonly offset: number;
  readonly time: CaptureTime;
}

/** One peer of a PEER_INDEX_TABLE (RFC 6396, section 4.3.1). */
export interface MrtPeer {
  readonly bgpIdentifier: IpAddress;
  readonly address: IpAddress;
  readonly asNumber: number;
}

/** PEER_INDEX_TABLE (RFC 6396, section 4.3.1). */
export interface PeerIndexTable extends RecordHead {
  readonly kind: 'PEER_INDEX_TABLE';
  readonly collectorBgpIdentifier: IpAddress;
  readonly viewName: string;
  readonly peers: readonly MrtPeer[];
}

/** A place in WGS 84, north and east positive; NaN where it is private (RFC 6397, section 4.1). */
export interface GeoLocation {
  readonly bgpIdentifier: IpAddress;
  readonly latitudeDegrees: number;
  readonly longitudeDegrees: number;
}

/** GEO_PEER_TABLE (RFC 6397, section 4.1): where the collector and its peers are. */
export interface GeoPeerTable extends RecordHead {
  readonly kind: 'GEO_PEER_TABLE';
  readonly collector: GeoLocation;
  readonly peers: readonly GeoLocation[];
}

/** One route of a RIB record (RFC 6396, section 4.3.4). */
export interface RibEntry {
  /** Place of the peer in the PEER_INDEX_TABLE, 0 first. */
  readonly peerIndex: number;
  readonly originatedTimeSeconds: number;
  /** With ADD-PATH (RFC 8050, section 4.1). */
  readonly pathIdentifier?: number;
  /** The attribute list as it stands in the file: AS numbers have four octets, MP_REACH_NLRI may be abbreviated. */
  readonly attributes: Uint8Array;
}

/** All routes to one prefix: a RIB subtype of TABLE_DUMP_V2 (RFC 6396, sections 4.3.2 and 4.3.3). */
export interface RibRecord extends RecordHead, AfiSafi {
  readonly kind: 'RIB';
  readonly sequenceNumber: number;
  readonly addPath: boolean;
  /** Written with RIB_GENERIC, which names the family in the record. */
  readonly isGeneric: boolean;
  /** The NLRI as it stands in the record: of RIB_GENERIC_ADDPATH with its path identifier. */
  readonly nlri: Uint8Array;
  /** Canonical text, where the NLRI is a plain prefix of IPv4 or IPv6. */
  readonly prefix: string | undefined;
  readonly entries: readonly RibEntry[];
}

/** One route of the older TABLE_DUMP (RFC 6396, section 4.2). */
export interface TableDumpRecord extends RecordHead {
  readonly kind: 'TABLE_DUMP';
  readonly viewNumber: number;
  readonly sequenceNumber: number;
  readonly prefix: string;
  readonly originatedTimeSeconds: number;
  readonly peerAddress: IpAddress;
  readonly peerAsNumber: number;
  /** AS numbers in it have two octets. */
  readonly attributes: Uint8Array;
}

interface Bgp4mpHead extends RecordHead {
  /** Type BGP4MP_ET: the time has microseconds (RFC 6396, section 3). */
  readonly hasMicroseconds: boolean;
  readonly fourOctetAsNumbers: boolean;
  readonly peerAsNumber: number;
  readonly localAsNumber: number;
  readonly interfaceIndex: number;
  readonly peerAddress: IpAddress;
  readonly localAddress: IpAddress;
}

/** A BGP message (RFC 6396, sections 4.4.2, 4.4.3, 4.4.5 and 4.4.6; RFC 8050, section 3). */
export interface Bgp4mpMessage extends Bgp4mpHead {
  readonly kind: 'BGP4MP_MESSAGE';
  /** The local side sent it to the peer; else it came from the peer. */
  readonly isLocal: boolean;
  /** NLRI have path identifiers, as the subtype says. */
  readonly addPath: boolean;
  /** The whole message with its header. */
  readonly message: Uint8Array;
}

/** A change of state: 1 Idle to 6 Established (RFC 6396, sections 4.4.1 and 4.4.4). */
export interface Bgp4mpStateChange extends Bgp4mpHead {
  readonly kind: 'BGP4MP_STATE_CHANGE';
  readonly oldState: number;
  readonly newState: number;
}

/** A record of a type that is not about BGP, or that RFC 6396 no longer describes. */
export interface OtherMrtRecord extends RecordHead {
  readonly kind: 'other';
  readonly type: number;
  readonly subtype: number;
  readonly octets: Uint8Array;
}

export type MrtRecord =
  | PeerIndexTable
  | GeoPeerTable
  | RibRecord
  | TableDumpRecord
  | Bgp4mpMessage
  | Bgp4mpStateChange
  | OtherMrtRecord;
