import { addressFromOctets, type FamilyName, familyOf, formatPrefix, type IpAddress } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets, arbitraryUnsigned8 } from './octets.ts';

/** Any IPv4 address as canonical text. */
export function arbitraryIpv4(): fc.Arbitrary<IpAddress> {
  return arbitraryOctets(4).map((octets) => addressFromOctets(octets, 0, 4));
}

/** Any IPv6 address as canonical text, those with runs of zeros often. */
export function arbitraryIpv6(): fc.Arbitrary<IpAddress> {
  const group = fc.oneof(fc.constant([0, 0]), fc.tuple(arbitraryUnsigned8(), arbitraryUnsigned8()));
  return fc
    .array(group, { minLength: 8, maxLength: 8 })
    .map((groups) => addressFromOctets(Uint8Array.from(groups.flat()), 0, 16));
}

export function arbitraryAddress(): fc.Arbitrary<IpAddress> {
  return fc.oneof(arbitraryIpv4(), arbitraryIpv6());
}

/** Addresses that may be a next hop or a peer: a host's, neither 0.0.0.0/8, loopback, nor class D and E. */
export function arbitraryUnicastIpv4(): fc.Arbitrary<IpAddress> {
  return fc
    .tuple(
      fc.integer({ min: 1, max: 126 }),
      arbitraryUnsigned8(),
      arbitraryUnsigned8(),
      fc.integer({ min: 1, max: 254 }),
    )
    .map((octets) => octets.join('.'));
}

/** Global unicast addresses (2000::/3). */
export function arbitraryUnicastIpv6(): fc.Arbitrary<IpAddress> {
  return arbitraryOctets(16).map((octets) => {
    octets[0] = 0x20 | (octets[0] & 0x1f);
    return addressFromOctets(octets, 0, 16);
  });
}

/** A BGP Identifier, as any but 0.0.0.0 is one (RFC 6286, section 2.1). */
export function arbitraryBgpIdentifier(): fc.Arbitrary<IpAddress> {
  return arbitraryIpv4().filter((address) => address !== '0.0.0.0');
}

/** Any prefix of the family as canonical text, all lengths alike. */
export function arbitraryPrefix(family: FamilyName): fc.Arbitrary<string> {
  const { addressOctetCount } = familyOf(family);
  return fc
    .tuple(arbitraryOctets(addressOctetCount), fc.integer({ min: 0, max: addressOctetCount * 8 }))
    .map(([octets, bitLength]) => {
      maskHostBits(octets, bitLength);
      return formatPrefix({ family, octets, bitLength });
    });
}

/** Clears the bits of an address behind so many. */
export function maskHostBits(octets: Uint8Array, bitLength: number): void {
  for (let bit = bitLength; bit < octets.length * 8; bit += 1) octets[bit >> 3] &= ~(0x80 >> (bit & 7));
}
