import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Paths limit, code 76 (draft-abraitis-idr-addpath-paths-limit): how many paths of a prefix the sender takes. */
export interface PathsLimitCapability {
  readonly name: 'paths-limit';
  readonly families: readonly (AfiSafi & { readonly pathCountMax: number })[];
}

export const pathsLimit: CapabilityRow<'paths-limit'> = {
  name: 'paths-limit',
  code: 76,
  reference: 'draft-abraitis-idr-addpath-paths-limit, section 3',
  decode(reader) {
    const families = [];
    while (reader.remaining > 0) {
      families.push({ afi: reader.uint16(), safi: reader.uint8(), pathCountMax: reader.uint16() });
    }
    return { name: 'paths-limit', families };
  },
  encode(capability, writer) {
    for (const { afi, safi, pathCountMax } of capability.families) {
      writer.uint16(afi);
      writer.uint8(safi);
      writer.uint16(pathCountMax);
    }
  },
};
