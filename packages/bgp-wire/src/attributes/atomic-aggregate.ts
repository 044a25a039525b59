import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

export const atomicAggregate: PathAttributeRow = {
  code: 6,
  name: 'ATOMIC_AGGREGATE',
  reference: 'RFC 4271, section 5.1.6; RFC 7606, sections 3 (item f) and 7.6',
  flags: attributeCategory.wellKnown,
  treatment: 'attribute-discard',
  flagsTreatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.attributeLengthError,
  decode(reader, draft) {
    const problem = checkLength(reader, 0);
    if (problem === undefined) draft.atomicAggregate = true;
    return problem;
  },
  encode: ({ atomicAggregate }) => (atomicAggregate ? new Uint8Array() : undefined),
};
