import fc from 'fast-check';
import { type CapabilityArbitraries, wrongValueLength } from './capability-arbitraries.ts';

export const bgpsec: CapabilityArbitraries = {
  code: 7,
  name: 'bgpsec',
  valid: () =>
    fc.record({
      name: fc.constant('bgpsec' as const),
      version: fc.integer({ min: 0, max: 15 }),
      direction: fc.constantFrom('receive' as const, 'send' as const),
      afi: fc.constantFrom(1, 2),
    }),
  edges: [
    {
      // RFC 8205, section 2.1: unassigned bits are ignored.
      name: 'unassigned bits are set',
      capability: () =>
        fc.constant({
          value: Uint8Array.of(0x0f, 0, 1),
          meaning: { name: 'bgpsec', version: 0, direction: 'send', afi: 1 },
        }),
    },
  ],
  malformations: [wrongValueLength(3, 'RFC 8205, section 2.1')],
};
