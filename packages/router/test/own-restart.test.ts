import type { Capability, GracefulRestartCapability } from '@bgpeer/bgp-wire';
import type { RestartOptions, RouterConfiguration } from '@bgpeer/router';
import {
  networks,
  peerConfiguration,
  peerSettings,
  routerConfiguration,
  type ScriptedPeer,
  VirtualNetwork,
  type VirtualRouter,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advertisement, capabilities, isEndOfRib, learnedBy, sendEndOfRib } from './support/messages.ts';
import { connect, routerAddress } from './support/router-and-scripts.ts';

const [first, second] = ['192.0.2.2', '192.0.2.3'];
const [own, learned] = ['10.0.0.0/16', '10.1.0.0/16'];
const selectionDeferralTimeSeconds = 240;

const gracefulRestart = {
  ...routerConfiguration().gracefulRestart,
  mode: 'restarter',
  selectionDeferralTimeSeconds,
} as const;

function gracefulRestartOf(peer: ScriptedPeer): Partial<GracefulRestartCapability> | undefined {
  const [open] = peer.receivedOf('OPEN');
  return open.capabilities.find((capability) => capability.name === 'graceful-restart');
}

function offer(changes: Partial<GracefulRestartCapability> = {}): readonly Capability[] {
  return capabilities(65_001, ['ipv4-unicast'], {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: true,
    restartTimeSeconds: 120,
    families: [],
    ...changes,
  });
}

/** A router that takes the place of one that is gone, and two peers, not connected yet. */
function restarting(
  restart: RestartOptions | undefined = { preservedFamilies: ['ipv4-unicast'] },
  offers: readonly (readonly Capability[])[] = [offer(), offer()],
  configuration: Partial<RouterConfiguration> = {},
) {
  const network = new VirtualNetwork();
  const addresses = [first, second];
  const router = network.addRouter(
    'router',
    routerConfiguration({
      gracefulRestart,
      networks: networks(own),
      peers: addresses.map((address) => peerConfiguration(address, { passive: true })),
      ...configuration,
    }),
    { addresses: [routerAddress], ...(restart !== undefined && { restart }) },
  );
  router.start();
  network.settle();
  const peers = addresses.map((address, place) =>
    network.addScriptedPeer(address, { addresses: [address], capabilities: offers[place] }),
  );
  const connectAll = (): void => {
    for (const [place, peer] of peers.entries()) connect(network, router, peer, addresses[place]);
  };
  return { network, router, peers, connectAll };
}

function deferralEnds(router: VirtualRouter) {
  return router
    .eventsNamed('selection-deferral-ended')
    .filter(({ family }) => family === 'ipv4-unicast')
    .map(({ reason, peers }) => ({ reason, peers }));
}

