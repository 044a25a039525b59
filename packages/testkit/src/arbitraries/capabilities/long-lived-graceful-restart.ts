import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

export const longLivedGracefulRestart: CapabilityArbitraries = {
  code: 71,
  name: 'long-lived-graceful-restart',
  valid: () =>
    fc.record({
      name: fc.constant('long-lived-graceful-restart' as const),
      families: familyRows(
        fc.record({
          forwardingPreserved: fc.boolean(),
          staleTimeSeconds: fc.integer({ min: 0, max: 16_777_215 }),
        }),
      ),
    }),
  edges: [
    {
      // RFC 9494, section 3.1: reserved bits are ignored.
      name: 'reserved bits are set',
      capability: () =>
        fc.constant({
          value: Uint8Array.of(0, 1, 1, 0x7f, 255, 255, 255),
          meaning: {
            name: 'long-lived-graceful-restart',
            families: [{ afi: 1, safi: 1, forwardingPreserved: false, staleTimeSeconds: 16_777_215 }],
          },
        }),
    },
  ],
  malformations: [brokenRows(0, 7, 'RFC 9494, section 3.1')],
};
