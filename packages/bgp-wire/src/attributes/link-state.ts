import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

const layout: TlvLayout = { typeOctetCount: 2, lengthOctetCount: 2 };

export const linkState: PathAttributeRow = {
  code: 29,
  name: 'BGP-LS Attribute',
  reference: 'RFC 9552, sections 5.3 and 8.2.2',
  flags: attributeCategory.optionalNonTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const tlvs = decodeTlvs(reader, layout);
    if ('reason' in tlvs) return tlvs;
    draft.linkState = tlvs;
    return undefined;
  },
  encode: ({ linkState }) => encodeTlvs(linkState, layout),
};
