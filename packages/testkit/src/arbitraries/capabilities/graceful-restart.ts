import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

export const gracefulRestart: CapabilityArbitraries = {
  code: 64,
  name: 'graceful-restart',
  valid: () =>
    fc.record({
      name: fc.constant('graceful-restart' as const),
      restarting: fc.boolean(),
      notificationSupport: fc.boolean(),
      restartTimeSeconds: fc.integer({ min: 0, max: 4_095 }),
      families: familyRows(fc.record({ forwardingPreserved: fc.boolean() })),
    }),
  edges: [
    {
      name: 'no family and no time, as helpers that do not restart send it',
      capability: () =>
        fc.constant({
          value: new Uint8Array(2),
          meaning: {
            name: 'graceful-restart',
            restarting: false,
            notificationSupport: false,
            restartTimeSeconds: 0,
            families: [],
          },
        }),
    },
    {
      // RFC 4724, section 3: reserved bits are ignored.
      name: 'reserved bits are set',
      capability: () =>
        fc.constant({
          value: Uint8Array.of(0x3f, 0xff, 0, 1, 1, 0x7f),
          meaning: {
            name: 'graceful-restart',
            restarting: false,
            notificationSupport: false,
            restartTimeSeconds: 4_095,
            families: [{ afi: 1, safi: 1, forwardingPreserved: false }],
          },
        }),
    },
  ],
  malformations: [brokenRows(2, 4, 'RFC 4724, section 3')],
};
