import { formatEthernetOctets, formatRouteDistinguisher } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryPrefix } from '../addresses.ts';
import { arbitraryOctets } from '../octets.ts';

/** Any route distinguisher of the three types (RFC 4364, section 4.2), now and then of another one. */
export function arbitraryRouteDistinguisher(): fc.Arbitrary<string> {
  const type = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 1, 2) },
    { weight: 1, arbitrary: fc.integer({ min: 3, max: 65_535 }) },
  );
  return fc
    .tuple(type, arbitraryOctets(6))
    .map(([high, octets]) => formatRouteDistinguisher(Uint8Array.of(high >> 8, high, ...octets)));
}

/** Ten octets in hexadecimal with colons (RFC 7432, section 5). */
export function arbitraryEthernetSegment(): fc.Arbitrary<string> {
  return arbitraryOctets(10).map(formatEthernetOctets);
}

export function arbitraryMacAddress(): fc.Arbitrary<string> {
  return arbitraryOctets(6).map(formatEthernetOctets);
}

/** A prefix of addresses of so many octets, as canonical text. */
export function arbitraryPrefixOf(addressOctetCount: 4 | 16): fc.Arbitrary<string> {
  return arbitraryPrefix(addressOctetCount === 4 ? 'ipv4-unicast' : 'ipv6-unicast');
}

/** The labels of an announced prefix, outermost first; a withdrawn one has none (RFC 8277, section 2.4). */
export function arbitraryLabels(withdrawn: boolean, labelCountMax = 1): fc.Arbitrary<number[]> {
  if (withdrawn) return fc.constant([]);
  return fc.array(fc.integer({ min: 0, max: 1_048_575 }), { minLength: 1, maxLength: labelCountMax });
}
