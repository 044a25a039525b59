import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

/** Says nothing about a route's attributes: its prefixes are read by `UpdateReader` and written by `UpdatePacker`. */
export const mpUnreachNlri: PathAttributeRow = {
  code: 15,
  name: 'MP_UNREACH_NLRI',
  reference: 'RFC 4760, sections 4 and 7; RFC 7606, section 7.12',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'session-reset',
  flagsTreatment: 'session-reset',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode: () => undefined,
  encode: () => undefined,
};
