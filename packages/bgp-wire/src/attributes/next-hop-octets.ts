import type { IpAddress } from '../path-attributes.ts';
import { addressFromOctets, addressToOctets } from '../text/addresses.ts';

/**
 * The octets of a next hop as MP_REACH_NLRI carries it: 4, 16, or 32 when a link-local address stands beside a global
 * one (RFC 2545, section 3; RFC 8950, section 3).
 */
export function encodeNextHop(nextHop: IpAddress, linkLocalNextHop?: IpAddress): Uint8Array {
  const octets = addressToOctets(nextHop);
  if (linkLocalNextHop === undefined) return octets;
  const both = new Uint8Array(32);
  both.set(octets);
  both.set(addressToOctets(linkLocalNextHop), 16);
  return both;
}

/** The inverse of `encodeNextHop` for 4, 16 or 32 octets. */
export function decodeNextHop(octets: Uint8Array): { nextHop: IpAddress; linkLocalNextHop?: IpAddress } {
  if (octets.length === 4) return { nextHop: addressFromOctets(octets, 0, 4) };
  const nextHop = addressFromOctets(octets, 0, 16);
  // What stands second and is not link-local has no meaning (RFC 2545, section 3): it is passed over.
  if (octets.length === 16 || !isLinkLocal(octets, 16)) return { nextHop };
  return { nextHop, linkLocalNextHop: addressFromOctets(octets, 16, 16) };
}

/**
 * Whether an address can be a host's, as a next hop must be (RFC 4271, section 6.3): not of "this network", not
 * multicast, not the limited broadcast; not unspecified and not multicast for IPv6. Loopback addresses are let through:
 * speakers on one machine use them.
 */
export function isUnicastHost(octets: Uint8Array): boolean {
  if (octets.length === 4) {
    const isMulticast = octets[0] >= 224 && octets[0] <= 239;
    return octets[0] !== 0 && !isMulticast && !octets.every((octet) => octet === 255);
  }
  return octets[0] !== 0xff && octets.subarray(0, 16).some((octet) => octet !== 0);
}

function isLinkLocal(octets: Uint8Array, offset: number): boolean {
  return octets[offset] === 0xfe && (octets[offset + 1] & 0xc0) === 0x80;
}
