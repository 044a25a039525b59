import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import {
  type AttributeArbitraries,
  constantValue,
  wrongFlags,
  wrongLength,
} from './attribute-arbitraries.ts';

const treatment = 'attribute-discard';

export const atomicAggregate: AttributeArbitraries = {
  code: 6,
  name: 'ATOMIC_AGGREGATE',
  flags: attributeCategory.wellKnown,
  presence: 'optional',
  valid: () => fc.record({ atomicAggregate: fc.constant(true as const) }),
  edges: [],
  malformations: [
    wrongLength(0, treatment, 'RFC 7606, section 7.6'),
    ...wrongFlags(attributeCategory.wellKnown, treatment, constantValue(), 'RFC 7606, section 3, item f'),
  ],
};
