import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnsigned32 } from '../octets.ts';
import {
  type AttributeArbitraries,
  anyValue,
  distinct,
  notWholeElements,
  wrongFlags,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';

export const communities: AttributeArbitraries = {
  code: 8,
  name: 'COMMUNITIES',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => fc.record({ communities: distinct(arbitraryUnsigned32()) }),
  edges: [
    {
      name: 'the same one twice',
      fields: () => arbitraryUnsigned32().map((community) => ({ communities: [community, community] })),
    },
    {
      // 64 of them need two octets of length.
      name: 'too many for one octet of length',
      fields: () =>
        fc.record({ communities: fc.array(arbitraryUnsigned32(), { minLength: 64, maxLength: 70 }) }),
    },
  ],
  malformations: [
    notWholeElements(4, treatment, 'RFC 7606, section 7.8'),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, anyValue(4)),
  ],
};
