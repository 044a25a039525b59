import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

export const pathsLimit: CapabilityArbitraries = {
  code: 76,
  name: 'paths-limit',
  valid: () =>
    fc.record({
      name: fc.constant('paths-limit' as const),
      families: familyRows(fc.record({ pathCountMax: fc.integer({ min: 0, max: 65_535 }) })),
    }),
  edges: [],
  malformations: [brokenRows(0, 5, 'draft-abraitis-idr-addpath-paths-limit, section 3')],
};
