import type { IpAddress } from '../path-attributes.ts';
import type { EthernetSegmentIdentifier, MacAddress } from '../text/ethernet-addresses.ts';
import type { RouteDistinguisher } from '../text/route-distinguishers.ts';

/** What every known EVPN route has. */
interface DistinguishedRoute {
  readonly routeDistinguisher: RouteDistinguisher;
  readonly pathIdentifier?: number;
}

/** Route type 1 (RFC 7432, section 7.1). */
export interface EthernetAutoDiscoveryRoute extends DistinguishedRoute {
  readonly type: 'ethernet-auto-discovery';
  readonly ethernetSegment: EthernetSegmentIdentifier;
  readonly ethernetTag: number;
  readonly label: EvpnLabel;
}

/** Route type 2 (RFC 7432, section 7.2). */
export interface MacIpAdvertisementRoute extends DistinguishedRoute {
  readonly type: 'mac-ip-advertisement';
  readonly ethernetSegment: EthernetSegmentIdentifier;
  readonly ethernetTag: number;
  readonly macAddress: MacAddress;
  readonly ipAddress?: IpAddress;
  readonly label: EvpnLabel;
  /** For routing between subnets (RFC 9135). */
  readonly secondLabel?: EvpnLabel;
}

/** Route type 3 (RFC 7432, section 7.3). */
export interface InclusiveMulticastRoute extends DistinguishedRoute {
  readonly type: 'inclusive-multicast';
  readonly ethernetTag: number;
  readonly originatingRouter: IpAddress;
}

/** Route type 4 (RFC 7432, section 7.4). */
export interface EthernetSegmentRoute extends DistinguishedRoute {
  readonly type: 'ethernet-segment';
  readonly ethernetSegment: EthernetSegmentIdentifier;
  readonly originatingRouter: IpAddress;
}

/** Route type 5 (RFC 9136, section 3.1). */
export interface IpPrefixRoute extends DistinguishedRoute {
  readonly type: 'ip-prefix';
  readonly ethernetSegment: EthernetSegmentIdentifier;
  readonly ethernetTag: number;
  readonly prefix: string;
  /** Of the prefix's kind; all zeros when there is no gateway. */
  readonly gateway: IpAddress;
  readonly label: EvpnLabel;
}

/** A route of another type, which a speaker discards (RFC 7606, section 5.4). */
export interface UnrecognizedEvpnRoute {
  readonly type: 'unrecognized';
  readonly code: number;
  /** Lower-case hexadecimal. */
  readonly value: string;
  readonly pathIdentifier?: number;
}

export type EvpnRoute =
  | EthernetAutoDiscoveryRoute
  | MacIpAdvertisementRoute
  | InclusiveMulticastRoute
  | EthernetSegmentRoute
  | IpPrefixRoute
  | UnrecognizedEvpnRoute;

/**
 * The three octets of a label field as they stand, 0 to 16,777,215: all of them are a VNI with VXLAN (RFC 8365, section
 * 5.1.3), the upper 20 bits an MPLS label with MPLS (RFC 7432, section 7). Which, only the tunnel type tells.
 */
export type EvpnLabel = number;

/** The MPLS label in a label field. */
export function mplsLabelOfEvpnLabel(label: EvpnLabel): number {
  return label >>> 4;
}
