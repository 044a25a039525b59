import fc from 'fast-check';
import { brokenRows, type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

const reference = 'draft-ietf-idr-rpd, section 5';

export const routingPolicyDistribution: CapabilityArbitraries = {
  code: 72,
  name: 'routing-policy-distribution',
  valid: () =>
    fc.record({
      name: fc.constant('routing-policy-distribution' as const),
      families: familyRows(
        fc.record({ mode: fc.constantFrom('receive' as const, 'send' as const, 'both' as const) }),
      ),
    }),
  edges: [],
  malformations: [
    brokenRows(0, 4, reference),
    {
      name: 'Send/Receive is none of 1, 2 and 3',
      reference,
      value: () =>
        fc
          .oneof(fc.constant(0), fc.integer({ min: 4, max: 255 }))
          .map((mode) => Uint8Array.of(0, 1, 75, mode)),
    },
  ],
};
