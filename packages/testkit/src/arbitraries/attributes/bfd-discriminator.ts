import { attributeCategory, type OpaqueTlv } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import {
  arbitraryHexadecimal,
  arbitraryOctets,
  arbitraryUnsigned8,
  arbitraryUnsigned32,
  joinOctets,
} from '../octets.ts';
import {
  type AttributeArbitraries,
  anyValue,
  tooShort,
  wrongFlags,
  wrongValue,
} from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs, tlvLayoutMalformations, tlvOctets } from './tlvs.ts';

const treatment = 'attribute-discard';
const reference = 'RFC 9026, section 3.1.6';
const header = { typeOctetCount: 1, lengthOctetCount: 1 } as const;
const sourceAddressType = 1;
/** A P2MP tunnel's root, and the discriminator 1. */
const fixedFields = [1, 0, 0, 0, 1];

export const bfdDiscriminator: AttributeArbitraries = {
  code: 38,
  name: 'BFD Discriminator',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () =>
    discriminatorOf(
      fc
        .constantFrom(4, 16)
        .chain(arbitraryHexadecimal)
        .map((value) => [{ type: sourceAddressType, value }]),
    ),
  edges: [
    { name: 'no TLV', fields: () => discriminatorOf(fc.constant([])) },
    { name: 'TLVs of unknown types', fields: () => discriminatorOf(someTlvs(arbitraryTlv(2, 255))) },
  ],
  malformations: [
    tooShort(5, treatment, reference),
    ...tlvLayoutMalformations(header, treatment, reference, fixedFields),
    wrongValue('a source address of neither 4 nor 16 octets', treatment, reference, () =>
      arbitraryOctets(0, 20)
        .filter(({ length }) => length !== 4 && length !== 16)
        .map((address) => joinOctets(fixedFields, tlvOctets(header, sourceAddressType, address))),
    ),
    ...wrongFlags(attributeCategory.optionalTransitive, 'treat-as-withdraw', anyValue(5)),
  ],
};

function discriminatorOf(tlvs: fc.Arbitrary<OpaqueTlv[]>) {
  return fc.record({
    bfdDiscriminator: fc.record({ mode: arbitraryUnsigned8(), discriminator: arbitraryUnsigned32(), tlvs }),
  });
}
