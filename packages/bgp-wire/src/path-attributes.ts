/** An address as canonical text: dotted quad, or RFC 5952. Equal addresses are equal strings. */
export type IpAddress = string;

export type Origin = 'IGP' | 'EGP' | 'INCOMPLETE';

/** Segment types by their RFC names (RFC 4271, section 4.3; RFC 5065, section 3). */
export type AsPathSegmentType = 'AS_SEQUENCE' | 'AS_SET' | 'AS_CONFED_SEQUENCE' | 'AS_CONFED_SET';

export interface AsPathSegment {
  readonly type: AsPathSegmentType;
  readonly asNumbers: readonly number[];
}

export type AsPath = readonly AsPathSegment[];

export interface Aggregator {
  readonly asNumber: number;
  readonly address: IpAddress;
}

/** Global administrator, local data part 1, local data part 2: four octets each (RFC 8092). */
export type LargeCommunity = readonly [number, number, number];

/** An attribute this codec has no row for, kept as it came (RFC 4271, section 5). */
export interface UnrecognizedAttribute {
  /** The flags octet, as received. */
  readonly flags: number;
  readonly code: number;
  /** The value's octets in lower-case hexadecimal. */
  readonly value: string;
}

/**
 * The path attributes of a route, each in a convenient form; absent means not present.
 * AS4_PATH and AS4_AGGREGATOR never appear: they are merged into `asPath` and `aggregator` (RFC 6793, section 4.2.3).
 * Everything is JSON-safe.
 */
export interface PathAttributes {
  readonly origin?: Origin;
  readonly asPath?: AsPath;
  /** NEXT_HOP's address, or the (global) next hop of MP_REACH_NLRI. */
  readonly nextHop?: IpAddress;
  /** The link-local next hop beside a global one (RFC 2545, section 3). */
  readonly linkLocalNextHop?: IpAddress;
  readonly multiExitDisc?: number;
  readonly localPref?: number;
  readonly atomicAggregate?: true;
  readonly aggregator?: Aggregator;
  /** Four octets each (RFC 1997), in the order received. */
  readonly communities?: readonly number[];
  readonly originatorId?: IpAddress;
  readonly clusterList?: readonly IpAddress[];
  /** Eight octets each (RFC 4360), as 16 hexadecimal digits, in the order received. */
  readonly extendedCommunities?: readonly string[];
  readonly largeCommunities?: readonly LargeCommunity[];
  /** In ascending order of code. */
  readonly unrecognized?: readonly UnrecognizedAttribute[];
}
