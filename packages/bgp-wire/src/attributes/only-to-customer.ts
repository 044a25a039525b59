import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { encodeFourOctetNumbers } from './four-octet-numbers.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

/** A four-octet AS number, whatever the session's AS_PATH has. */
export const onlyToCustomer: PathAttributeRow = {
  code: 35,
  name: 'OTC',
  reference: 'RFC 9234, section 5',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const problem = checkLength(reader, 4);
    if (problem === undefined) draft.onlyToCustomer = reader.uint32();
    return problem;
  },
  encode: ({ onlyToCustomer }) =>
    onlyToCustomer === undefined ? undefined : encodeFourOctetNumbers([onlyToCustomer]),
};
