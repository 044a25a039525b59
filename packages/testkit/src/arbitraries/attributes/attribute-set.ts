import { attributeCategory, type PathAttributes } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsNumber, arbitraryAsPath } from '../as-paths.ts';
import { arbitraryUnsigned32, joinOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  constantValue,
  tooShort,
  wrongFlags,
  wrongValue,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';
const reference = 'RFC 6368, section 5; RFC 7606, section 7.16';
/** The customer's AS 65000, and an empty AS_PATH. */
const sound = [0, 0, 0xfd, 0xe8, 0x40, 2, 0];

export const attributeSet: AttributeArbitraries = {
  code: 128,
  name: 'ATTR_SET',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  // The set comes from inside the customer's AS: LOCAL_PREF, and four-octet AS numbers, whatever the session.
  valid: () =>
    setOf(
      fc.record({
        origin: fc.constantFrom('IGP' as const, 'EGP' as const, 'INCOMPLETE' as const),
        asPath: arbitraryAsPath(),
        localPref: arbitraryUnsigned32(),
      }),
    ),
  edges: [
    { name: 'no attribute', fields: () => setOf(fc.constant({})) },
    {
      name: 'a set in the set',
      fields: () => setOf(setOf(fc.constant<PathAttributes>({ origin: 'IGP' }))),
    },
  ],
  malformations: [
    tooShort(4, treatment, reference),
    wrongValue('a malformed attribute in it', treatment, reference, () =>
      fc
        .constantFrom([0x40, 1, 1, 3], [0x40, 1, 0], [0x40, 5, 2, 0, 0], [0xc0, 8, 1, 0])
        .map((attribute) => joinOctets(sound, attribute)),
    ),
    wrongValue('an attribute that overruns it', treatment, reference, () =>
      fc.integer({ min: 2, max: 255 }).map((told) => joinOctets(sound, [0x40, 1, told, 0])),
    ),
    wrongValue('MP_REACH_NLRI or MP_UNREACH_NLRI in it', treatment, reference, () =>
      fc
        .constantFrom([0x80, 14, 9, 0, 1, 1, 4, 192, 0, 2, 1, 0], [0x80, 15, 3, 0, 1, 1])
        .map((attribute) => joinOctets(sound, attribute)),
    ),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, constantValue(...sound)),
  ],
};

function setOf(attributes: fc.Arbitrary<PathAttributes>): fc.Arbitrary<PathAttributes> {
  return fc.record({ attributeSet: fc.record({ originAsNumber: arbitraryAsNumber(), attributes }) });
}
