import fc from 'fast-check';
import { arbitraryUnsigned32, joinOctets } from '../octets.ts';
import { nextHopOfEitherKind, type OtherFamilyArbitraries } from './other-family-arbitraries.ts';

const reference = 'RFC 4684, section 4; RFC 7606, section 5.3';
const routeTargetBitCount = 64n;

/** Interest in routes by their targets (RFC 4684). */
export const routeTargetConstraint: OtherFamilyArbitraries = {
  family: 'route-target-constraint',
  nlri: () =>
    fc
      .tuple(
        fc.integer({ min: 32, max: 96 }),
        arbitraryUnsigned32(),
        fc.bigInt({ min: 0n, max: (1n << routeTargetBitCount) - 1n }),
      )
      .map(([bitLength, originAs, target]) => {
        const unused = BigInt(96 - bitLength);
        const routeTarget = ((target >> unused) << unused).toString(16).padStart(16, '0');
        return { bitLength, originAs, routeTarget };
      }),
  nextHop: nextHopOfEitherKind,
  edges: [
    {
      name: 'the default one, for every target',
      nlri: () =>
        fc.constant({
          octets: Uint8Array.of(0),
          meaning: { bitLength: 0, originAs: 0, routeTarget: '0000000000000000' },
        }),
    },
    {
      name: 'bits beyond the length are set',
      nlri: () =>
        fc.constant({
          octets: Uint8Array.of(36, 0, 0, 0xfd, 0xe8, 0x0f),
          meaning: { bitLength: 36, originAs: 65_000, routeTarget: '0000000000000000' },
        }),
    },
  ],
  malformations: [
    {
      name: 'a length that cuts the origin AS, or is above 96',
      reference,
      treatment: 'session-reset',
      octets: () =>
        fc
          .oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 97, max: 255 }))
          .map((bitLength) => joinOctets([bitLength], new Uint8Array((bitLength + 7) >> 3))),
    },
    {
      name: 'a membership that overruns the field',
      reference,
      treatment: 'session-reset',
      octets: () =>
        fc.integer({ min: 0, max: 11 }).map((octetCount) => joinOctets([96], new Uint8Array(octetCount))),
    },
  ],
};
