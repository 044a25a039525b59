import fc from 'fast-check';
import { arbitraryHexadecimal } from '../octets.ts';
import type { CapabilityArbitraries } from './capability-arbitraries.ts';

/** A capability whose value is kept as it came, so that nothing can be wrong with it. */
export function opaqueCapability(
  code: number,
  name: 'dynamic-capability' | 'multisession',
): CapabilityArbitraries {
  return {
    code,
    name,
    valid: () =>
      fc
        .integer({ min: 1, max: 8 })
        .chain(arbitraryHexadecimal)
        .map((value) => ({ name, value })),
    edges: [
      {
        name: 'no value',
        capability: () => fc.constant({ value: new Uint8Array(), meaning: { name, value: '' } }),
      },
    ],
    malformations: [],
  };
}
