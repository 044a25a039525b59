import type { Capability } from '@bgpeer/bgp-wire';
import { parseCommunity } from '@bgpeer/bgp-wire';
import { routerConfiguration } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  asPath,
  capabilities,
  learnedBy,
  routeAttributes,
  sendEndOfRib,
} from './support/messages.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

const [restarter, steady, knowing, other] = ['192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5'];
const [shared, alone, unwilling] = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'];
const [noLongLived, longLivedStale] = ['no-llgr', 'llgr-stale'].map((name) => parseCommunity(name)!);
const restartTimeSeconds = 30;
const staleTimeSeconds = 600;

function offer(asNumber: number, restartTime = restartTimeSeconds): readonly Capability[] {
  const family = { afi: 1, safi: 1, forwardingPreserved: true };
  return capabilities(
    asNumber,
    ['ipv4-unicast'],
    {
      name: 'graceful-restart',
      restarting: false,
      notificationSupport: false,
      restartTimeSeconds: restartTime,
      families: [family],
    },
    { name: 'long-lived-graceful-restart', families: [{ ...family, staleTimeSeconds }] },
  );
}

/**
 * A peer with long-lived graceful restart, one with a worse route to one of its prefixes, and two that watch: the first
 * with the capability, the second without.
 */
function scene(restartTime = restartTimeSeconds, longLivedStaleTimeSeconds = 3_600) {
  const { gracefulRestart } = routerConfiguration();
  const scripts = routerAndScripts(
    [
      { address: restarter, capabilities: offer(65_001, restartTime) },
      { address: steady, asNumber: 65_002 },
      { address: knowing, asNumber: 65_003, capabilities: offer(65_003) },
      { address: other, asNumber: 65_004 },
    ],
    { gracefulRestart: { ...gracefulRestart, longLivedStaleTimeSeconds } },
  );
  const { network, router, peers } = scripts;
  const [peer, steadyPeer, knowingPeer, otherPeer] = peers;
  peer.send(advertisement([shared, alone]));
  peer.send(advertisement([unwilling], routeAttributes({ communities: [noLongLived] })));
  steadyPeer.send(
    advertisement([shared], routeAttributes({ nextHop: steady, asPath: asPath(65_002, 65_009, 65_010) })),
  );
  network.settle();
  peer.close();
  network.settle();
  return { network, router, peer, knowingPeer, otherPeer };
}

describe('long-lived graceful restart (RFC 9494)', () => {
  test('is offered with our stale time, for each family', () => {
    const { knowingPeer } = scene();
    const [open] = knowingPeer.receivedOf('OPEN');
    expect(open.capabilities).toContainEqual({
      name: 'long-lived-graceful-restart',
      families: [{ afi: 1, safi: 1, forwardingPreserved: false, staleTimeSeconds: 3_600 }],
    });
  });

  test('begins when the restart time is over: a worse route takes over, what has NO_LLGR goes', () => {
    const { network, router } = scene();
    expect(router.nextHops(shared)).toEqual([restarter]);
    expect(router.nextHops(unwilling)).toEqual([restarter]);
    network.runFor(restartTimeSeconds * 1_000 + 1_000);
    expect(router.nextHops(shared)).toEqual([steady]);
    expect(router.nextHops(alone)).toEqual([restarter]);
    expect(router.prefix(unwilling)).toBeUndefined();
    expect(router.eventsNamed('routes-long-lived-stale')).toEqual([
      {
        name: 'routes-long-lived-stale',
        peer: restarter,
        family: 'ipv4-unicast',
        routeCount: 3,
        staleTimeSeconds,
      },
    ]);
    const [route] = router.prefix(alone)!.routes;
    expect(route).toMatchObject({ stale: true, longLivedStaleUntil: expect.any(Number) });
    expect(route.staleUntil).toBeUndefined();
  });

  test('ends when the shorter of both stale times is over', () => {
    const { network, router } = scene(restartTimeSeconds, 60);
    network.runFor((restartTimeSeconds + 59) * 1_000);
    expect(router.nextHops(alone)).toEqual([restarter]);
    network.runFor(2_000);
    expect(router.prefix(alone)).toBeUndefined();
    expect(router.eventsNamed('stale-routes-removed')).toMatchObject([
      { reason: 'the long-lived stale time is over' },
    ]);
  });

  test('begins at once with a restart time of 0', () => {
    const { router } = scene(0);
    expect(router.nextHops(shared)).toEqual([steady]);
    expect(router.nextHops(alone)).toEqual([restarter]);
    expect(router.eventsNamed('routes-stale')).toEqual([]);
  });

  test('the peer back: what it advertises again is fresh, the rest goes with End-of-RIB', () => {
    const { network, router, peer } = scene();
    network.runFor(restartTimeSeconds * 1_000 + 1_000);
    connect(network, router, peer, restarter);
    expect(router.nextHops(alone)).toEqual([restarter]);
    peer.send(advertisement([shared]));
    network.settle();
    expect(router.nextHops(shared)).toEqual([restarter]);
    sendEndOfRib(peer);
    network.settle();
    expect(router.prefix(alone)).toBeUndefined();
    expect(router.nextHops(shared)).toEqual([restarter]);
  });

  test('who has the capability is told with LLGR_STALE, who has not loses the route', () => {
    const { network, knowingPeer, otherPeer } = scene();
    for (const watcher of [knowingPeer, otherPeer]) expect(learnedBy(watcher).has(alone)).toBe(true);
    network.runFor(restartTimeSeconds * 1_000 + 1_000);
    expect(learnedBy(knowingPeer).get(alone)?.communities).toEqual([longLivedStale]);
    expect(learnedBy(otherPeer).has(alone)).toBe(false);
  });
});

describe('what each neighbor is configured with', () => {
  test.each([
    ['disabled', undefined],
    ['helper', []],
    ['restarter', [{ afi: 1, safi: 1, forwardingPreserved: false }]],
  ] as const)('%s', (gracefulRestartMode, families) => {
    const { peers } = routerAndScripts([{ address: restarter, peer: { gracefulRestartMode } }]);
    const [open] = peers[0].receivedOf('OPEN');
    const offered = open.capabilities.find((capability) => capability.name === 'graceful-restart');
    expect(offered?.name === 'graceful-restart' ? offered.families : undefined).toEqual(families);
    // End-of-RIB is part of it (RFC 4724, section 2).
    expect(peers[0].receivedOf('UPDATE')).toHaveLength(families === undefined ? 0 : 1);
  });

  test('a neighbor that is not helped loses its routes with its session', () => {
    const { network, router, peers } = routerAndScripts([
      { address: restarter, capabilities: offer(65_001), peer: { gracefulRestartMode: 'disabled' } },
    ]);
    peers[0].send(advertisement([alone]));
    network.settle();
    peers[0].close();
    network.settle();
    expect(router.prefix(alone)).toBeUndefined();
  });
});
