import { attributeCategory, updateMessageErrorSubcode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets } from '../octets.ts';
import { type AttributeArbitraries, wrongFlags } from './attribute-arbitraries.ts';
import { afiSafiOctets } from './mp-reach-nlri.ts';

const treatment = 'session-reset';
const reference = 'RFC 7606, section 5.3';

/** MP_UNREACH_NLRI without its prefixes, whose faults are the families' own. */
export const mpUnreachNlri: AttributeArbitraries = {
  code: 15,
  name: 'MP_UNREACH_NLRI',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'elsewhere',
  valid: () => fc.constant({}),
  edges: [],
  malformations: [
    {
      name: 'shorter than 3 octets',
      reference,
      treatment,
      subcode: updateMessageErrorSubcode.optionalAttributeError,
      value: () => arbitraryOctets(0, 2),
    },
    ...wrongFlags(
      attributeCategory.optionalNonTransitive,
      treatment,
      (_context, family) => fc.constant(afiSafiOctets(family)),
      reference,
    ),
  ],
};
