import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

const labelIndexType = 1;
const originatorSrgbType = 3;

const layout: TlvLayout = {
  typeOctetCount: 1,
  lengthOctetCount: 2,
  checkLength(type, octetCount) {
    if (type === labelIndexType && octetCount !== 7) {
      return `has a Label-Index TLV of ${octetCount} octets, expected 7`;
    }
    // Flags, then ranges of six octets (RFC 8669, section 3.2).
    if (type === originatorSrgbType && (octetCount < 8 || (octetCount - 2) % 6 !== 0)) {
      return `has an Originator SRGB TLV of ${octetCount} octets, expected 2 and a non-zero multiple of 6`;
    }
    return undefined;
  },
};

/** Whether a neighbor may send it (RFC 8669, section 5) is its owner's choice. */
export const prefixSid: PathAttributeRow = {
  code: 40,
  name: 'BGP Prefix-SID',
  reference: 'RFC 8669, sections 3 and 6',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const tlvs = decodeTlvs(reader, layout);
    if ('reason' in tlvs) return tlvs;
    draft.prefixSid = tlvs;
    return undefined;
  },
  encode: ({ prefixSid }) => encodeTlvs(prefixSid, layout),
};
