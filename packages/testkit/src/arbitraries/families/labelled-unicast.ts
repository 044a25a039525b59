import { type NlriFamilyName, nlriFamilyOf } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets } from '../octets.ts';
import { labelEdges, labelMalformations } from './label-faults.ts';
import { arbitraryLabels, arbitraryPrefixOf } from './nlri-parts.ts';
import { nextHopOfFamily, type OtherFamilyArbitraries } from './other-family-arbitraries.ts';

/** A family of prefixes with labels bound to them (RFC 8277). */
export function labelledUnicastFamily(name: NlriFamilyName): OtherFamilyArbitraries {
  const family = nlriFamilyOf(name);
  const addressOctetCount = family.addressOctetCount!;
  const bitLengthMax = addressOctetCount * 8;
  return {
    family: name,
    nlri: ({ labelCountMax }, withdrawn) =>
      fc.record({
        prefix: arbitraryPrefixOf(addressOctetCount),
        labels: arbitraryLabels(withdrawn, labelCountMax),
      }),
    nextHop: (agreed) => nextHopOfFamily(family, agreed),
    edges: labelEdges([], addressOctetCount, {}),
    malformations: [
      ...labelMalformations([]),
      {
        name: `a prefix longer than ${bitLengthMax} bits`,
        reference: 'RFC 8277, section 2; RFC 7606, section 5.3',
        treatment: 'session-reset',
        octets: () =>
          fc
            .integer({ min: 24 + bitLengthMax + 1, max: 255 })
            .map((bitLength) => joinOctets([bitLength, 0, 1, 1], new Uint8Array((bitLength - 17) >> 3))),
      },
    ],
  };
}
