import { attributeCategory, updateMessageErrorSubcode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets, joinOctets, numberOctets } from '../octets.ts';
import { segmentMalformations } from './as-path.ts';
import { type AttributeArbitraries, segmentOctets } from './attribute-arbitraries.ts';

const treatment = 'attribute-discard';
const reference = 'RFC 6793, section 6';
const sound = joinOctets(segmentOctets(2, 1, numberOctets(65_536, 4)));

/**
 * AS4_PATH is there wherever AS_PATH has a number that two octets do not hold; it has no field of its own. Wrong flags
 * are not among its malformations: RFC 6793 discards the attribute, RFC 7606 (section 3, item c) the route.
 */
export const as4Path: AttributeArbitraries = {
  code: 17,
  name: 'AS4_PATH',
  flags: attributeCategory.optionalTransitive,
  presence: 'elsewhere',
  valid: () => fc.constant({}),
  edges: [
    {
      name: 'the largest AS number in AS_PATH',
      fields: () => fc.constant({ asPath: [{ type: 'AS_SEQUENCE', asNumbers: [1, 4_294_967_295] }] }),
    },
  ],
  malformations: [
    {
      name: 'comes from a speaker of four-octet AS numbers',
      reference,
      treatment,
      subcode: updateMessageErrorSubcode.optionalAttributeError,
      appliesTo: ({ fourOctetAsNumbers }) => fourOctetAsNumbers,
      value: () => fc.constant(sound),
    },
    {
      name: 'length is odd or below 6',
      reference,
      treatment,
      subcode: updateMessageErrorSubcode.attributeLengthError,
      appliesTo: ({ fourOctetAsNumbers }) => !fourOctetAsNumbers,
      value: () => arbitraryOctets(0, 13).filter(({ length }) => length < 6 || length % 2 !== 0),
    },
    ...segmentMalformations(treatment, reference, () => 4).map((malformation) => ({
      ...malformation,
      appliesTo: ({ fourOctetAsNumbers }: { fourOctetAsNumbers: boolean }) => !fourOctetAsNumbers,
    })),
  ],
};
