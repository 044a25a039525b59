import { encodeCapability, encodeUtf8, messageTypeCodes } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { attributeArbitraries } from '../attributes/attribute-table.ts';
import { arbitraryCapability } from '../capabilities.ts';
import {
  arbitraryOctets,
  arbitraryUnsigned8,
  arbitraryUnsigned32,
  joinOctets,
  numberOctets,
} from '../octets.ts';
import { messageOctets, rawAttributeOctets } from '../raw-update.ts';

export function noData(): fc.Arbitrary<Uint8Array> {
  return fc.constant(new Uint8Array());
}

/** One octet: the type of a message. */
export function octetData(): fc.Arbitrary<Uint8Array> {
  return arbitraryOctets(1);
}

/** The capabilities that are wanted (RFC 5492, section 5). */
export function capabilitiesData(): fc.Arbitrary<Uint8Array> {
  return fc
    .array(arbitraryCapability(), { minLength: 1, maxLength: 3 })
    .map((capabilities) => joinOctets(...capabilities.map(encodeCapability)));
}

/** The whole attribute at fault (RFC 4271, section 6.3). */
export function attributeData(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(fc.constantFrom(...attributeArbitraries), arbitraryOctets(0, 12))
    .map(([{ flags, code }, value]) => rawAttributeOctets({ flags, code, value }));
}

/** The code of the attribute that is missing (RFC 4271, section 6.3). */
export function attributeCodeData(): fc.Arbitrary<Uint8Array> {
  return fc.constantFrom(1, 2, 3, 5).map((code) => Uint8Array.of(code));
}

/** Family and limit; they may be left out (RFC 4486, section 4). */
export function prefixLimitData(): fc.Arbitrary<Uint8Array> {
  const limit = fc
    .tuple(fc.constantFrom(1, 2), arbitraryUnsigned32())
    .map(([afi, prefixCountMax]) => joinOctets([0, afi, 1], numberOctets(prefixCountMax, 4)));
  return fc.oneof(noData(), limit);
}

/** A length, and text of up to 255 octets (RFC 9003, section 2). */
export function communicationData(): fc.Arbitrary<Uint8Array> {
  const text = fc.constantFrom('maintenance until 14:00', 'größere Änderung', '保守作業');
  return fc.oneof(
    noData(),
    text.map(encodeUtf8).map((octets) => joinOctets([octets.length], octets)),
  );
}

/** The NOTIFICATION that a Hard Reset stands for (RFC 8538, section 3.1): a Cease of another subcode. */
export function encapsulatedData(): fc.Arbitrary<Uint8Array> {
  return fc.constantFrom(3, 5, 6, 8).map((subcode) => Uint8Array.of(6, subcode));
}

/** The ROUTE-REFRESH whose length is wrong (RFC 7313, section 5). */
export function routeRefreshData(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(arbitraryUnsigned8(), arbitraryOctets(5, 12))
    .map(([safi, more]) =>
      messageOctets(messageTypeCodes['ROUTE-REFRESH'], joinOctets([0, 1, 1, safi], more)),
    );
}
