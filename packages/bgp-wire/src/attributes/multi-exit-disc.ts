import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { encodeFourOctetNumbers } from './four-octet-numbers.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

export const multiExitDisc: PathAttributeRow = {
  code: 4,
  name: 'MULTI_EXIT_DISC',
  reference: 'RFC 4271, section 5.1.4; RFC 7606, section 7.4',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const problem = checkLength(reader, 4);
    if (problem === undefined) draft.multiExitDisc = reader.uint32();
    return problem;
  },
  encode: ({ multiExitDisc }) =>
    multiExitDisc === undefined ? undefined : encodeFourOctetNumbers([multiExitDisc]),
};
