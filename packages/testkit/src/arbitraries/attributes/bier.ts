import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { type AttributeArbitraries, constantValue, wrongFlags } from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvMalformations } from './tlvs.ts';

export const bier: AttributeArbitraries = {
  code: 41,
  name: 'BIER',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => fc.record({ bier: someTlvs(arbitraryTlv(1, 4)) }),
  edges: [
    { name: 'TLVs of unknown types', fields: () => fc.record({ bier: someTlvs(arbitraryTlv(5, 65_535)) }) },
  ],
  malformations: [
    ...tlvMalformations(
      { typeOctetCount: 2, lengthOctetCount: 2 },
      'attribute-discard',
      'RFC 9793, section 4',
    ),
    ...wrongFlags(attributeCategory.optionalTransitive, 'treat-as-withdraw', constantValue(0, 1, 0, 0)),
  ],
};
