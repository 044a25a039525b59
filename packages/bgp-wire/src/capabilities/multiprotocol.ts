import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Multiprotocol extensions, code 1 (RFC 4760, section 8). */
export interface MultiprotocolCapability extends AfiSafi {
  readonly name: 'multiprotocol';
}

export const multiprotocol: CapabilityRow<'multiprotocol'> = {
  name: 'multiprotocol',
  code: 1,
  reference: 'RFC 4760, section 8',
  decode(reader) {
    const afi = reader.uint16();
    // A reserved octet stands between the two.
    reader.uint8();
    return { name: 'multiprotocol', afi, safi: reader.uint8() };
  },
  encode(capability, writer) {
    writer.uint16(capability.afi);
    writer.uint8(0);
    writer.uint8(capability.safi);
  },
};
