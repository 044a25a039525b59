import type { AfiSafi } from '@bgpeer/bgp-wire';

/** The corpora's names of families, those among them that the codec has no objects for. */
const families: Readonly<Record<string, AfiSafi>> = {
  'ipv4 unicast': { afi: 1, safi: 1 },
  'ipv4 multicast': { afi: 1, safi: 2 },
  'ipv4 nlri-mpls': { afi: 1, safi: 4 },
  'ipv4 mcast-vpn': { afi: 1, safi: 5 },
  'ipv4 sr-policy': { afi: 1, safi: 73 },
  'ipv4 mup': { afi: 1, safi: 85 },
  'ipv4 mpls-vpn': { afi: 1, safi: 128 },
  'ipv4 flow': { afi: 1, safi: 133 },
  'ipv4 flow-vpn': { afi: 1, safi: 134 },
  'ipv6 unicast': { afi: 2, safi: 1 },
  'ipv6 mcast-vpn': { afi: 2, safi: 5 },
  'ipv6 sr-policy': { afi: 2, safi: 73 },
  'ipv6 mup': { afi: 2, safi: 85 },
  'ipv6 mpls-vpn': { afi: 2, safi: 128 },
  'ipv6 flow': { afi: 2, safi: 133 },
  'ipv6 flow-vpn': { afi: 2, safi: 134 },
  'l2vpn vpls': { afi: 25, safi: 65 },
  'l2vpn evpn': { afi: 25, safi: 70 },
  'bgp-ls bgp-ls': { afi: 16388, safi: 71 },
};

/** Every family that the corpora name. */
export const familiesOfTitles: readonly AfiSafi[] = Object.values(families);

/** The corpora's name of a family. */
export function familyTitleOf(afi: number, safi: number): string | undefined {
  return Object.keys(families).find((title) => families[title].afi === afi && families[title].safi === safi);
}

/** The numbers of a family that the corpora name. */
export function familyOfTitle(title: string): AfiSafi {
  const family = families[title];
  if (family === undefined) throw new Error(`the corpora name a family ${title} that this table has not`);
  return family;
}
