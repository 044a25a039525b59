import type { AfiSafi } from '../family.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import { attributeCategory } from './attribute-flags.ts';
import { decodeTlvs, encodeTlvs, type OpaqueTlv, type TlvLayout } from './opaque-tlvs.ts';
import type { PathAttributeRow } from './path-attribute-row.ts';

/** What holds of a next hop, as long as it is the route's next hop still (draft-ietf-idr-nhc, section 2). */
export interface NextHopCharacteristics extends AfiSafi {
  /** The next hop's octets, in lower-case hexadecimal. */
  readonly nextHop: string;
  readonly characteristics: readonly OpaqueTlv[];
}

const layout: TlvLayout = { typeOctetCount: 2, lengthOctetCount: 2 };

export const nextHopCharacteristics: PathAttributeRow = {
  code: 39,
  name: 'Next Hop Dependent Characteristics',
  reference: 'draft-ietf-idr-nhc, section 2',
  flags: attributeCategory.optionalTransitive,
  treatment: 'attribute-discard',
  valueErrorSubcode: updateMessageErrorSubcode.optionalAttributeError,
  decode(reader, draft) {
    const [afi, safi] = [reader.uint16(), reader.uint8()];
    const nextHop = reader.take(reader.uint8());
    if (reader.failed) return { reason: 'attribute-length', detail: 'ends before its next hop does' };
    const characteristics = decodeTlvs(reader, layout);
    if ('reason' in characteristics) return characteristics;
    draft.nextHopCharacteristics = { afi, safi, nextHop: formatHexadecimal(nextHop), characteristics };
    return undefined;
  },
  encode({ nextHopCharacteristics }) {
    if (nextHopCharacteristics === undefined) return undefined;
    const { afi, safi, nextHop, characteristics } = nextHopCharacteristics;
    const writer = new OctetWriter();
    writer.uint16(afi);
    writer.uint8(safi);
    const octets = octetsOfHexadecimal(nextHop);
    writer.uint8(octets.length);
    writer.append(octets);
    writer.append(encodeTlvs(characteristics, layout) ?? new Uint8Array());
    return writer.finish();
  },
};
