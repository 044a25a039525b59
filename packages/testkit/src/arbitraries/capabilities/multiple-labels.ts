import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

export const multipleLabels: CapabilityArbitraries = {
  code: 8,
  name: 'multiple-labels',
  valid: () =>
    fc.record({
      name: fc.constant('multiple-labels' as const),
      families: familyRows(fc.record({ labelCountMax: fc.integer({ min: 2, max: 255 }) })),
    }),
  edges: [
    {
      // RFC 8277, section 2.1: what has 0 or 1 is ignored by whoever acts on it.
      name: 'no label at all',
      capability: () =>
        fc.constantFrom(0, 1).map((labelCountMax) => ({
          value: Uint8Array.of(0, 1, 4, labelCountMax),
          meaning: { name: 'multiple-labels', families: [{ afi: 1, safi: 4, labelCountMax }] },
        })),
    },
  ],
  malformations: [brokenRows(0, 4, 'RFC 8277, section 2.1')],
};
