import fc from 'fast-check';
import { arbitraryAfiSafi, type CapabilityArbitraries, wrongValueLength } from './capability-arbitraries.ts';

export const multiprotocol: CapabilityArbitraries = {
  code: 1,
  name: 'multiprotocol',
  valid: () => arbitraryAfiSafi().map((family) => ({ name: 'multiprotocol', ...family })),
  edges: [
    {
      name: 'a family that nobody knows',
      capability: () =>
        fc.constant({
          value: Uint8Array.of(0x40, 0x0f, 0, 0xf0),
          meaning: { name: 'multiprotocol', afi: 16_399, safi: 240 },
        }),
    },
    {
      // RFC 4760, section 8: the reserved octet is ignored.
      name: 'the reserved octet is set',
      capability: () =>
        fc.constant({
          value: Uint8Array.of(0, 1, 0xff, 1),
          meaning: { name: 'multiprotocol', afi: 1, safi: 1 },
        }),
    },
  ],
  malformations: [wrongValueLength(4, 'RFC 4760, section 8')],
};
