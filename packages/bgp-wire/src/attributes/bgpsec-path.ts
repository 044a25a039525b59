import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { attributeCategory } from './attribute-flags.ts';
import { type PathAttributeRow, readOpaqueValue } from './path-attribute-row.ts';

/** Kept whole: its parts mean something only to one who verifies its signatures. */
export const bgpsecPath: PathAttributeRow = {
  code: 33,
  name: 'BGPsec_PATH',
  reference: 'RFC 8205, sections 3 and 5.2',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const value = readOpaqueValue(reader);
    if (typeof value !== 'string') return value;
    draft.bgpsecPath = value;
    return undefined;
  },
  encode: ({ bgpsecPath }) => (bgpsecPath ? octetsOfHexadecimal(bgpsecPath) : undefined),
};
