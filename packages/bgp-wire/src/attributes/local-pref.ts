import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { encodeFourOctetNumbers } from './four-octet-numbers.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

export const localPref: PathAttributeRow = {
  code: 5,
  name: 'LOCAL_PREF',
  reference: 'RFC 4271, section 5.1.5; RFC 7606, section 7.5',
  flags: attributeCategory.wellKnown,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.attributeLengthError,
  internalOnly: true,
  decode(reader, draft) {
    const problem = checkLength(reader, 4);
    if (problem === undefined) draft.localPref = reader.uint32();
    return problem;
  },
  encode: ({ localPref }) => (localPref === undefined ? undefined : encodeFourOctetNumbers([localPref])),
};
