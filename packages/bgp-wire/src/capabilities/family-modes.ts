import type { AfiSafi } from '../family.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';

/** A family, and in which direction the capability holds for it (RFC 7911, section 4). */
export interface FamilyMode extends AfiSafi {
  readonly mode: 'receive' | 'send' | 'both';
}

const modes = ['receive', 'send', 'both'] as const;

/** Undefined when a mode is none of the three: the capability is then one that is not understood. */
export function decodeFamilyModes(reader: OctetReader): readonly FamilyMode[] | undefined {
  const families: FamilyMode[] = [];
  while (reader.remaining > 0) {
    const [afi, safi] = [reader.uint16(), reader.uint8()];
    const mode = modes[reader.uint8() - 1];
    if (mode === undefined) return undefined;
    families.push({ afi, safi, mode });
  }
  return families;
}

export function encodeFamilyModes(families: readonly FamilyMode[], writer: OctetWriter): void {
  for (const { afi, safi, mode } of families) {
    writer.uint16(afi);
    writer.uint8(safi);
    writer.uint8(modes.indexOf(mode) + 1);
  }
}
