import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** ADD-PATH, code 69 (RFC 7911, section 4). */
export interface AddPathCapability {
  readonly name: 'add-path';
  readonly families: readonly (AfiSafi & { readonly mode: 'receive' | 'send' | 'both' })[];
}

const modes = ['receive', 'send', 'both'] as const;

export const addPath: CapabilityRow<'add-path'> = {
  name: 'add-path',
  code: 69,
  reference: 'RFC 7911, section 4',
  decode(reader) {
    const families = [];
    while (reader.remaining > 0) {
      const [afi, safi] = [reader.uint16(), reader.uint8()];
      const mode = modes[reader.uint8() - 1];
      // Another value makes the capability one that is not understood.
      if (mode === undefined) return undefined;
      families.push({ afi, safi, mode });
    }
    return { name: 'add-path', families };
  },
  encode(capability, writer) {
    for (const { afi, safi, mode } of capability.families) {
      writer.uint16(afi);
      writer.uint8(safi);
      writer.uint8(modes.indexOf(mode) + 1);
    }
  },
};
