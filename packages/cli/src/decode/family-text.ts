import { type AfiSafi, nlriFamilyByCodes } from '@bgpeer/bgp-wire';

/** A family as people read it: `IPv4 Unicast`, or its numbers when it has no name here. */
export function familyText({ afi, safi }: AfiSafi): string {
  return nlriFamilyByCodes(afi, safi)?.title ?? `AFI ${afi}, SAFI ${safi}`;
}
