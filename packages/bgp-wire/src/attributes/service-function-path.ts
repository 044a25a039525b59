import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

const layout: TlvLayout = { typeOctetCount: 1, lengthOctetCount: 2 };

export const serviceFunctionPath: PathAttributeRow = {
  code: 37,
  name: 'SFP attribute',
  reference: 'RFC 9015, sections 3.2.1 and 3.2.2',
  flags: attributeCategory.optionalTransitive,
  treatment: 'treat-as-withdraw',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const tlvs = decodeTlvs(reader, layout);
    if ('reason' in tlvs) return tlvs;
    draft.serviceFunctionPath = tlvs;
    return undefined;
  },
  encode: ({ serviceFunctionPath }) => encodeTlvs(serviceFunctionPath, layout),
};
