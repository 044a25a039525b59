import { attributeCategory, type OpaqueTlv } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets } from '../octets.ts';
import { type AttributeArbitraries, constantValue, wrongFlags, wrongValue } from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvMalformations, tlvOctets } from './tlvs.ts';

const treatment = 'treat-as-withdraw';
const reference = 'RFC 9012, section 13';
const header = { typeOctetCount: 2, lengthOctetCount: 2 } as const;

export const tunnelEncapsulation: AttributeArbitraries = {
  code: 23,
  name: 'Tunnel Encapsulation',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => tunnelsOf(someTlvs(arbitraryTlv(0, 255))),
  edges: [
    { name: 'a tunnel without sub-TLVs', fields: () => tunnelsOf(fc.constant([])) },
    {
      // RFC 9012, section 2: types from 128 on have two octets of length.
      name: 'a sub-TLV too long for one octet of length',
      fields: () => tunnelsOf(fc.constant([{ type: 128, value: 'ab'.repeat(300) }])),
    },
  ],
  malformations: [
    ...tlvMalformations(header, treatment, reference),
    wrongValue('a sub-TLV overruns its tunnel', treatment, reference, () =>
      fc
        .constantFrom([4], [4, 200, 0], [128, 0], [128, 0, 9, 0])
        .map((subTlvs) =>
          joinOctets(
            tlvOctets(header, 8, [4, 1, 0]),
            tlvOctets(header, 8, subTlvs),
            tlvOctets(header, 8, []),
          ),
        ),
    ),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, constantValue(0, 8, 0, 0)),
  ],
};

function tunnelsOf(subTlvs: fc.Arbitrary<OpaqueTlv[]>) {
  const tunnel = fc.record({ tunnelType: fc.integer({ min: 0, max: 65_535 }), subTlvs });
  return fc.record({ tunnelEncapsulations: fc.array(tunnel, { minLength: 1, maxLength: 2 }) });
}
