import { attributeCategory, type PmsiTunnel } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal, arbitraryOctets, arbitraryUnsigned8, joinOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  constantValue,
  tooShort,
  wrongFlags,
  wrongValue,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';
const reference = 'RFC 6514, section 5';
/** Octets of the tunnel identifier, by tunnel type. */
const identifierOctetCounts: readonly (readonly [tunnelType: number, octetCounts: readonly number[]])[] = [
  [0, [0]],
  [1, [12, 24]],
  [3, [8, 32]],
  [4, [8, 32]],
  [5, [8, 32]],
  [6, [4, 16]],
];

export const pmsiTunnel: AttributeArbitraries = {
  code: 22,
  name: 'PMSI_TUNNEL',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () =>
    tunnelOf(
      fc
        .constantFrom(...identifierOctetCounts)
        .chain(([tunnelType, octetCounts]) =>
          fc.tuple(fc.constant(tunnelType), fc.constantFrom(...octetCounts)),
        ),
    ),
  edges: [
    {
      // RFC 6514, section 5: mLDP's is a FEC element, of whatever length.
      name: 'an identifier of any length',
      fields: () => tunnelOf(fc.tuple(fc.constantFrom(2, 7), fc.integer({ min: 0, max: 40 }))),
    },
    {
      // RFC 8317, section 3.3.1: the bit says that a composite tunnel follows.
      name: 'a composite tunnel',
      fields: () => tunnelOf(fc.tuple(fc.constantFrom(0x82, 0x87), fc.integer({ min: 0, max: 40 }))),
    },
  ],
  malformations: [
    tooShort(5, treatment, reference),
    wrongValue('a tunnel type that is not defined', treatment, reference, () =>
      fc.constantFrom(9, 14, 100, 255).map((type) => Uint8Array.of(0, type, 0, 0, 0, 192, 0, 2, 1)),
    ),
    wrongValue('an identifier that is not of its type', treatment, reference, () =>
      fc.constantFrom(...identifierOctetCounts).chain(([tunnelType, octetCounts]) =>
        arbitraryOctets(0, 40)
          .filter(({ length }) => !octetCounts.includes(length))
          .map((identifier) => joinOctets([0, tunnelType, 0, 0, 16], identifier)),
      ),
    ),
    ...wrongFlags(
      attributeCategory.optionalTransitive,
      treatment,
      constantValue(0, 6, 0, 0, 16, 192, 0, 2, 1),
    ),
  ],
};

function tunnelOf(
  form: fc.Arbitrary<readonly [tunnelType: number, identifierOctetCount: number]>,
): fc.Arbitrary<{ pmsiTunnel: PmsiTunnel }> {
  return form.chain(([tunnelType, octetCount]) =>
    fc.record({
      pmsiTunnel: fc.record({
        flags: arbitraryUnsigned8(),
        tunnelType: fc.constant(tunnelType),
        label: fc.integer({ min: 0, max: 16_777_215 }),
        tunnelIdentifier: arbitraryHexadecimal(octetCount),
      }),
    }),
  );
}
