import { nlriFamilyByCodes, type OtherFamily } from '@bgpeer/bgp-wire';
import { evpn } from './evpn.ts';
import { flowspecFamily } from './flowspec.ts';
import { labelledUnicastFamily } from './labelled-unicast.ts';
import { multicastFamily } from './multicast.ts';
import type { OtherFamilyArbitraries } from './other-family-arbitraries.ts';
import { routeTargetConstraint } from './route-target-constraint.ts';
import { vpnFamily } from './vpn.ts';

/** Every address family beyond the routed ones that the kit can make, in the order of their numbers. */
export const otherFamilyArbitraries: readonly OtherFamilyArbitraries[] = [
  multicastFamily('ipv4-multicast'),
  labelledUnicastFamily('ipv4-labelled-unicast'),
  vpnFamily('vpnv4-unicast'),
  routeTargetConstraint,
  flowspecFamily('ipv4-flowspec'),
  flowspecFamily('vpnv4-flowspec'),
  multicastFamily('ipv6-multicast'),
  labelledUnicastFamily('ipv6-labelled-unicast'),
  vpnFamily('vpnv6-unicast'),
  flowspecFamily('ipv6-flowspec'),
  flowspecFamily('vpnv6-flowspec'),
  evpn,
];

/** The row of a family by its numbers; undefined when its NLRI are but octets. */
export function otherFamilyArbitrariesOf({ afi, safi }: OtherFamily): OtherFamilyArbitraries | undefined {
  const name = nlriFamilyByCodes(afi, safi)?.name;
  return otherFamilyArbitraries.find(({ family }) => family === name);
}
