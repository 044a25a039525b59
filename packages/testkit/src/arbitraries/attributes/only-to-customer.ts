import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsNumber } from '../as-paths.ts';
import { type AttributeArbitraries, anyValue, wrongFlags, wrongLength } from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';

export const onlyToCustomer: AttributeArbitraries = {
  code: 35,
  name: 'OTC',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  // Four octets always, whatever the session’s AS_PATH has: the setting's own numbers may be narrower.
  valid: () => fc.record({ onlyToCustomer: arbitraryAsNumber() }),
  edges: [{ name: 'the largest AS number', fields: () => fc.constant({ onlyToCustomer: 4_294_967_295 }) }],
  malformations: [
    wrongLength(4, treatment, 'RFC 9234, section 5'),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, anyValue(4)),
  ],
};
