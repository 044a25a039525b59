import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal } from '../octets.ts';
import {
  type AttributeArbitraries,
  anyValue,
  distinct,
  notWholeElements,
  wrongFlags,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';

export const extendedCommunities: AttributeArbitraries = {
  code: 16,
  name: 'EXTENDED COMMUNITIES',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => fc.record({ extendedCommunities: distinct(arbitraryHexadecimal(8)) }),
  edges: [
    {
      name: 'the same one twice',
      fields: () =>
        arbitraryHexadecimal(8).map((community) => ({ extendedCommunities: [community, community] })),
    },
    {
      name: 'too many for one octet of length',
      fields: () =>
        fc.record({
          extendedCommunities: fc.array(arbitraryHexadecimal(8), { minLength: 32, maxLength: 34 }),
        }),
    },
  ],
  malformations: [
    notWholeElements(8, treatment, 'RFC 7606, section 7.14'),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, anyValue(8)),
  ],
};
