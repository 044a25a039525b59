import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Extended next hop encoding, code 5 (RFC 8950). */
export interface ExtendedNextHopCapability {
  readonly name: 'extended-next-hop';
  readonly encodings: readonly (AfiSafi & { readonly nextHopAfi: number })[];
}

export const extendedNextHop: CapabilityRow<'extended-next-hop'> = {
  name: 'extended-next-hop',
  code: 5,
  reference: 'RFC 8950, section 4',
  decode(reader) {
    const encodings = [];
    // The SAFI has two octets here.
    while (reader.remaining > 0) {
      encodings.push({ afi: reader.uint16(), safi: reader.uint16(), nextHopAfi: reader.uint16() });
    }
    return { name: 'extended-next-hop', encodings };
  },
  encode(capability, writer) {
    for (const { afi, safi, nextHopAfi } of capability.encodings) {
      writer.uint16(afi);
      writer.uint16(safi);
      writer.uint16(nextHopAfi);
    }
  },
};