describe('a router that has restarted (RFC 4724, section 4.1)', () => {
  test('says so, and selects and advertises nothing before End-of-RIB from all', () => {
    const { network, router, peers, connectAll } = restarting();
    connectAll();
    const [one, other] = peers;
    expect(gracefulRestartOf(one)).toMatchObject({
      restarting: true,
      families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
    });
    one.send(advertisement([learned]));
    sendEndOfRib(one);
    network.runFor(60_000);
    expect([...router.fib.keys()]).toEqual([]);
    expect([one, other].map((peer) => peer.receivedOf('UPDATE'))).toEqual([[], []]);
    sendEndOfRib(other);
    network.settle();
    expect([...router.fib.keys()].sort()).toEqual([own, learned]);
    expect(deferralEnds(router)).toEqual([{ reason: 'end-of-rib', peers: [] }]);
  });

  test('advertises everything then, and End-of-RIB last', () => {
    const { network, peers, connectAll } = restarting();
    connectAll();
    const [one, other] = peers;
    one.send(advertisement([learned]));
    for (const peer of peers) sendEndOfRib(peer);
    network.settle();
    expect([...learnedBy(other).keys()].sort()).toEqual([own, learned]);
    const updates = other.receivedOf('UPDATE');
    expect(updates.map(isEndOfRib).indexOf(true)).toBe(updates.length - 1);
  });

  test('an aggregate of what it has learned goes out before End-of-RIB too', () => {
    const aggregate = {
      family: 'ipv4-unicast',
      prefix: '10.0.0.0/8',
      asSet: false,
      summaryOnly: true,
      matchingMedOnly: false,
    } as const;
    const { network, peers, connectAll } = restarting(undefined, undefined, {
      networks: [],
      aggregates: [aggregate],
    });
    connectAll();
    peers[0].send(advertisement([learned]));
    for (const peer of peers) sendEndOfRib(peer);
    network.settle();
    const updates = peers[1].receivedOf('UPDATE');
    expect(updates.map(({ nlri }) => nlri.map(({ prefix }) => prefix))).toEqual([[aggregate.prefix], []]);
    expect(isEndOfRib(updates[1])).toBe(true);
  });

  test('is done restarting after that: the next OPEN has no R bit, and F for what it still forwards', () => {
    const { network, router, peers, connectAll } = restarting({ preservedFamilies: [] });
    connectAll();
    const [one] = peers;
    expect(gracefulRestartOf(one)).toMatchObject({ families: [{ forwardingPreserved: false }] });
    for (const peer of peers) sendEndOfRib(peer);
    network.settle();
    one.close();
    network.settle();
    connect(network, router, one, first);
    expect(gracefulRestartOf(one)).toMatchObject({
      restarting: false,
      families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
    });
  });

  test('waits for a peer that does not come, up to the Selection_Deferral_Timer', () => {
    const { network, router, peers } = restarting();
    const [one] = peers;
    connect(network, router, one, first);
    sendEndOfRib(one);
    network.runFor(selectionDeferralTimeSeconds * 1_000 - 5_000);
    expect([...router.fib.keys()]).toEqual([]);
    network.runFor(6_000);
    expect([...router.fib.keys()]).toEqual([own]);
    expect(deferralEnds(router)).toEqual([{ reason: 'timer', peers: [second] }]);
    expect([...learnedBy(one).keys()]).toEqual([own]);
  });

  test('waits only for those that it had, where it knows', () => {
    const { network, router, peers } = restarting({ preservedFamilies: [], awaitedPeers: [first] });
    connect(network, router, peers[0], first);
    expect([...router.fib.keys()]).toEqual([]);
    sendEndOfRib(peers[0]);
    network.settle();
    expect([...router.fib.keys()]).toEqual([own]);
  });

  test('waits for a dynamic peer that it had, and not for addresses that nobody may come from', () => {
    const listenRanges = [{ prefix: '192.0.2.0/24', settings: peerSettings() }];
    const restart = { preservedFamilies: [], awaitedPeers: [first] };
    const { network, router, peers } = restarting(restart, undefined, { peers: [], listenRanges });
    network.runFor(10_000);
    expect([...router.fib.keys()]).toEqual([]);
    connect(network, router, peers[0], first);
    sendEndOfRib(peers[0]);
    network.settle();
    expect([...router.fib.keys()]).toEqual([own]);
    const without = restarting(restart, undefined, { peers: [] });
    expect([...without.router.fib.keys()]).toEqual([own]);
  });

  test.each<[string, readonly Capability[]]>([
    ['that restarts itself', offer({ restarting: true })],
    ['without graceful restart', capabilities(65_001, ['ipv4-unicast'])],
  ])('does not wait for a peer %s', (_title, other) => {
    const { network, router, peers, connectAll } = restarting(undefined, [offer(), other]);
    connectAll();
    sendEndOfRib(peers[0]);
    network.settle();
    expect(peers.map((peer) => [...learnedBy(peer).keys()])).toEqual([[own], [own]]);
    expect(router.isEstablished()).toBe(true);
  });

  test('does not wait for a peer that the operator shuts down', () => {
    const { network, router, peers } = restarting();
    connect(network, router, peers[0], first);
    sendEndOfRib(peers[0]);
    router.command({ name: 'peer-shutdown', peer: second });
    network.settle();
    expect([...router.fib.keys()]).toEqual([own]);
  });

  test('has heard enough of a peer that sent End-of-RIB and is away again', () => {
    const { network, router, peers, connectAll } = restarting();
    connectAll();
    sendEndOfRib(peers[0]);
    network.settle();
    peers[0].close();
    network.settle();
    sendEndOfRib(peers[1]);
    network.settle();
    expect([...router.fib.keys()]).toEqual([own]);
  });

  test('answers a request for its routes with nothing until it has some', () => {
    const { network, router, peers, connectAll } = restarting();
    connectAll();
    peers[0].send({ type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 });
    router.command({ name: 'peer-refresh-out', peer: first });
    network.settle();
    expect(peers[0].receivedOf('UPDATE')).toEqual([]);
    for (const peer of peers) sendEndOfRib(peer);
    network.settle();
    expect(peers[0].receivedOf('UPDATE').map(isEndOfRib)).toEqual([false, true]);
  });

  test('an ordinary start says neither R nor F, and waits for nobody', () => {
    const network = new VirtualNetwork();
    const router = network.addRouter(
      'router',
      routerConfiguration({
        gracefulRestart: { ...gracefulRestart, notificationSupport: false },
        networks: networks(own),
        peers: [peerConfiguration(first, { passive: true })],
      }),
      { addresses: [routerAddress] },
    );
    router.start();
    network.settle();
    expect([...router.fib.keys()]).toEqual([own]);
    const peer = network.addScriptedPeer(first, { addresses: [first] });
    connect(network, router, peer, first);
    expect(gracefulRestartOf(peer)).toMatchObject({
      restarting: false,
      notificationSupport: false,
      restartTimeSeconds: 120,
      families: [{ afi: 1, safi: 1, forwardingPreserved: false }],
    });
    expect(peer.receivedOf('UPDATE').map(isEndOfRib)).toEqual([false, true]);
  });
});

