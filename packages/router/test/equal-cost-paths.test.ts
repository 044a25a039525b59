import { networks } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes, withdrawal } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

/** The lab of the golden outputs: three nodes of AS 65001, and the address of a load balancer from each of them. */
const nodes = ['192.168.20.100', '192.168.10.100', '192.168.10.101'];
const serviceAddress = '172.16.1.1/32';
const sorted = ['192.168.10.100', '192.168.10.101', '192.168.20.100'];

function lab(advertisers: readonly string[] = nodes) {
  const scene = routerAndScripts(
    nodes.map((address) => ({ address })),
    { networks: networks('10.10.1.0/24'), maximumPaths: paths(64) },
  );
  for (const [place, peer] of scene.peers.entries())
    if (advertisers.includes(nodes[place]))
      peer.send(advertisement([serviceAddress], routeAttributes({ nextHop: nodes[place] })));
  scene.network.settle();
  return scene;
}

function paths(count: number) {
  const width = { external: count, internal: count, equalClusterLength: false };
  return { 'ipv4-unicast': width, 'ipv6-unicast': width };
}

describe('three nodes that advertise one address', () => {
  test('share its load; the next hops are in the order of addresses', () => {
    const { router } = lab();
    expect(router.router.selectedRouteFor('ipv4-unicast', serviceAddress)).toMatchObject({
      family: 'ipv4-unicast',
      prefix: serviceAddress,
      source: 'external',
      nextHops: sorted,
      multiExitDisc: 0,
    });
    expect(router.nextHops(serviceAddress)).toEqual(sorted);
  });

  test('the explanation names the best one and says that the others share the load', () => {
    const { router } = lab();
    const { routes, selectionReason } = router.prefix(serviceAddress)!;
    const best = routes.filter((route) => route.best);
    expect(best).toHaveLength(1);
    expect(best[0].explanationText).toBe('best route');
    const address = best[0].peer!.address;
    for (const route of routes.filter((other) => !other.best)) {
      expect(route).toMatchObject({ valid: true, multipath: true, explanation: { outcome: 'multipath' } });
      expect(route.explanationText).toBe(
        `lost at BGP Identifier to the route from ${address}, and shares its load`,
      );
    }
    expect(selectionReason).toBe('Router ID');
  });

  test('when one goes its next hop goes, and when all are gone the address is', () => {
    const { network, router, peers } = lab();
    for (const [place, left] of [
      [0, ['192.168.10.100', '192.168.10.101']],
      [2, ['192.168.10.100']],
      [1, []],
    ] as const) {
      peers[place].send(withdrawal(serviceAddress));
      network.settle();
      expect(router.nextHops(serviceAddress)).toEqual(left);
    }
    expect(router.fib.has(serviceAddress)).toBe(false);
  });

  test('routes-changed says so each time, and the others are not sent anything for it', () => {
    const { network, router, peers } = lab([nodes[1]]);
    const updates = peers[1].receivedOf('UPDATE').length;
    const { version } = router.prefix(serviceAddress)!;
    peers[0].send(advertisement([serviceAddress], routeAttributes({ nextHop: nodes[0] })));
    network.settle();
    expect(router.prefix(serviceAddress)!.version).toBe(version);
    expect(router.nextHops(serviceAddress)).toHaveLength(2);
    expect(peers[1].receivedOf('UPDATE')).toHaveLength(updates);
  });

  test('a longer path shares nothing, and is told why', () => {
    const { network, router, peers } = lab();
    const longer = routeAttributes({ nextHop: nodes[0], asPath: asPath(65_001, 65_001) });
    peers[0].send(advertisement([serviceAddress], longer));
    network.settle();
    expect(router.nextHops(serviceAddress)).toEqual(['192.168.10.100', '192.168.10.101']);
    const route = router.prefix(serviceAddress)!.routes.find(({ peer }) => peer?.address === nodes[0])!;
    expect(route.explanationText).toMatch(
      /^lost at AS_PATH length to the route from 192\.168\.10\.10[01]: AS_PATH length 2, the other has AS_PATH length 1$/,
    );
  });
});

describe('next hops', () => {
  test('one that cannot be reached leaves the set, and comes back', () => {
    const { network, router } = lab();
    router.nextHopChanged('192.168.20.100', false, 0);
    network.settle();
    expect(router.nextHops(serviceAddress)).toEqual(['192.168.10.100', '192.168.10.101']);
    const route = router
      .prefix(serviceAddress)!
      .routes.find(({ peer }) => peer?.address === '192.168.20.100')!;
    expect(route).toMatchObject({ valid: false, nextHopReachable: false });
    expect(route.explanationText).toBe(
      'takes no part in the decision: its next hop cannot be reached: 192.168.20.100 is said to be unreachable',
    );
    router.nextHopChanged('192.168.20.100', true, 0);
    network.settle();
    expect(router.nextHops(serviceAddress)).toEqual(sorted);
  });

  test('the nearer ones are preferred', () => {
    const { network, router } = lab();
    for (const nextHop of ['192.168.10.100', '192.168.20.100']) router.nextHopChanged(nextHop, true, 20);
    network.settle();
    expect(router.nextHops(serviceAddress)).toEqual(['192.168.10.101']);
    const route = router
      .prefix(serviceAddress)!
      .routes.find(({ peer }) => peer?.address === '192.168.20.100')!;
    expect(route).toMatchObject({ valid: true, nextHopMetric: 20, explanation: { step: 'interior-cost' } });
  });

  test('when none can be reached nothing is selected, and it is withdrawn from the peers', () => {
    const { network, router, peers } = lab();
    expect(learnedBy(peers[0]).has(serviceAddress)).toBe(true);
    for (const nextHop of nodes) router.nextHopChanged(nextHop, false, 0);
    network.settle();
    expect(router.fib.has(serviceAddress)).toBe(false);
    expect(learnedBy(peers[0]).has(serviceAddress)).toBe(false);
  });

  test('two routes with one next hop give that next hop once', () => {
    const { network, router, peers } = lab([]);
    for (const peer of peers.slice(0, 2))
      peer.send(advertisement([serviceAddress], routeAttributes({ nextHop: '192.168.10.50' })));
    network.settle();
    expect(router.nextHops(serviceAddress)).toEqual(['192.168.10.50']);
  });

  test('one that is our own address is no next hop (RFC 4271, section 6.3)', () => {
    const { network, router, peers } = lab([]);
    peers[0].send(advertisement([serviceAddress], routeAttributes({ nextHop: '192.0.2.1' })));
    network.settle();
    expect(router.fib.has(serviceAddress)).toBe(false);
    expect(router.prefix(serviceAddress)!.routes[0].explanationText).toBe(
      'takes no part in the decision: its next hop is our own address',
    );
  });
});

test('the longest prefix that holds an address is found', () => {
  const { network, router, peers } = lab();
  peers[0].send(advertisement(['172.16.0.0/12'], routeAttributes({ nextHop: nodes[0] })));
  network.settle();
  const match = (address: string) => router.router.longestMatch('ipv4-unicast', address)?.prefix;
  expect([match('172.16.1.1'), match('172.16.1.2'), match('8.8.8.8')]).toEqual([
    serviceAddress,
    '172.16.0.0/12',
    undefined,
  ]);
});
