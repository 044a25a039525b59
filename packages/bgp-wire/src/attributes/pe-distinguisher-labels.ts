import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { attributeCategory } from './attribute-flags.ts';
import { type PathAttributeRow, readOpaqueValue } from './path-attribute-row.ts';

/** A PE address (four or sixteen octets) and a label of three octets each. */
const elementOctetCounts = [7, 19] as const;

/** Whether its addresses are of IPv4 or IPv6 follows from the routes, so the value is kept whole. */
export const peDistinguisherLabels: PathAttributeRow = {
  code: 27,
  name: 'PE Distinguisher Labels',
  reference: 'RFC 6514, section 8',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const octetCount = reader.remaining;
    if (!elementOctetCounts.some((each) => octetCount % each === 0)) {
      const detail = `has length ${octetCount}, expected a multiple of ${elementOctetCounts.join(' or ')}`;
      return { reason: 'attribute-length', detail };
    }
    const value = readOpaqueValue(reader);
    if (typeof value !== 'string') return value;
    draft.peDistinguisherLabels = value;
    return undefined;
  },
  encode: ({ peDistinguisherLabels }) =>
    peDistinguisherLabels ? octetsOfHexadecimal(peDistinguisherLabels) : undefined,
};
