import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { encodeFourOctetNumbers, readFourOctetNumbers } from './four-octet-numbers.ts';
import { checkElementLength, type PathAttributeRow } from './path-attribute-row.ts';

export const communities: PathAttributeRow = {
  code: 8,
  name: 'COMMUNITIES',
  reference: 'RFC 1997; RFC 7606, section 7.8',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const problem = checkElementLength(reader, 4);
    if (problem === undefined) draft.communities = readFourOctetNumbers(reader);
    return problem;
  },
  encode: ({ communities }) => (communities?.length ? encodeFourOctetNumbers(communities) : undefined),
};