describe('two of us, one of which restarts', () => {
  const [leftAddress, rightAddress] = ['192.0.2.1', '192.0.2.2'];

  function configurations(): readonly [RouterConfiguration, RouterConfiguration] {
    const of = (asNumber: number, address: string, other: string, network: string): RouterConfiguration =>
      routerConfiguration({
        asNumber,
        bgpIdentifier: address,
        gracefulRestart,
        networks: networks(network),
        peers: [peerConfiguration(other)],
      });
    return [of(65_000, leftAddress, rightAddress, own), of(65_001, rightAddress, leftAddress, learned)];
  }

  test('the other one never loses a route, and a third one hears nothing of it', () => {
    const network = new VirtualNetwork();
    const [left, right] = configurations();
    const watcherAddress = '192.0.2.9';
    const withWatcher = {
      ...right,
      peers: [...right.peers, peerConfiguration(watcherAddress, { passive: true })],
    };
    network.addRouter('left', left, { addresses: [leftAddress] }).start();
    const helper = network.addRouter('right', withWatcher, { addresses: [rightAddress] });
    helper.start();
    const watcher = network.addScriptedPeer('watcher', {
      addresses: [watcherAddress],
      asNumber: 65_009,
    });
    network.runUntil(() => helper.isEstablished(leftAddress), { what: 'the pair is up' });
    watcher.dial(rightAddress);
    network.runUntil(() => watcher.isConnected);
    watcher.sendOpen();
    network.runUntil(() => watcher.receivedOf('OPEN').length > 0);
    watcher.sendKeepalive();
    network.runUntil(() => learnedBy(watcher).has(own));
    network.settle();
    const updates = watcher.receivedOf('UPDATE').length;

    network.removeHost('left');
    network.runUntil(() => helper.eventsNamed('routes-stale').length > 0);
    expect(helper.nextHops(own)).toEqual([leftAddress]);
    network.runFor(5_000);
    const again = network.addRouter('left', left, {
      addresses: [leftAddress],
      restart: { preservedFamilies: ['ipv4-unicast'] },
    });
    again.start();
    network.runUntil(() => again.eventsNamed('end-of-rib-sent').length > 0, { what: 'it is done' });
    network.settle();

    expect(helper.nextHops(own)).toEqual([leftAddress]);
    expect(again.nextHops(learned)).toEqual([rightAddress]);
    expect(helper.prefix(own)?.routes[0].stale).toBe(false);
    expect(helper.eventsNamed('stale-routes-removed')).toMatchObject([{ routeCount: 0 }]);
    expect(watcher.receivedOf('UPDATE')).toHaveLength(updates);
    expect(deferralEnds(again)).toEqual([{ reason: 'end-of-rib', peers: [] }]);
  });

  test('killed again and again, whenever: the other one has the route at every moment', () => {
    const waits = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 0, max: 30_000 })),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    const run = (kills: readonly (readonly [number, number])[]): void => {
      const network = new VirtualNetwork();
      const [left, right] = configurations();
      const addresses = [leftAddress];
      network.addRouter('left', left, { addresses }).start();
      const helper = network.addRouter('right', right, { addresses: [rightAddress] });
      helper.start();
      network.runUntil(() => helper.nextHops(own).length > 0);
      let again: VirtualRouter | undefined;
      const watchFor = (milliseconds: number): void => {
        for (let passed = 0; passed < milliseconds; passed += 50) {
          network.runFor(50);
          expect(helper.nextHops(own)).toEqual([leftAddress]);
        }
      };
      for (const [aliveMs, deadMs] of kills) {
        watchFor(aliveMs);
        network.removeHost('left');
        watchFor(deadMs);
        const restart = { preservedFamilies: ['ipv4-unicast'], awaitedPeers: [rightAddress] } as const;
        again = network.addRouter('left', left, { addresses, restart });
        again.start();
      }
      watchFor(60_000);
      expect(again?.nextHops(learned)).toEqual([rightAddress]);
      expect(helper.prefix(own)?.routes.map(({ stale }) => stale)).toEqual([false]);
    };
    fc.assert(fc.property(waits, run), { numRuns: 15 });
  });

  test('both at once: neither waits for the other', () => {
    const network = new VirtualNetwork();
    const [left, right] = configurations();
    const restart = { preservedFamilies: ['ipv4-unicast'] } as const;
    const routers = [
      network.addRouter('left', left, { addresses: [leftAddress], restart }),
      network.addRouter('right', right, { addresses: [rightAddress], restart }),
    ];
    for (const router of routers) router.start();
    network.runUntil(() => routers.every((router) => router.fib.size === 2), {
      withinMs: 60_000,
      what: 'both have both routes',
    });
  });
});
