import { type PathAttributes, prependAsPath } from '@bgpeer/bgp-wire';
import { AttributePool, SourceTable } from '@bgpeer/rib';
import { arbitraryPathAttributes } from '@bgpeer/testkit';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { advertisement, capabilities, learnedBy, sendEndOfRib, withdrawal } from './support/messages.ts';
import { connect, type RouterAndScripts, routerAndScripts } from './support/router-and-scripts.ts';

const addresses = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const prefixes = ['10.1.0.0/16', '10.1.1.0/24', '10.2.0.0/16', '172.16.1.1/32', '0.0.0.0/0'];
const family = 'ipv4-unicast';
/** NO_EXPORT, NO_ADVERTISE, NO_EXPORT_SUBCONFED (RFC 1997). */
const wellKnown = [0xffffff01, 0xffffff02, 0xffffff03];

const arbitraryPlace = fc.constantFrom(0, 1, 2);
const arbitrarySome = fc.subarray(prefixes, { minLength: 1 });
const arbitraryStep = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      name: fc.constant('advertise' as const),
      place: arbitraryPlace,
      some: arbitrarySome,
      attributes: arbitraryPathAttributes({ session: 'external', family }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      name: fc.constant('withdraw' as const),
      place: arbitraryPlace,
      some: arbitrarySome,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      name: fc.constantFrom(
        'lose' as const,
        'end-of-rib' as const,
        'ask-for-refresh' as const,
        'begin-refresh' as const,
        'end-refresh' as const,
        'shutdown' as const,
        'reset' as const,
      ),
      place: arbitraryPlace,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: fc.constantFrom('network-add' as const, 'network-delete' as const),
      prefix: fc.constantFrom(...prefixes),
    }),
  },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('wait' as const), durationMs: fc.nat(200_000) }) },
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

/** Three peers that restart gracefully and know markers. */
function scene(): RouterAndScripts {
  return routerAndScripts(
    addresses.map((address, place) => ({
      address,
      asNumber: 65_001 + place,
      capabilities: capabilities(
        65_001 + place,
        [family],
        { name: 'enhanced-route-refresh' },
        {
          name: 'graceful-restart',
          restarting: false,
          notificationSupport: place === 2,
          restartTimeSeconds: 60,
          families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
        },
      ),
    })),
  );
}

function take({ network, router, peers }: RouterAndScripts, step: Step): void {
  if ('durationMs' in step) {
    network.runFor(step.durationMs);
    return;
  }
  if ('prefix' in step) {
    router.command({ name: step.name, family, prefix: step.prefix });
    return;
  }
  const [peer, address] = [peers[step.place], addresses[step.place]];
  if (step.name === 'shutdown') router.command({ name: 'peer-shutdown', peer: address });
  else if (step.name === 'reset') router.command({ name: 'peer-reset', peer: address });
  network.settle();
  if (!router.isEstablished(address)) {
    router.command({ name: 'peer-start', peer: address });
    network.runFor(60_000);
    if (!router.isEstablished(address)) connect(network, router, peer, address);
    return;
  }
  const refresh = { type: 'ROUTE-REFRESH', afi: 1, safi: 1 } as const;
  if (step.name === 'advertise') peer.send(advertisement(step.some, step.attributes));
  else if (step.name === 'withdraw') peer.send(withdrawal(...step.some));
  else if (step.name === 'lose') peer.close();
  else if (step.name === 'end-of-rib') sendEndOfRib(peer);
  else if (step.name === 'ask-for-refresh') peer.send({ ...refresh, subtype: 0 });
  else if (step.name === 'begin-refresh') peer.send({ ...refresh, subtype: 1 });
  else peer.send({ ...refresh, subtype: 2 });
}

/** What each connected peer made of its UPDATEs is what the router says it advertised, and what the selection gives. */
function expectConsistent({ router, peers }: RouterAndScripts): void {
  const selected = new Map([...router.router.selectedRoutes(family)].map((view) => [view.prefix, view]));
  expect(router.fib).toEqual(selected);
  for (const [place, peer] of peers.entries()) {
    if (!router.isEstablished(addresses[place])) continue;
    const advertised = new Map<string, PathAttributes>();
    for (const { prefix, attributes } of router.router.advertisedRoutes(addresses[place], family))
      advertised.set(prefix, attributes);
    expect([...learnedBy(peer)].sort()).toEqual([...advertised].sort());
    expect([...advertised.keys()].sort()).toEqual([...selected.keys()].filter(isExported).sort());
    for (const [prefix, { asPath }] of advertised)
      expect(asPath).toEqual(prependAsPath(bestOf(prefix).attributes.asPath!, 65_000));
  }

  function bestOf(prefix: string) {
    return router.prefix(prefix)!.routes.find(({ best }) => best)!;
  }

  function isExported(prefix: string): boolean {
    const communities = bestOf(prefix).attributes.communities ?? [];
    return !communities.some((community) => wellKnown.includes(community));
  }
}

afterEach(() => vi.restoreAllMocks());

test('whatever happens, the peers know what is selected, and in the end nothing is left behind', () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { size: 'max', maxLength: 25 }), (steps) => {
      const added = vi.spyOn(SourceTable.prototype, 'add');
      const removed = vi.spyOn(SourceTable.prototype, 'remove');
      const interned = vi.spyOn(AttributePool.prototype, 'intern');
      const run = scene();
      const { network, router } = run;
      for (const step of steps) {
        take(run, step);
        network.settle();
        expectConsistent(run);
      }
      router.command({ name: 'stop' });
      for (const prefix of prefixes) router.command({ name: 'network-delete', family, prefix });
      network.settle();
      expect(router.router.summary().families[0]).toMatchObject({ prefixCount: 0, routeCount: 0 });
      for (const pool of interned.mock.contexts as AttributePool[]) expect(pool.count).toBe(0);
      const ownSources = added.mock.calls.filter(([{ kind }]) => kind === 'local').length;
      expect(removed.mock.calls.length).toBe(added.mock.calls.length - ownSources);
      vi.restoreAllMocks();
    }),
    { numRuns: 40 },
  );
});
