import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal, arbitraryOctets, joinOctets } from '../octets.ts';
import { type AttributeArbitraries, constantValue, tooShort, wrongFlags } from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvLayoutMalformations, tlvOctets } from './tlvs.ts';

const treatment = 'attribute-discard';
const reference = 'draft-ietf-idr-nhc, section 2';
const header = { typeOctetCount: 2, lengthOctetCount: 2 } as const;
/** IPv4 unicast, 192.0.2.1. */
const nextHopFields = [0, 1, 1, 4, 192, 0, 2, 1];

export const nextHopCharacteristics: AttributeArbitraries = {
  code: 39,
  name: 'Next Hop Dependent Characteristics',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => characteristicsOf(fc.constantFrom([1, 4] as const, [2, 16] as const)),
  edges: [
    {
      name: 'a next hop without octets',
      fields: () => characteristicsOf(fc.constant([1, 0])),
    },
  ],
  malformations: [
    {
      ...tooShort(4, treatment, reference),
      name: 'ends before its next hop does',
      value: () => arbitraryOctets(0, 7).map(({ length }) => Uint8Array.from(nextHopFields.slice(0, length))),
    },
    {
      ...tooShort(1, treatment, reference),
      name: 'no characteristic',
      value: constantValue(...nextHopFields),
    },
    ...tlvLayoutMalformations(header, treatment, reference, nextHopFields),
    ...wrongFlags(
      attributeCategory.optionalTransitive,
      'treat-as-withdraw',
      constantValue(...joinOctets(nextHopFields, tlvOctets(header, 1, [1]))),
    ),
  ],
};

function characteristicsOf(nextHop: fc.Arbitrary<readonly [afi: number, octetCount: number]>) {
  return nextHop.chain(([afi, octetCount]) =>
    fc.record({
      nextHopCharacteristics: fc.record({
        afi: fc.constant(afi),
        safi: fc.constant(1),
        nextHop: arbitraryHexadecimal(octetCount),
        characteristics: someTlvs(arbitraryTlv(0, 65_535)),
      }),
    }),
  );
}
