import { attributeCategory, updateMessageErrorSubcode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import {
  type AttributeArbitraries,
  constantValue,
  wrongFlags,
  wrongLength,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';
const reference = 'RFC 7606, section 7.1';

export const origin: AttributeArbitraries = {
  code: 1,
  name: 'ORIGIN',
  flags: attributeCategory.wellKnown,
  presence: 'mandatory',
  valid: () => fc.record({ origin: fc.constantFrom('IGP' as const, 'EGP' as const, 'INCOMPLETE' as const) }),
  edges: [],
  malformations: [
    wrongLength(1, treatment, reference),
    {
      name: 'value above 2',
      reference,
      treatment,
      subcode: updateMessageErrorSubcode.invalidOriginAttribute,
      value: () => fc.integer({ min: 3, max: 255 }).map((value) => Uint8Array.of(value)),
    },
    ...wrongFlags(attributeCategory.wellKnown, treatment, constantValue(0)),
  ],
};
