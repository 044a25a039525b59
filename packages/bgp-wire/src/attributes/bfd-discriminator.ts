import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type OpaqueTlv, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

/** The BFD session that watches a multicast tunnel (RFC 9026, section 3.1.6). */
export interface BfdDiscriminator {
  readonly mode: number;
  readonly discriminator: number;
  /** Type 1 is the source address of the session's packets. */
  readonly tlvs: readonly OpaqueTlv[];
}

const fixedOctetCount = 5;
const sourceAddressType = 1;

const layout: TlvLayout = {
  typeOctetCount: 1,
  lengthOctetCount: 1,
  checkLength: (type, octetCount) =>
    type === sourceAddressType && octetCount !== 4 && octetCount !== 16
      ? `has a source address of ${octetCount} octets, expected 4 or 16`
      : undefined,
};

export const bfdDiscriminator: PathAttributeRow = {
  code: 38,
  name: 'BFD Discriminator',
  reference: 'RFC 9026, section 3.1.6',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    if (reader.remaining < fixedOctetCount) {
      const detail = `has length ${reader.remaining}, expected at least ${fixedOctetCount}`;
      return { reason: 'attribute-length', detail };
    }
    const [mode, discriminator] = [reader.uint8(), reader.uint32()];
    const tlvs = reader.remaining === 0 ? [] : decodeTlvs(reader, layout);
    if ('reason' in tlvs) return tlvs;
    draft.bfdDiscriminator = { mode, discriminator, tlvs };
    return undefined;
  },
  encode({ bfdDiscriminator }) {
    if (bfdDiscriminator === undefined) return undefined;
    const writer = new OctetWriter();
    writer.uint8(bfdDiscriminator.mode);
    writer.uint32(bfdDiscriminator.discriminator);
    writer.append(encodeTlvs(bfdDiscriminator.tlvs, layout) ?? new Uint8Array());
    return writer.finish();
  },
};
