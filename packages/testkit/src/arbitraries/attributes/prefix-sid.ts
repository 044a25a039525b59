import { attributeCategory, type OpaqueTlv } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal, arbitraryOctets } from '../octets.ts';
import { type AttributeArbitraries, constantValue, wrongFlags, wrongValue } from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvMalformations, tlvOctets } from './tlvs.ts';

const treatment = 'attribute-discard';
const reference = 'RFC 8669, section 6';
const header = { typeOctetCount: 1, lengthOctetCount: 2 } as const;
const [labelIndexType, originatorSrgbType] = [1, 3];

export const prefixSid: AttributeArbitraries = {
  code: 40,
  name: 'BGP Prefix-SID',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () =>
    tlvsOf(
      fc
        .tuple(
          fc.record({ type: fc.constant(labelIndexType), value: arbitraryHexadecimal(7) }),
          fc.record({
            type: fc.constant(originatorSrgbType),
            value: fc.constantFrom(8, 14).chain(arbitraryHexadecimal),
          }),
          fc.boolean(),
        )
        .map(([labelIndex, srgb, hasSrgb]) => (hasSrgb ? [labelIndex, srgb] : [labelIndex])),
    ),
  edges: [
    // RFC 9252, section 2, has given meanings to some of them.
    { name: 'TLVs of other types', fields: () => tlvsOf(someTlvs(arbitraryTlv(4, 255))) },
  ],
  malformations: [
    ...tlvMalformations(header, treatment, reference),
    wrongValue('a Label-Index that is not of 7 octets', treatment, reference, () =>
      arbitraryOctets(0, 12)
        .filter(({ length }) => length !== 7)
        .map((value) => tlvOctets(header, labelIndexType, value)),
    ),
    wrongValue('an Originator SRGB without whole ranges', treatment, reference, () =>
      arbitraryOctets(0, 20)
        .filter(({ length }) => length < 8 || (length - 2) % 6 !== 0)
        .map((value) => tlvOctets(header, originatorSrgbType, value)),
    ),
    ...wrongFlags(attributeCategory.optionalTransitive, 'treat-as-withdraw', constantValue(9, 0, 0)),
  ],
};

function tlvsOf(tlvs: fc.Arbitrary<OpaqueTlv[]>): fc.Arbitrary<{ prefixSid: OpaqueTlv[] }> {
  return fc.record({ prefixSid: tlvs });
}
