import type { PathAttributes } from '@bgpeer/bgp-wire';
import { noPolicyDefinitions, type PolicyDefinitions } from '@bgpeer/policy';
import type { PeerFamilySettings, PeerSettings, RouterConfiguration } from '@bgpeer/router';
import {
  peerFamilySettings,
  routerConfiguration,
  type ScriptedPeer,
  type VirtualRouter,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  asPath,
  isEndOfRib,
  learnedBy,
  manyPrefixes,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
import { type RouterAndScripts, routerAndScripts } from './support/router-and-scripts.ts';

const family = 'ipv4-unicast';
const source = '192.0.2.2';
const targets = ['192.0.2.3', '192.0.2.4', '192.0.2.5'];
const prefixes = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16', '10.4.0.0/16'];

const policies: PolicyDefinitions = {
  ...noPolicyDefinitions,
  prefixLists: [
    { name: 'FIRST', family, entries: [{ sequence: 5, action: 'permit', prefix: '10.1.0.0/16' }] },
    { name: 'LAST', family, entries: [{ sequence: 5, action: 'permit', prefix: '10.4.0.0/16' }] },
  ],
  routeMaps: [
    {
      name: 'MARK',
      entries: [
        {
          sequence: 10,
          action: 'permit',
          matches: [{ match: 'prefix-list', family, list: 'FIRST' }],
          sets: [{ set: 'metric', change: { to: 10 } }],
        },
        { sequence: 20, action: 'permit', matches: [], sets: [] },
      ],
    },
  ],
};

function scene(targetCount = 3, configuration: Partial<RouterConfiguration> = {}): RouterAndScripts {
  return routerAndScripts(
    [
      { address: source },
      ...targets.slice(0, targetCount).map((address, place) => ({ address, asNumber: 65_002 + place })),
    ],
    { policies, ...configuration },
  );
}

interface Change {
  readonly peer?: Partial<PeerSettings>;
  readonly settings?: Partial<PeerFamilySettings>;
  readonly router?: Partial<RouterConfiguration>;
}

/** Goes over to a configuration in which the peers at these addresses, or the router, are configured otherwise. */
function change(
  router: VirtualRouter,
  addresses: readonly string[],
  { peer, settings, router: of }: Change,
): void {
  const { configuration } = router.router;
  const peers = configuration.peers.map((each) => {
    if (!addresses.includes(each.address)) return each;
    return { ...each, ...peer, families: { [family]: { ...each.families[family]!, ...settings } } };
  });
  router.command({ name: 'configure', configuration: { ...configuration, ...of, peers } });
}

/** UPDATEs but End-of-RIB; asserts that none says what the peer has already, or withdraws what it has not. */
function updatesOf(peer: ScriptedPeer): number {
  const known = new Map<string, string>();
  const updates = peer.receivedOf('UPDATE').filter((message) => !isEndOfRib(message));
  for (const { withdrawn, nlri, attributes } of updates) {
    for (const { prefix } of withdrawn)
      expect(known.delete(prefix), `${prefix} was advertised before`).toBe(true);
    for (const { prefix } of nlri) {
      expect(known.get(prefix), `${prefix} is sent twice`).not.toBe(JSON.stringify(attributes));
      known.set(prefix, JSON.stringify(attributes));
    }
  }
  return updates.length;
}

/** The session stays, and the peer is sent this many UPDATEs more. */
function updatesAfter({ network, router, peers }: RouterAndScripts, act: () => void): number[] {
  const before = peers.slice(1).map(updatesOf);
  act();
  network.settle();
  expect(router.isEstablished()).toBe(true);
  return peers.slice(1).map((peer, place) => updatesOf(peer) - before[place]);
}

const learned = (peer: ScriptedPeer, ...ofPrefixes: readonly string[]) =>
  ofPrefixes.map((prefix) => learnedBy(peer).get(prefix));

describe('while its session is up a peer is sent what differs, and nothing else, after', () => {
  test('a policy that denies some: they are withdrawn, and come back without it', () => {
    const world = scene();
    const [from, to] = world.peers;
    from.send(advertisement(prefixes));
    world.network.settle();
    const deny = () =>
      change(world.router, [targets[0]], { settings: { exportFilters: { prefixList: 'FIRST' } } });
    expect(updatesAfter(world, deny)).toEqual([1, 0, 0]);
    expect([...learnedBy(to).keys()]).toEqual(['10.1.0.0/16']);
    const allow = () => change(world.router, [targets[0]], { settings: { exportFilters: undefined } });
    expect(updatesAfter(world, allow)).toEqual([1, 0, 0]);
    expect([...learnedBy(to).keys()].sort()).toEqual(prefixes);
  });

  test('a policy that changes one of many prefixes: it alone is sent', () => {
    const world = scene();
    world.peers[0].send(advertisement(prefixes));
    world.network.settle();
    const mark = () => change(world.router, targets, { settings: { exportFilters: { routeMap: 'MARK' } } });
    expect(updatesAfter(world, mark)).toEqual([1, 1, 1]);
    const [first, second] = learned(world.peers[1], '10.1.0.0/16', '10.2.0.0/16');
    expect([first?.multiExitDisc, second?.multiExitDisc]).toEqual([10, undefined]);
    // What was moved together is written once: all are in one group.
    expect(new Set(targets.map((address) => world.router.peer(address).families[0].updateGroup)).size).toBe(
      1,
    );
  });

  test('another meaning of a list that the policy names', () => {
    const world = scene();
    world.peers[0].send(advertisement(prefixes));
    change(world.router, targets, { settings: { exportFilters: { prefixList: 'FIRST' } } });
    world.network.settle();
    const [first, last] = policies.prefixLists;
    const prefixLists = [{ ...first, entries: last.entries }, last];
    const relist = () => change(world.router, [], { router: { policies: { ...policies, prefixLists } } });
    expect(updatesAfter(world, relist)).toEqual([2, 2, 2]);
    expect([...learnedBy(world.peers[1]).keys()]).toEqual(['10.4.0.0/16']);
  });

  test('a change that says nothing new of any route: nothing', () => {
    const world = scene();
    world.peers[0].send(advertisement(prefixes));
    world.network.settle();
    const rename = () =>
      change(world.router, targets, { peer: { description: 'another' }, settings: { nextHopSelf: true } });
    // In the shared subnet the next hop was kept; with next-hop-self it is ours.
    expect(updatesAfter(world, rename)).toEqual([1, 1, 1]);
    expect(
      updatesAfter(world, () => change(world.router, targets, { peer: { description: 'third' } })),
    ).toEqual([0, 0, 0]);
    const asOverride = () => change(world.router, targets, { settings: { asOverride: true } });
    expect(updatesAfter(world, asOverride)).toEqual([0, 0, 0]);
  });

  test('RFC 8212 coming into force, and going again', () => {
    const world = scene();
    world.peers[0].send(advertisement(prefixes));
    change(world.router, [source], { settings: { importFilters: {} } });
    world.network.settle();
    const inForce = () => change(world.router, [], { router: { ebgpRequiresPolicy: true } });
    expect(updatesAfter(world, inForce)).toEqual([1, 1, 1]);
    expect(learnedBy(world.peers[1]).size).toBe(0);
    const outOfForce = () => change(world.router, [], { router: { ebgpRequiresPolicy: false } });
    expect(updatesAfter(world, outOfForce)).toEqual([1, 1, 1]);
    expect(learnedBy(world.peers[1]).size).toBe(4);
  });

  test('bgp graceful-shutdown and its end', () => {
    const world = scene();
    world.peers[0].send(advertisement(prefixes));
    world.network.settle();
    const communities = () => learned(world.peers[1], '10.1.0.0/16').map((route) => route?.communities);
    expect(
      updatesAfter(world, () => change(world.router, [], { router: { gracefulShutdown: true } })),
    ).toEqual([1, 1, 1]);
    expect(communities()).toEqual([[0xffff0000]]);
    expect(
      updatesAfter(world, () => change(world.router, [], { router: { gracefulShutdown: false } })),
    ).toEqual([1, 1, 1]);
    expect(communities()).toEqual([undefined]);
  });

  test('another cluster id', () => {
    const internal = (routeReflectorClient: boolean): Partial<PeerSettings> => ({
      remoteAs: { kind: 'internal' },
      families: { [family]: peerFamilySettings({ routeReflectorClient }) },
    });
    const world = routerAndScripts([
      { address: source, asNumber: 65_000, peer: internal(true) },
      { address: targets[0], asNumber: 65_000, peer: internal(false) },
    ]);
    world.peers[0].send(advertisement(prefixes, routeAttributes({ localPref: 100 })));
    world.network.settle();
    const recluster = () =>
      change(world.router, [], {
        router: { reflection: { clientToClient: true, allowOutboundPolicy: false, clusterId: '10.0.0.7' } },
      });
    expect(updatesAfter(world, recluster)).toEqual([1]);
    expect(learnedBy(world.peers[1]).get('10.1.0.0/16')?.clusterList).toEqual(['10.0.0.7']);
  });
});

test('a large table moves in slices, and what changes meanwhile is not lost', () => {
  const world = scene(2);
  const many = manyPrefixes(6_000);
  for (let from = 0; from < many.length; from += 500)
    world.peers[0].send(advertisement(many.slice(from, from + 500)));
  world.network.settle();
  change(world.router, targets, { settings: { nextHopSelf: true } });
  world.peers[0].send(withdrawal(...many.slice(0, 200)));
  change(world.router, [targets[0]], { settings: { nextHopSelf: false } });
  world.peers[0].send(advertisement(many.slice(0, 100), routeAttributes({ origin: 'EGP' })));
  world.network.settle();
  for (const [peer, nextHop] of [
    [world.peers[1], source],
    [world.peers[2], '192.0.2.1'],
  ] as const) {
    updatesOf(peer);
    const routes = learnedBy(peer);
    expect(routes.size).toBe(5_900);
    for (const route of routes.values()) expect(route.nextHop).toBe(nextHop);
  }
});

type Step =
  | { readonly kind: 'route'; readonly place: number; readonly variant: number }
  | { readonly kind: 'settings'; readonly target: number; readonly variant: number }
  | { readonly kind: 'settle' };

const settingVariants: readonly Change[] = [
  { settings: { exportFilters: undefined, nextHopSelf: false } },
  { settings: { exportFilters: { prefixList: 'FIRST' } } },
  { settings: { exportFilters: { routeMap: 'MARK' } } },
  { settings: { nextHopSelf: true } },
  { settings: { defaultOriginate: {} } },
  { settings: { defaultOriginate: undefined } },
  { peer: { advertisementIntervalSeconds: 5 } },
  { peer: { advertisementIntervalSeconds: 0 } },
];
const routeVariants: readonly (PathAttributes | undefined)[] = [
  undefined,
  routeAttributes(),
  routeAttributes({ origin: 'EGP' }),
  routeAttributes({ asPath: asPath(65_001, 65_002) }),
];

const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('route' as const),
      place: fc.nat({ max: 3 }),
      variant: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('settings' as const),
      target: fc.nat({ max: 2 }),
      variant: fc.nat({ max: settingVariants.length - 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
);

test('whatever changes in whatever order, each peer ends with what it would have been sent from nothing', () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { maxLength: 20 }), (steps) => {
      const world = scene();
      const routes = new Map<string, PathAttributes>();
      for (const step of steps) {
        if (step.kind === 'settle') world.network.settle();
        else if (step.kind === 'settings')
          change(world.router, [targets[step.target]], settingVariants[step.variant]);
        else {
          const [prefix, route] = [prefixes[step.place], routeVariants[step.variant]];
          if (route === undefined) routes.delete(prefix);
          else routes.set(prefix, route);
          world.peers[0].send(route === undefined ? withdrawal(prefix) : advertisement([prefix], route));
        }
      }
      world.network.runFor(20_000);
      const fresh = routerAndScripts(
        [{ address: source }, ...targets.map((address, place) => ({ address, asNumber: 65_002 + place }))],
        routerConfiguration(world.router.router.configuration),
      );
      for (const [prefix, route] of routes) fresh.peers[0].send(advertisement([prefix], route));
      fresh.network.runFor(20_000);
      for (const [place, peer] of world.peers.entries()) {
        updatesOf(peer);
        expect(sorted(learnedBy(peer))).toEqual(sorted(learnedBy(fresh.peers[place])));
      }
    }),
    { numRuns: 30 },
  );
});

function sorted(routes: ReadonlyMap<string, PathAttributes>): readonly (readonly [string, PathAttributes])[] {
  return [...routes].sort(([a], [b]) => (a < b ? -1 : 1));
}
