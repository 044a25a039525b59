import type { RouterConfiguration } from '@bgpeer/router';
import { networks, peerConfiguration, peerFamilySettings, peerSettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes } from './support/messages.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

const [first, second, third] = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const prefix = '10.9.0.0/16';

/** Two peers that advertise one prefix with paths of equal length. */
function scene(configuration: Partial<RouterConfiguration> = {}) {
  const scripts = routerAndScripts([{ address: first }, { address: second, asNumber: 65_002 }], {
    networks: networks('10.1.0.0/16', '10.2.0.0/16'),
    ...configuration,
  });
  const { network, router, peers } = scripts;
  peers[0].send(advertisement([prefix]));
  peers[1].send(advertisement([prefix], routeAttributes({ asPath: asPath(65_002), nextHop: second })));
  network.settle();
  return {
    ...scripts,
    reconfigure: (change: (now: RouterConfiguration) => Partial<RouterConfiguration>) => {
      const now = router.router.configuration;
      router.command({ name: 'configure', configuration: { ...now, ...change(now) } });
      network.settle();
    },
  };
}

describe('another configuration', () => {
  test('that is the same touches nothing', () => {
    const { router, peers, reconfigure } = scene();
    const messages = peers.map(({ received }) => received.length);
    const { tableVersion } = router.router.summary().families[0];
    reconfigure(() => ({}));
    expect(peers.map(({ received }) => received.length)).toEqual(messages);
    expect(router.router.summary().families[0].tableVersion).toBe(tableVersion);
  });

  test('adds and removes networks', () => {
    const { peers, reconfigure } = scene();
    reconfigure(() => ({ networks: networks('10.2.0.0/16', '10.3.0.0/16', '2001:db8::/32') }));
    expect([...learnedBy(peers[0]).keys()].sort()).toEqual(['10.2.0.0/16', '10.3.0.0/16', prefix]);
  });

  test('takes back a network that only a command added, and brings back one that a command deleted', () => {
    const { router, peers, reconfigure } = scene();
    const before = router.router.configuration;
    router.command({ name: 'network-add', family: 'ipv4-unicast', prefix: '10.4.0.0/16' });
    router.command({ name: 'network-delete', family: 'ipv4-unicast', prefix: '10.1.0.0/16' });
    reconfigure(() => ({}));
    expect([...learnedBy(peers[0]).keys()].sort()).toEqual(['10.2.0.0/16', '10.4.0.0/16', prefix]);
    reconfigure(() => before);
    expect([...learnedBy(peers[0]).keys()].sort()).toEqual(['10.1.0.0/16', '10.2.0.0/16', prefix]);
  });

  test('gives a network that a command added the route-map that it says', () => {
    const { router, peers, reconfigure } = scene();
    const network = { family: 'ipv4-unicast', prefix: '10.4.0.0/16' } as const;
    router.command({ name: 'network-add', ...network });
    reconfigure((now) => ({
      networks: [
        ...now.networks.filter((known) => known.prefix !== network.prefix),
        { ...network, routeMap: 'NONE' },
      ],
      policies: {
        ...now.policies,
        routeMaps: [{ name: 'NONE', entries: [{ sequence: 10, action: 'deny', matches: [], sets: [] }] }],
      },
    }));
    expect([...learnedBy(peers[0]).keys()].sort()).toEqual(['10.1.0.0/16', '10.2.0.0/16', prefix]);
  });

  test('without a peer: Cease 6/3, its routes go, the other stays', () => {
    const { router, peers, reconfigure } = scene();
    reconfigure((now) => ({ peers: now.peers.filter(({ address }) => address !== first) }));
    expect(peers[0].receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 3 }]);
    expect(router.router.peers().map(({ address }) => address)).toEqual([second]);
    expect(router.nextHops(prefix)).toEqual([second]);
    expect(peers[1].receivedOf('NOTIFICATION')).toEqual([]);
  });

  test('with a changed peer: Cease 6/6, and it comes back with the new settings', () => {
    const { network, router, peers, reconfigure } = scene();
    reconfigure((now) => ({
      peers: now.peers.map((peer) =>
        peer.address === first ? { ...peer, description: 'node 1', holdTimeSeconds: 90 } : peer,
      ),
    }));
    expect(peers[0].receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 6 }]);
    expect(router.isEstablished(second)).toBe(true);
    connect(network, router, peers[0], first);
    expect(router.peer(first)).toMatchObject({
      description: 'node 1',
      configured: { holdTimeSeconds: 90, keepaliveTimeSeconds: 3 },
    });
    expect(peers[0].receivedOf('OPEN')).toMatchObject([{ holdTimeSeconds: 90 }]);
  });

  test('with a peer more: it is started at once', () => {
    const { network, router, reconfigure } = scene();
    const more = network.addScriptedPeer(third, { addresses: [third], asNumber: 65_003 });
    reconfigure((now) => ({ peers: [...now.peers, peerConfiguration(third)] }));
    network.runUntil(() => more.receivedOf('OPEN').length > 0);
    more.sendOpen();
    more.sendKeepalive();
    network.runUntil(() => router.isEstablished(third));
    network.settle();
    expect(learnedBy(more).has(prefix)).toBe(true);
  });

  test('of the speaker itself (its AS number) begins every session anew', () => {
    const { router, peers, reconfigure } = scene();
    reconfigure(() => ({ asNumber: 65_100 }));
    for (const peer of peers)
      expect(peer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 6 }]);
    expect([...router.fib.keys()].sort()).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });

  test('with multipath-relax, and with fewer maximum-paths, decides again without touching a session', () => {
    const { router, peers, reconfigure } = scene();
    expect(router.nextHops(prefix)).toEqual([first]);
    reconfigure((now) => ({ decision: { ...now.decision, multipathRelax: true } }));
    expect(router.nextHops(prefix)).toEqual([first, second]);
    const one = { external: 1, internal: 1, equalClusterLength: false };
    reconfigure(() => ({ maximumPaths: { 'ipv4-unicast': one, 'ipv6-unicast': one } }));
    expect(router.nextHops(prefix)).toEqual([first]);
    for (const peer of peers) expect(peer.receivedOf('NOTIFICATION')).toEqual([]);
  });
});

