import type { CapabilityRow } from './capability-row.ts';
import { decodeFamilyModes, encodeFamilyModes, type FamilyMode } from './family-modes.ts';

/** ADD-PATH, code 69 (RFC 7911, section 4). */
export interface AddPathCapability {
  readonly name: 'add-path';
  readonly families: readonly FamilyMode[];
}

export const addPath: CapabilityRow<'add-path'> = {
  name: 'add-path',
  code: 69,
  reference: 'RFC 7911, section 4',
  decode(reader) {
    const families = decodeFamilyModes(reader);
    return families && { name: 'add-path', families };
  },
  encode: ({ families }, writer) => encodeFamilyModes(families, writer),
};
