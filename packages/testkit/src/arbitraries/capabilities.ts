import { type AfiSafi, type Capability, families } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAsNumber } from './as-paths.ts';

/** Any capability with a row, and unrecognized ones of codes without. */
export function arbitraryCapability(): fc.Arbitrary<Capability> {
  return fc.oneof(
    arbitraryFamily().map((family) => ({ name: 'multiprotocol' as const, ...family })),
    fc.constant({ name: 'route-refresh' as const }),
    fc.constant({ name: 'enhanced-route-refresh' as const }),
    fc.constant({ name: 'extended-message' as const }),
    arbitraryAsNumber().map((asNumber) => ({ name: 'four-octet-as' as const, asNumber })),
    fc.record({
      name: fc.constant('extended-next-hop' as const),
      encodings: fc.constant([{ afi: 1, safi: 1, nextHopAfi: 2 }]),
    }),
    fc.record({
      name: fc.constant('graceful-restart' as const),
      restarting: fc.boolean(),
      notificationSupport: fc.boolean(),
      restartTimeSeconds: fc.integer({ min: 0, max: 4_095 }),
      families: familyRows(fc.record({ forwardingPreserved: fc.boolean() })),
    }),
    fc.record({
      name: fc.constant('add-path' as const),
      families: familyRows(
        fc.record({ mode: fc.constantFrom('receive' as const, 'send' as const, 'both' as const) }),
      ),
    }),
    fc.record({
      name: fc.constant('fqdn' as const),
      hostName: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
      domainName: fc.stringMatching(/^([a-z]{1,10}\.[a-z]{2,3})?$/),
    }),
    fc.record({
      name: fc.constant('unrecognized' as const),
      code: fc.integer({ min: 200, max: 238 }),
      value: fc.stringMatching(/^([0-9a-f]{2}){0,12}$/),
    }),
  );
}

function arbitraryFamily(): fc.Arbitrary<AfiSafi> {
  return fc.constantFrom(...families.map(({ afi, safi }) => ({ afi, safi })));
}

/** A row for some of the families, in their order, each with what `rest` adds. */
function familyRows<Rest extends object>(rest: fc.Arbitrary<Rest>): fc.Arbitrary<(AfiSafi & Rest)[]> {
  return fc
    .tuple(
      fc.subarray(families.map(({ afi, safi }) => ({ afi, safi }))),
      fc.tuple(...families.map(() => rest)),
    )
    .map(([chosen, rests]) => chosen.map((family, place) => ({ ...family, ...rests[place] })));
}
