import fc from 'fast-check';
import { arbitraryUnsigned8 } from '../octets.ts';
import { type CapabilityArbitraries, familyRows } from './capability-arbitraries.ts';

const reference = 'RFC 5291, section 5';

export const outboundRouteFiltering: CapabilityArbitraries = {
  code: 3,
  name: 'outbound-route-filtering',
  valid: () =>
    fc.record({
      name: fc.constant('outbound-route-filtering' as const),
      families: familyRows(
        fc.record({
          filters: fc.array(
            fc.record({
              type: arbitraryUnsigned8(),
              mode: fc.constantFrom('receive' as const, 'send' as const, 'both' as const),
            }),
            { minLength: 1, maxLength: 3 },
          ),
        }),
        1,
      ),
    }),
  edges: [
    {
      name: 'a family without filters',
      capability: () =>
        fc.constant({
          value: Uint8Array.of(0, 2, 0, 1, 0),
          meaning: { name: 'outbound-route-filtering', families: [{ afi: 2, safi: 1, filters: [] }] },
        }),
    },
  ],
  malformations: [
    {
      name: 'Send/Receive is none of 1, 2 and 3',
      reference,
      value: () =>
        fc
          .oneof(fc.constant(0), fc.integer({ min: 4, max: 255 }))
          .map((mode) => Uint8Array.of(0, 1, 0, 1, 1, 64, mode)),
    },
    {
      name: 'the filters overrun the capability',
      reference,
      value: () => fc.integer({ min: 2, max: 255 }).map((told) => Uint8Array.of(0, 1, 0, 1, told, 64, 3)),
    },
    { name: 'no family', reference, value: () => fc.constant(new Uint8Array()) },
  ],
};
