import type { Capability } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { capabilityArbitraries } from './capabilities/capability-table.ts';
import { arbitraryHexadecimal } from './octets.ts';

/** Any capability with a row, and unrecognized ones of codes without. */
export function arbitraryCapability(): fc.Arbitrary<Capability> {
  return fc.oneof(
    ...capabilityArbitraries.map((row) => row.valid()),
    fc.record({
      name: fc.constant('unrecognized' as const),
      code: fc.integer({ min: 200, max: 238 }),
      value: fc.integer({ min: 0, max: 12 }).chain(arbitraryHexadecimal),
    }),
  );
}
