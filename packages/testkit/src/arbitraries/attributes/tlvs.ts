import type { OpaqueTlv, Treatment } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal, joinOctets, numberOctets } from '../octets.ts';
import { type AttributeMalformation, tooShort, wrongValue } from './attribute-arbitraries.ts';

/** How many octets the two fields before a TLV's value have. */
export interface TlvHeader {
  readonly typeOctetCount: 1 | 2;
  readonly lengthOctetCount: 1 | 2;
}

/** A TLV of a type from `typeMin` on, its value of up to so many octets. */
export function arbitraryTlv(typeMin: number, typeMax: number, octetCountMax = 12): fc.Arbitrary<OpaqueTlv> {
  return fc.record({
    type: fc.integer({ min: typeMin, max: typeMax }),
    value: fc.integer({ min: 0, max: octetCountMax }).chain(arbitraryHexadecimal),
  });
}

/** One to three TLVs. */
export function someTlvs(tlv: fc.Arbitrary<OpaqueTlv>): fc.Arbitrary<OpaqueTlv[]> {
  return fc.array(tlv, { minLength: 1, maxLength: 3 });
}

/** One TLV as it stands on the wire, its length told as given. */
export function tlvOctets(
  { typeOctetCount, lengthOctetCount }: TlvHeader,
  type: number,
  value: ArrayLike<number>,
  toldLength = value.length,
): Uint8Array {
  return joinOctets(numberOctets(type, typeOctetCount), numberOctets(toldLength, lengthOctetCount), value);
}

/** What can be wrong with a list of TLVs that must not be empty. */
export function tlvMalformations(
  header: TlvHeader,
  treatment: Treatment,
  reference: string,
): AttributeMalformation[] {
  return [tooShort(1, treatment, reference), ...tlvLayoutMalformations(header, treatment, reference)];
}

/** What can be wrong with TLVs behind fixed fields and a sound TLV of a type that nobody knows. */
export function tlvLayoutMalformations(
  header: TlvHeader,
  treatment: Treatment,
  reference: string,
  head: ArrayLike<number> = [],
): AttributeMalformation[] {
  const sound = joinOctets(head, tlvOctets(header, 200, [1, 1, 3]));
  const headerOctetCount = header.typeOctetCount + header.lengthOctetCount;
  return [
    wrongValue('a TLV overruns the attribute', treatment, reference, () =>
      fc.integer({ min: 2, max: 255 }).map((told) => joinOctets(sound, tlvOctets(header, 200, [0], told))),
    ),
    wrongValue('the header of a TLV is not whole', treatment, reference, () =>
      fc
        .integer({ min: 1, max: headerOctetCount - 1 })
        .map((octetCount) => joinOctets(sound, new Uint8Array(octetCount).fill(200))),
    ),
  ];
}
