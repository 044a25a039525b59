import { type NlriFamilyName, nlriFamilyOf } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets } from '../octets.ts';
import { labelEdges, labelMalformations } from './label-faults.ts';
import { arbitraryLabels, arbitraryPrefixOf, arbitraryRouteDistinguisher } from './nlri-parts.ts';
import { nextHopOfFamily, type OtherFamilyArbitraries } from './other-family-arbitraries.ts';

const reference = 'RFC 4364, section 4.3.4; RFC 7606, section 5.3';
/** 65000:1. */
const distinguisherOctets = [0, 0, 0xfd, 0xe8, 0, 0, 0, 1];

/** A family of prefixes of virtual private networks (RFC 4364, RFC 4659). */
export function vpnFamily(name: NlriFamilyName): OtherFamilyArbitraries {
  const family = nlriFamilyOf(name);
  const addressOctetCount = family.addressOctetCount!;
  const bitLengthMax = 24 + 64 + addressOctetCount * 8;
  return {
    family: name,
    nlri: ({ labelCountMax = 1 }, withdrawn) =>
      fc.record({
        routeDistinguisher: arbitraryRouteDistinguisher(),
        // The length has one octet for labels, route distinguisher and prefix together.
        prefix: arbitraryPrefixOf(addressOctetCount).filter(
          (text) => Number(text.split('/')[1]) <= 255 - 64 - 24 * labelCountMax,
        ),
        labels: arbitraryLabels(withdrawn, labelCountMax),
      }),
    nextHop: (agreed) => nextHopOfFamily(family, agreed),
    edges: labelEdges(distinguisherOctets, addressOctetCount, { routeDistinguisher: '65000:1' }),
    malformations: [
      ...labelMalformations(distinguisherOctets),
      {
        name: 'a length that does not hold a route distinguisher',
        reference,
        treatment: 'session-reset',
        octets: () =>
          fc
            .integer({ min: 24, max: 87 })
            .map((bitLength) => joinOctets([bitLength, 0, 1, 1], distinguisherOctets)),
      },
      {
        name: `a prefix longer than ${addressOctetCount * 8} bits`,
        reference,
        treatment: 'session-reset',
        octets: () =>
          fc
            .integer({ min: bitLengthMax + 1, max: 255 })
            .map((bitLength) =>
              joinOctets([bitLength, 0, 1, 1], distinguisherOctets, new Uint8Array((bitLength - 81) >> 3)),
            ),
      },
    ],
  };
}
