import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import type { Origin } from '../path-attributes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { checkLength, type PathAttributeRow } from './path-attribute-row.ts';

const origins: readonly Origin[] = ['IGP', 'EGP', 'INCOMPLETE'];

export const origin: PathAttributeRow = {
  code: 1,
  name: 'ORIGIN',
  reference: 'RFC 4271, section 5.1.1; RFC 7606, section 7.1',
  flags: attributeCategory.wellKnown,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.invalidOriginAttribute,
  decode(reader, draft) {
    const problem = checkLength(reader, 1);
    if (problem !== undefined) return problem;
    const value = reader.uint8();
    if (origins[value] === undefined) {
      return { reason: 'attribute-value', detail: `is ${value}, expected 0, 1 or 2` };
    }
    draft.origin = origins[value];
    return undefined;
  },
  encode: ({ origin }) => (origin === undefined ? undefined : Uint8Array.of(origins.indexOf(origin))),
};
