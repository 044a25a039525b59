import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { addressFromOctets, addressToOctets } from '../text/addresses.ts';
import { attributeCategory } from './attribute-flags.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

export const originatorId: PathAttributeRow = {
  code: 9,
  name: 'ORIGINATOR_ID',
  reference: 'RFC 4456, section 8; RFC 7606, section 7.9',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  internalOnly: true,
  decode(reader, draft) {
    const problem = checkLength(reader, 4);
    if (problem === undefined) draft.originatorId = addressFromOctets(reader.take(4), 0, 4);
    return problem;
  },
  encode: ({ originatorId }) => (originatorId === undefined ? undefined : addressToOctets(originatorId)),
};
