import type { AttributeSet } from './attributes/attribute-set.ts';
import type { BfdDiscriminator } from './attributes/bfd-discriminator.ts';
import type { DomainPath } from './attributes/domain-path.ts';
import type { NextHopCharacteristics } from './attributes/next-hop-characteristics.ts';
import type { OpaqueTlv } from './attributes/opaque-tlvs.ts';
import type { PmsiTunnel } from './attributes/pmsi-tunnel.ts';
import type { TunnelEncapsulation } from './attributes/tunnel-encapsulation.ts';

export type { DomainPathDomain, DomainPathSegment } from './attributes/domain-path.ts';
export type {
  AttributeSet,
  BfdDiscriminator,
  DomainPath,
  NextHopCharacteristics,
  OpaqueTlv,
  PmsiTunnel,
  TunnelEncapsulation,
};

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

/**
 * An attribute this codec has no row for, or a deprecated one (`pathAttributeName` knows its name), kept as it came
 * (RFC 4271, section 5).
 */
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
 * Everything is JSON-safe; what is opaque is lower-case hexadecimal.
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
  readonly pmsiTunnel?: PmsiTunnel;
  readonly tunnelEncapsulations?: readonly TunnelEncapsulation[];
  /** The value of the Traffic Engineering attribute (RFC 5543). */
  readonly trafficEngineering?: string;
  /** Twenty octets each (RFC 5701), as 40 hexadecimal digits, in the order received. */
  readonly ipv6ExtendedCommunities?: readonly string[];
  /** TLVs of the AIGP attribute (RFC 7311); `accumulatedIgpMetric` finds the metric. */
  readonly aigp?: readonly OpaqueTlv[];
  /** The value of PE Distinguisher Labels (RFC 6514, section 8). */
  readonly peDistinguisherLabels?: string;
  /** TLVs of the BGP-LS attribute (RFC 9552, section 5.3). */
  readonly linkState?: readonly OpaqueTlv[];
  readonly largeCommunities?: readonly LargeCommunity[];
  /** The value of BGPsec_PATH (RFC 8205, section 3). */
  readonly bgpsecPath?: string;
  /** The AS number of OTC (RFC 9234, section 5). */
  readonly onlyToCustomer?: number;
  readonly domainPath?: DomainPath;
  /** TLVs of the SFP attribute (RFC 9015, section 3.2.1). */
  readonly serviceFunctionPath?: readonly OpaqueTlv[];
  readonly bfdDiscriminator?: BfdDiscriminator;
  readonly nextHopCharacteristics?: NextHopCharacteristics;
  /** TLVs of the BGP Prefix-SID attribute (RFC 8669, section 3). */
  readonly prefixSid?: readonly OpaqueTlv[];
  /** TLVs of the BIER attribute (RFC 9793). */
  readonly bier?: readonly OpaqueTlv[];
  readonly attributeSet?: AttributeSet;
  /** In ascending order of code. */
  readonly unrecognized?: readonly UnrecognizedAttribute[];
  /**
   * Codes, ascending, of the attributes above whose Partial bit is set: a speaker on the way passed them on without
   * knowing them, and nobody may clear the bit (RFC 4271, section 5).
   */
  readonly partial?: readonly number[];
}
