import { familyNames, type WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';

/** Whatever two OPENs may have agreed on; at least one family. Shrinks to an external session of one family and nothing else. */
export function arbitraryWireContext(): fc.Arbitrary<WireContext> {
  return fc.subarray([...familyNames], { minLength: 1 }).chain((families) =>
    fc.record<WireContext>({
      fourOctetAsNumbers: fc.boolean(),
      extendedMessages: fc.boolean(),
      families: fc.constant(families),
      addPath: fc.subarray(families),
      extendedNextHop: fc.subarray(families.filter((family) => family === 'ipv4-unicast')),
      session: fc.constantFrom('external' as const, 'internal' as const),
    }),
  );
}
