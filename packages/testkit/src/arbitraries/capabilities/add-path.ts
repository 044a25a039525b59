import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

const reference = 'RFC 7911, section 4';

export const addPath: CapabilityArbitraries = {
  code: 69,
  name: 'add-path',
  valid: () =>
    fc.record({
      name: fc.constant('add-path' as const),
      families: familyRows(
        fc.record({ mode: fc.constantFrom('receive' as const, 'send' as const, 'both' as const) }),
      ),
    }),
  edges: [
    {
      name: 'no family',
      capability: () => fc.constant({ value: new Uint8Array(), meaning: { name: 'add-path', families: [] } }),
    },
  ],
  malformations: [
    brokenRows(0, 4, reference),
    {
      name: 'Send/Receive is none of 1, 2 and 3',
      reference,
      value: () =>
        fc
          .oneof(fc.constant(0), fc.integer({ min: 4, max: 255 }))
          .map((mode) => Uint8Array.of(0, 1, 1, mode)),
    },
  ],
};
