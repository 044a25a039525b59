import type { PathAttributes } from '@bgpeer/bgp-wire';

/** The length of an attribute has two octets (RFC 4271, section 4.3). */
export const attributeOctetsMax = 65_535;

/** Every list of these attributes fits an attribute: what policies, and our own AS number, put into long ones may not. */
export function fitAttributes(attributes: PathAttributes): boolean {
  const { asPath = [], communities, extendedCommunities, largeCommunities, clusterList } = attributes;
  const pathOctets = asPath.reduce((octets, { asNumbers }) => octets + 2 + 4 * asNumbers.length, 0);
  const octetCounts = [
    pathOctets,
    4 * (communities?.length ?? 0),
    8 * (extendedCommunities?.length ?? 0),
    12 * (largeCommunities?.length ?? 0),
    4 * (clusterList?.length ?? 0),
  ];
  return octetCounts.every((octets) => octets <= attributeOctetsMax);
}
