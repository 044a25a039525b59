import { attributeCategory, type FamilyName, familyOf, updateMessageErrorSubcode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets, joinOctets, numberOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  type AttributeMalformation,
  wrongFlags,
} from './attribute-arbitraries.ts';

const treatment = 'session-reset';

/** MP_REACH_NLRI without its prefixes, whose faults are the families' own. */
export const mpReachNlri: AttributeArbitraries = {
  code: 14,
  name: 'MP_REACH_NLRI',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'elsewhere',
  form: 'multiprotocol',
  valid: () => fc.constant({}),
  edges: [],
  malformations: [
    reset(
      'shorter than 5 octets',
      'RFC 7606, section 5.3',
      updateMessageErrorSubcode.optionalAttributeError,
      () => arbitraryOctets(0, 4),
    ),
    reset(
      'a next hop of a length that the family does not have',
      'RFC 7606, section 7.11',
      updateMessageErrorSubcode.optionalAttributeError,
      (_context, family) =>
        arbitraryOctets(0, 40)
          .filter(({ length }) => ![4, 16, 32].includes(length))
          .map((nextHop) => mpReachOctets(family, nextHop)),
    ),
    reset(
      'a next hop that overruns the attribute',
      'RFC 7606, section 7.11',
      updateMessageErrorSubcode.optionalAttributeError,
      (_context, family) =>
        fc.integer({ min: 3, max: 255 }).map((told) => joinOctets(afiSafiOctets(family), [told, 0, 0])),
    ),
    {
      name: 'a next hop that is no host',
      reference: 'RFC 7606, section 3, items e and j',
      treatment: 'treat-as-withdraw',
      subcode: updateMessageErrorSubcode.optionalAttributeError,
      value: (_context, family) =>
        fc.constantFrom(0, 1).map((multicast) => {
          const nextHop = new Uint8Array(familyOf(family).addressOctetCount);
          if (multicast === 1) nextHop[0] = nextHop.length === 4 ? 224 : 255;
          return mpReachOctets(family, nextHop);
        }),
    },
    ...wrongFlags(
      attributeCategory.optionalNonTransitive,
      treatment,
      (_context, family) =>
        fc.constant(mpReachOctets(family, new Uint8Array(familyOf(family).addressOctetCount).fill(32))),
      'RFC 7606, section 5.3',
    ),
  ],
};

/** AFI and SAFI as multiprotocol attributes have them (RFC 4760, section 3). */
export function afiSafiOctets(family: FamilyName): Uint8Array {
  const { afi, safi } = familyOf(family);
  return joinOctets(numberOctets(afi, 2), [safi]);
}

/** Family, next hop, the reserved octet, and the default route, without a path identifier or with one of zeros. */
export function mpReachOctets(
  family: FamilyName,
  nextHop: Uint8Array,
  nlri: Uint8Array = new Uint8Array(5),
): Uint8Array {
  return joinOctets(afiSafiOctets(family), [nextHop.length], nextHop, [0], nlri);
}

function reset(
  name: string,
  reference: string,
  subcode: number,
  value: AttributeMalformation['value'],
): AttributeMalformation {
  return { name, reference, treatment, subcode, value };
}
