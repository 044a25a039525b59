import { type FamilyName, familyOf, formatPrefixOctets } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryPrefix, arbitraryUnicastIpv4, arbitraryUnicastIpv6 } from '../addresses.ts';
import { arbitraryOctets, joinOctets, numberOctets } from '../octets.ts';
import type { FamilyArbitraries, NlriEdge, NlriMalformation } from './family-arbitraries.ts';

/** A family whose NLRI are address prefixes: a length in bits and as many octets as hold them (RFC 4271, section 4.3). */
export function unicastFamily(family: FamilyName): FamilyArbitraries {
  const { addressOctetCount } = familyOf(family);
  return {
    family,
    prefix: () => arbitraryPrefix(family),
    nextHop: () => (addressOctetCount === 4 ? arbitraryUnicastIpv4() : arbitraryUnicastIpv6()),
    edges: edgesOf(family, addressOctetCount),
    malformations: malformationsOf(addressOctetCount * 8),
  };
}

function edgesOf(family: FamilyName, addressOctetCount: number): NlriEdge[] {
  const bitLengthMax = addressOctetCount * 8;
  return [
    {
      name: 'host bits are set',
      nlri: (addPath) =>
        fc
          .tuple(fc.integer({ min: 1, max: bitLengthMax }), arbitraryOctets(addressOctetCount))
          .map(([bitLength, octets]) => {
            const received = octets.slice(0, (bitLength + 7) >> 3);
            // RFC 4271, section 4.3: the value of trailing bits is irrelevant.
            if (bitLength % 8 !== 0) received[received.length - 1] |= 1;
            return oneOf(family, addPath, bitLength, received);
          }),
    },
    {
      name: 'the default route',
      nlri: (addPath) => fc.constant(oneOf(family, addPath, 0, new Uint8Array())),
    },
    {
      name: 'a host route',
      nlri: (addPath) =>
        arbitraryOctets(addressOctetCount).map((octets) => oneOf(family, addPath, bitLengthMax, octets)),
    },
    {
      name: 'the same prefix twice',
      nlri: (addPath) => {
        const { octets, meaning } = oneOf(family, addPath, 8, Uint8Array.of(10));
        return fc.constant({ octets: joinOctets(octets, octets), meaning: [...meaning, ...meaning] });
      },
    },
  ];
}

function malformationsOf(bitLengthMax: number): NlriMalformation[] {
  const reference = 'RFC 7606, section 5.3';
  /** A sound prefix in front, so that the fault is not the first thing met. */
  const sound = (addPath: boolean) => joinOctets(identifierOctets(addPath, 1), [8, 10]);
  return [
    {
      name: `a prefix longer than ${bitLengthMax} bits`,
      reference,
      octets: (addPath) =>
        fc
          .integer({ min: bitLengthMax + 1, max: 255 })
          .map((bitLength) =>
            joinOctets(
              sound(addPath),
              identifierOctets(addPath, 2),
              [bitLength],
              new Uint8Array((bitLength + 7) >> 3),
            ),
          ),
    },
    {
      name: 'a prefix that overruns the field',
      reference,
      octets: (addPath) =>
        fc
          .integer({ min: 1, max: bitLengthMax })
          .chain((bitLength) =>
            fc.tuple(fc.constant(bitLength), arbitraryOctets(0, ((bitLength + 7) >> 3) - 1)),
          )
          .map(([bitLength, octets]) =>
            joinOctets(sound(addPath), identifierOctets(addPath, 2), [bitLength], octets),
          ),
    },
    {
      name: 'a path identifier without a prefix',
      reference: 'RFC 7911, section 3; RFC 7606, section 5.3',
      addPathOnly: true,
      octets: (addPath) => arbitraryOctets(1, 4).map((octets) => joinOctets(sound(addPath), octets)),
    },
  ];
}

function oneOf(family: FamilyName, addPath: boolean, bitLength: number, octets: Uint8Array) {
  const prefix = formatPrefixOctets(family, octets, 0, bitLength);
  return {
    octets: joinOctets(identifierOctets(addPath, 1), [bitLength], octets),
    meaning: [addPath ? { prefix, pathIdentifier: 1 } : { prefix }],
  };
}

function identifierOctets(addPath: boolean, pathIdentifier: number): Uint8Array {
  return addPath ? numberOctets(pathIdentifier, 4) : new Uint8Array();
}
