import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Outbound route filtering, code 3 (RFC 5291, section 5). */
export interface OutboundRouteFilteringCapability {
  readonly name: 'outbound-route-filtering';
  readonly families: readonly (AfiSafi & {
    readonly filters: readonly { readonly type: number; readonly mode: 'receive' | 'send' | 'both' }[];
  })[];
}

const modes = ['receive', 'send', 'both'] as const;

export const outboundRouteFiltering: CapabilityRow<'outbound-route-filtering'> = {
  name: 'outbound-route-filtering',
  code: 3,
  reference: 'RFC 5291, section 5',
  decode(reader) {
    const families = [];
    // One entry or more: an empty capability says nothing.
    do {
      const afi = reader.uint16();
      // A reserved octet stands between the two.
      reader.uint8();
      const safi = reader.uint8();
      const filters = [];
      for (let left = reader.uint8(); left > 0; left--) {
        const type = reader.uint8();
        const mode = modes[reader.uint8() - 1];
        if (mode === undefined) return undefined;
        filters.push({ type, mode });
      }
      families.push({ afi, safi, filters });
    } while (reader.remaining > 0);
    return { name: 'outbound-route-filtering', families };
  },
  encode(capability, writer) {
    for (const { afi, safi, filters } of capability.families) {
      writer.uint16(afi);
      writer.uint8(0);
      writer.uint8(safi);
      writer.uint8(filters.length);
      for (const { type, mode } of filters) {
        writer.uint8(type);
        writer.uint8(modes.indexOf(mode) + 1);
      }
    }
  },
};
