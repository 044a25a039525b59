import { type AfiSafi, type FamilyName, families, familyByCodes } from '../family.ts';
import type { NlriListName } from './nlri-lists.ts';

/** The name of a family whose NLRI the codec reads and writes as objects. */
export type NlriFamilyName =
  | FamilyName
  | 'ipv4-multicast'
  | 'ipv4-labelled-unicast'
  | 'vpnv4-unicast'
  | 'route-target-constraint'
  | 'ipv4-flowspec'
  | 'vpnv4-flowspec'
  | 'ipv6-multicast'
  | 'ipv6-labelled-unicast'
  | 'vpnv6-unicast'
  | 'ipv6-flowspec'
  | 'vpnv6-flowspec'
  | 'l2vpn-evpn';

/** One row of the table of families that can be read as objects. */
export interface NlriFamily extends AfiSafi {
  readonly name: NlriFamilyName;
  /** What people read: `VPNv4 Unicast`. */
  readonly title: string;
  /** Octets of a whole address in its NLRI; undefined where that is no property of the family. */
  readonly addressOctetCount: 4 | 16 | undefined;
  /** A route distinguisher stands in its NLRI, before what is distinguished. */
  readonly hasRouteDistinguisher: boolean;
  /** The list that its NLRI stand in. */
  readonly list: NlriListName;
  readonly reference: string;
}

/** Every family the codec reads as objects: those of `families` and the ones beyond, in the order of their numbers. */
export const nlriFamilies: readonly NlriFamily[] = [
  ...families.map((family) => ({
    ...family,
    hasRouteDistinguisher: false,
    list: 'nlri' as const,
    reference: 'RFC 4760',
  })),
  ipFamily('ipv4-multicast', 1, 2, 'IPv4 Multicast', 'nlri', 'RFC 4760'),
  ipFamily('ipv4-labelled-unicast', 1, 4, 'IPv4 Labelled Unicast', 'labelledPrefixes', 'RFC 8277'),
  ipFamily('vpnv4-unicast', 1, 128, 'VPNv4 Unicast', 'vpnPrefixes', 'RFC 4364'),
  {
    name: 'route-target-constraint' as const,
    afi: 1,
    safi: 132,
    title: 'Route Target Constraint',
    addressOctetCount: undefined,
    hasRouteDistinguisher: false,
    list: 'routeTargetMemberships' as const,
    reference: 'RFC 4684',
  },
  ipFamily('ipv4-flowspec', 1, 133, 'IPv4 Flow Specification', 'flowspecRules', 'RFC 8955'),
  ipFamily('vpnv4-flowspec', 1, 134, 'VPNv4 Flow Specification', 'flowspecRules', 'RFC 8955'),
  ipFamily('ipv6-multicast', 2, 2, 'IPv6 Multicast', 'nlri', 'RFC 4760'),
  ipFamily('ipv6-labelled-unicast', 2, 4, 'IPv6 Labelled Unicast', 'labelledPrefixes', 'RFC 8277'),
  ipFamily('vpnv6-unicast', 2, 128, 'VPNv6 Unicast', 'vpnPrefixes', 'RFC 4659'),
  ipFamily('ipv6-flowspec', 2, 133, 'IPv6 Flow Specification', 'flowspecRules', 'RFC 8956'),
  ipFamily('vpnv6-flowspec', 2, 134, 'VPNv6 Flow Specification', 'flowspecRules', 'RFC 8956'),
  {
    name: 'l2vpn-evpn' as const,
    afi: 25,
    safi: 70,
    title: 'L2VPN EVPN',
    addressOctetCount: undefined,
    hasRouteDistinguisher: true,
    list: 'evpnRoutes' as const,
    reference: 'RFC 7432',
  },
].sort((a, b) => a.afi - b.afi || a.safi - b.safi);

/** The families beyond the routed ones: as `WireContext.otherFamilies`, for tools that read whatever there is. */
export const otherNlriFamilies: readonly NlriFamily[] = nlriFamilies.filter(
  ({ afi, safi }) => familyByCodes(afi, safi) === undefined,
);

const byName = new Map(nlriFamilies.map((family) => [family.name, family]));
const byCodes = new Map(nlriFamilies.map((family) => [codesKey(family.afi, family.safi), family]));

/** The row of a family's name. */
export function nlriFamilyOf(name: NlriFamilyName): NlriFamily {
  return byName.get(name)!;
}

/** The family with these numbers; undefined when its NLRI are but octets to the codec. */
export function nlriFamilyByCodes(afi: number, safi: number): NlriFamily | undefined {
  return byCodes.get(codesKey(afi, safi));
}

function codesKey(afi: number, safi: number): number {
  return afi * 256 + safi;
}

function ipFamily(
  name: NlriFamilyName,
  afi: 1 | 2,
  safi: number,
  title: string,
  list: NlriListName,
  reference: string,
): NlriFamily {
  const addressOctetCount = afi === 1 ? 4 : 16;
  const hasRouteDistinguisher = name.startsWith('vpn');
  return { name, afi, safi, title, addressOctetCount, hasRouteDistinguisher, list, reference };
}
