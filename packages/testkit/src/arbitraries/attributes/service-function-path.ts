import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { type AttributeArbitraries, constantValue, wrongFlags } from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvMalformations } from './tlvs.ts';

const treatment = 'treat-as-withdraw';

export const serviceFunctionPath: AttributeArbitraries = {
  code: 37,
  name: 'SFP attribute',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => fc.record({ serviceFunctionPath: someTlvs(arbitraryTlv(1, 5)) }),
  edges: [
    {
      name: 'TLVs of unknown types',
      fields: () => fc.record({ serviceFunctionPath: someTlvs(arbitraryTlv(6, 255)) }),
    },
  ],
  malformations: [
    ...tlvMalformations({ typeOctetCount: 1, lengthOctetCount: 2 }, treatment, 'RFC 9015, section 3.2.2'),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, constantValue(1, 0, 0)),
  ],
};
