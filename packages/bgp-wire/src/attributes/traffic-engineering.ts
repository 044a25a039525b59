import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { attributeCategory } from './attribute-flags.ts';
import { type PathAttributeRow, readOpaqueValue } from './path-attribute-row.ts';

/** Its descriptors are not looked into: RFC 5543 does not say what makes one malformed. */
export const trafficEngineering: PathAttributeRow = {
  code: 24,
  name: 'Traffic Engineering',
  reference: 'RFC 5543, section 3; RFC 7606, section 7.13',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const value = readOpaqueValue(reader);
    if (typeof value !== 'string') return value;
    draft.trafficEngineering = value;
    return undefined;
  },
  encode: ({ trafficEngineering }) =>
    trafficEngineering ? octetsOfHexadecimal(trafficEngineering) : undefined,
};
