import type { RouteDistinguisher } from '../text/route-distinguishers.ts';

/** A Flow Specification: packets that match every component (RFC 8955, section 4.2; RFC 8956 for IPv6). */
export interface FlowspecRule {
  /** In the VPN families only (RFC 8955, section 8). */
  readonly routeDistinguisher?: RouteDistinguisher;
  /** One at least, each type once, in ascending order of type. */
  readonly components: readonly FlowspecComponent[];
  readonly pathIdentifier?: number;
}

export type FlowspecComponent = FlowspecPrefixComponent | FlowspecMatchComponent;

/** Component types 1 and 2. */
export interface FlowspecPrefixComponent {
  readonly type: FlowspecPrefixType;
  /** `192.0.2.0/24`; of IPv6 also with bits to skip: `::1234:0:0/64-104` (RFC 8956, section 3.1). */
  readonly prefix: string;
}

/** The other component types: the packet's field is compared with values. */
export interface FlowspecMatchComponent {
  readonly type: FlowspecMatchType;
  /**
   * One of these must be true. Each is one or more comparisons joined by `&`: of numbers `==80`, `>=1024&<=2047`, `!=0`;
   * of bits `syn+ack` (any of them is set), `=syn+ack` (all), `!syn` (none), `!=syn+ack` (not all).
   */
  readonly match: readonly string[];
}

export type FlowspecPrefixType = 'destination-prefix' | 'source-prefix';
export type FlowspecMatchType =
  | 'protocol'
  | 'port'
  | 'destination-port'
  | 'source-port'
  | 'icmp-type'
  | 'icmp-code'
  | 'tcp-flags'
  | 'packet-length'
  | 'dscp'
  | 'fragment'
  | 'flow-label';
export type FlowspecComponentType = FlowspecPrefixType | FlowspecMatchType;

/** What is known of a component type that compares. */
export interface FlowspecMatchRow {
  readonly type: FlowspecMatchType;
  /** The type octet (RFC 8955, section 4.2.2; RFC 8956, section 3). */
  readonly code: number;
  readonly operators: 'numeric' | 'bitmask';
  /** Octets that values are written with at least. */
  readonly octetCountMin: 1 | 4;
  /** Octets that values must not have more of; undefined where the RFC leaves it open. */
  readonly octetCountMax?: 1 | 2;
  readonly addressOctetCounts: readonly (4 | 16)[];
  /** Names of single bits. */
  readonly bits?: Readonly<Record<string, number>>;
}

export const flowspecPrefixCodes: Readonly<Record<FlowspecPrefixType, number>> = {
  'destination-prefix': 1,
  'source-prefix': 2,
};

const both = [4, 16] as const;

/** In ascending order of code. */
export const flowspecMatchRows: readonly FlowspecMatchRow[] = [
  { type: 'protocol', code: 3, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  { type: 'port', code: 4, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  { type: 'destination-port', code: 5, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  { type: 'source-port', code: 6, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  { type: 'icmp-type', code: 7, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  { type: 'icmp-code', code: 8, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  {
    type: 'tcp-flags',
    code: 9,
    operators: 'bitmask',
    octetCountMin: 1,
    octetCountMax: 2,
    addressOctetCounts: both,
    bits: { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10, urg: 0x20, ece: 0x40, cwr: 0x80 },
  },
  { type: 'packet-length', code: 10, operators: 'numeric', octetCountMin: 1, addressOctetCounts: both },
  {
    type: 'dscp',
    code: 11,
    operators: 'numeric',
    octetCountMin: 1,
    octetCountMax: 1,
    addressOctetCounts: both,
  },
  {
    type: 'fragment',
    code: 12,
    operators: 'bitmask',
    octetCountMin: 1,
    octetCountMax: 1,
    addressOctetCounts: both,
    bits: { 'dont-fragment': 0x01, 'is-fragment': 0x02, 'first-fragment': 0x04, 'last-fragment': 0x08 },
  },
  // RFC 8956, section 3.7: values should have four octets.
  { type: 'flow-label', code: 13, operators: 'numeric', octetCountMin: 4, addressOctetCounts: [16] },
];

/** The row of a component type that compares. */
export function flowspecMatchRowOf(type: FlowspecMatchType): FlowspecMatchRow {
  return flowspecMatchRows.find((row) => row.type === type)!;
}
