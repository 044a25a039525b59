import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Multiple labels, code 8 (RFC 8277, section 2.1): how many labels of a prefix the sender can process. */
export interface MultipleLabelsCapability {
  readonly name: 'multiple-labels';
  /** `labelCountMax` is 2 to 255, 255 for any number; what has 0 or 1 is to be ignored. */
  readonly families: readonly (AfiSafi & { readonly labelCountMax: number })[];
}

export const multipleLabels: CapabilityRow<'multiple-labels'> = {
  name: 'multiple-labels',
  code: 8,
  reference: 'RFC 8277, section 2.1',
  decode(reader) {
    const families = [];
    while (reader.remaining > 0) {
      families.push({ afi: reader.uint16(), safi: reader.uint8(), labelCountMax: reader.uint8() });
    }
    return { name: 'multiple-labels', families };
  },
  encode(capability, writer) {
    for (const { afi, safi, labelCountMax } of capability.families) {
      writer.uint16(afi);
      writer.uint8(safi);
      writer.uint8(labelCountMax);
    }
  },
};
