import { attributeCategory, updateMessageErrorSubcode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal, arbitraryOctets } from '../octets.ts';
import { type AttributeArbitraries, anyValue, wrongFlags } from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';

export const peDistinguisherLabels: AttributeArbitraries = {
  code: 27,
  name: 'PE Distinguisher Labels',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  // A PE's IPv4 address and a label of three octets each.
  valid: () => labelsOf(7, fc.integer({ min: 1, max: 3 })),
  edges: [{ name: 'PEs of IPv6', fields: () => labelsOf(19, fc.integer({ min: 1, max: 2 })) }],
  malformations: [
    {
      name: 'length is no non-zero multiple of 7 or 19',
      reference: 'RFC 6514, section 8',
      treatment,
      subcode: updateMessageErrorSubcode.attributeLengthError,
      value: () =>
        arbitraryOctets(0, 40).filter(
          ({ length }) => length === 0 || (length % 7 !== 0 && length % 19 !== 0),
        ),
    },
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, anyValue(7)),
  ],
};

function labelsOf(
  elementOctetCount: number,
  count: fc.Arbitrary<number>,
): fc.Arbitrary<{ peDistinguisherLabels: string }> {
  return fc.record({
    peDistinguisherLabels: count.chain((elements) => arbitraryHexadecimal(elements * elementOctetCount)),
  });
}
