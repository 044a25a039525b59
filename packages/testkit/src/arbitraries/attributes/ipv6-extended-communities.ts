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

export const ipv6ExtendedCommunities: AttributeArbitraries = {
  code: 25,
  name: 'IPv6 Address Specific Extended Community',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => fc.record({ ipv6ExtendedCommunities: distinct(arbitraryHexadecimal(20)) }),
  edges: [
    {
      name: 'the same one twice',
      fields: () =>
        arbitraryHexadecimal(20).map((community) => ({ ipv6ExtendedCommunities: [community, community] })),
    },
    {
      name: 'too many for one octet of length',
      fields: () =>
        fc.record({
          ipv6ExtendedCommunities: fc.array(arbitraryHexadecimal(20), { minLength: 13, maxLength: 15 }),
        }),
    },
  ],
  malformations: [
    notWholeElements(20, treatment, 'RFC 7606, section 7.15'),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, anyValue(20)),
  ],
};
