import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnsigned32 } from '../octets.ts';
import { type AttributeArbitraries, anyValue, wrongFlags, wrongLength } from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';

export const multiExitDisc: AttributeArbitraries = {
  code: 4,
  name: 'MULTI_EXIT_DISC',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'optional',
  valid: () => fc.record({ multiExitDisc: arbitraryUnsigned32() }),
  edges: [
    { name: 'zero', fields: () => fc.constant({ multiExitDisc: 0 }) },
    { name: 'the largest', fields: () => fc.constant({ multiExitDisc: 4_294_967_295 }) },
  ],
  malformations: [
    wrongLength(4, treatment, 'RFC 7606, section 7.4'),
    ...wrongFlags(attributeCategory.optionalNonTransitive, treatment, anyValue(4)),
  ],
};
