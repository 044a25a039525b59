import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { type AttributeArbitraries, constantValue, wrongFlags } from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvMalformations } from './tlvs.ts';

export const linkState: AttributeArbitraries = {
  code: 29,
  name: 'BGP-LS Attribute',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'optional',
  valid: () => fc.record({ linkState: someTlvs(arbitraryTlv(1_024, 1_200)) }),
  edges: [
    {
      name: 'a TLV without value',
      fields: () => fc.record({ linkState: someTlvs(arbitraryTlv(0, 65_535, 0)) }),
    },
    {
      name: 'too much for one octet of length',
      fields: () => fc.constant({ linkState: [{ type: 1_025, value: 'ab'.repeat(300) }] }),
    },
  ],
  malformations: [
    ...tlvMalformations(
      { typeOctetCount: 2, lengthOctetCount: 2 },
      'attribute-discard',
      'RFC 9552, section 8.2.2',
    ),
    ...wrongFlags(attributeCategory.optionalNonTransitive, 'treat-as-withdraw', constantValue(4, 1, 0, 0)),
  ],
};
