import { type NlriFamilyName, nlriFamilyOf } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets, joinOctets } from '../octets.ts';
import { arbitraryPrefixOf } from './nlri-parts.ts';
import { nextHopOfFamily, type OtherFamilyArbitraries } from './other-family-arbitraries.ts';

const reference = 'RFC 4760, section 5; RFC 7606, section 5.3';

/** A family of prefixes for multicast's reverse path forwarding (RFC 4760, section 6): as unicast ones are. */
export function multicastFamily(name: NlriFamilyName): OtherFamilyArbitraries {
  const family = nlriFamilyOf(name);
  const addressOctetCount = family.addressOctetCount!;
  const bitLengthMax = addressOctetCount * 8;
  return {
    family: name,
    nlri: () => fc.record({ prefix: arbitraryPrefixOf(addressOctetCount) }),
    nextHop: (agreed) => nextHopOfFamily(family, agreed),
    edges: [
      {
        name: 'the default route',
        nlri: () =>
          fc.constant({
            octets: Uint8Array.of(0),
            meaning: { prefix: addressOctetCount === 4 ? '0.0.0.0/0' : '::/0' },
          }),
      },
    ],
    malformations: [
      {
        name: `a prefix longer than ${bitLengthMax} bits`,
        reference,
        treatment: 'session-reset',
        octets: () =>
          fc
            .integer({ min: bitLengthMax + 1, max: 255 })
            .map((bitLength) => joinOctets([bitLength], new Uint8Array((bitLength + 7) >> 3))),
      },
      {
        name: 'a prefix that overruns the field',
        reference,
        treatment: 'session-reset',
        octets: () =>
          arbitraryOctets(0, addressOctetCount - 1).map((octets) => joinOctets([bitLengthMax], octets)),
      },
    ],
  };
}
