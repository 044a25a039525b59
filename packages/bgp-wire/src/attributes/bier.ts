import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

const layout: TlvLayout = { typeOctetCount: 2, lengthOctetCount: 2 };

export const bier: PathAttributeRow = {
  code: 41,
  name: 'BIER',
  reference: 'RFC 9793, sections 3 and 4',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const tlvs = decodeTlvs(reader, layout);
    if ('reason' in tlvs) return tlvs;
    draft.bier = tlvs;
    return undefined;
  },
  encode: ({ bier }) => encodeTlvs(bier, layout),
};
