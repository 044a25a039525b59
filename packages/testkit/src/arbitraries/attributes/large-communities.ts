import { attributeCategory, type LargeCommunity } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnsigned32 } from '../octets.ts';
import {
  type AttributeArbitraries,
  anyValue,
  notWholeElements,
  wrongFlags,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';

export const largeCommunities: AttributeArbitraries = {
  code: 32,
  name: 'LARGE_COMMUNITY',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => someOf(1, 4),
  edges: [{ name: 'too many for one octet of length', fields: () => someOf(22, 24) }],
  malformations: [
    notWholeElements(12, treatment, 'RFC 8092, section 6'),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, anyValue(12)),
  ],
};

/** Different ones, as repetitions are not sent (RFC 8092, section 3). */
function someOf(minLength: number, maxLength: number): fc.Arbitrary<{ largeCommunities: LargeCommunity[] }> {
  const community: fc.Arbitrary<LargeCommunity> = fc.tuple(
    arbitraryUnsigned32(),
    arbitraryUnsigned32(),
    arbitraryUnsigned32(),
  );
  return fc.record({
    largeCommunities: fc.uniqueArray(community, { minLength, maxLength, selector: String }),
  });
}