describe('dynamic peers and another configuration', () => {
  const dynamic = () => {
    const settings = peerSettings();
    const scripts = scene({ listenRanges: [{ prefix: '192.0.2.0/24', settings }] });
    const peer = scripts.network.addScriptedPeer(third, { addresses: [third], asNumber: 65_003 });
    connect(scripts.network, scripts.router, peer, third);
    return { ...scripts, peer, settings };
  };

  test('they stay while their range is the same', () => {
    const { router, peer, reconfigure } = dynamic();
    reconfigure((now) => ({
      listenRanges: [...now.listenRanges, { prefix: '10.0.0.0/8', settings: peerSettings() }],
    }));
    expect(router.isEstablished(third)).toBe(true);
    expect(peer.receivedOf('NOTIFICATION')).toEqual([]);
  });

  test('they stay when another policy is hung on it', () => {
    const { router, peer, reconfigure, settings } = dynamic();
    peer.send(advertisement(['10.8.0.0/16'], routeAttributes({ asPath: asPath(65_003), nextHop: third })));
    const families = { 'ipv4-unicast': peerFamilySettings({ weight: 9 }) };
    reconfigure(() => ({ listenRanges: [{ prefix: '192.0.2.0/24', settings: { ...settings, families } }] }));
    expect(router.prefix('10.8.0.0/16')!.routes).toMatchObject([{ weight: 9 }]);
    expect(peer.receivedOf('NOTIFICATION')).toEqual([]);
  });

  test('they go with it', () => {
    const { router, peer, reconfigure } = dynamic();
    reconfigure(() => ({ listenRanges: [] }));
    expect(peer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 3 }]);
    expect(router.router.peers().map(({ address }) => address)).toEqual([first, second]);
  });

  test('one that is configured by its address from now on is no dynamic one any more', () => {
    const { router, peer, reconfigure } = dynamic();
    reconfigure((now) => ({
      peers: [...now.peers, peerConfiguration(third, { passive: true, description: 'node 3' })],
    }));
    expect(peer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 6 }]);
    expect(router.peer(third).dynamicFrom).toBeUndefined();
    expect(router.peer(third).description).toBe('node 3');
  });
});
