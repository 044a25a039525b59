import type { StaticRouteConfiguration, UnderlayNextHop, UnderlayProtocol } from '@bgpeer/router';
import { allFamilies, peerFamilySettings, type VirtualRouter } from '@bgpeer/testkit';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  advertisement6,
  asPath,
  capabilities,
  learnedBy,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
import { reconfigure, reconfigurePeer, routeMapIn } from './support/policies.ts';
import { type RouterAndScripts, routerAndScripts } from './support/router-and-scripts.ts';

const peerAddress = '192.0.2.2';
const far = '198.51.100.7';

function hear(
  router: VirtualRouter,
  prefix: string,
  protocol: UnderlayProtocol,
  nextHops: readonly UnderlayNextHop[],
  metric = 0,
): void {
  const family = prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
  router.hear({ type: 'underlay-route-changed', route: { family, prefix, protocol, nextHops, metric } });
}

function forget(router: VirtualRouter, prefix: string, protocol: UnderlayProtocol): void {
  router.hear({ type: 'underlay-route-removed', family: 'ipv4-unicast', prefix, protocol });
}

/** A router with one external peer two hops from nowhere, in a connected subnet; the underlay is known. */
function scene(): RouterAndScripts {
  const made = routerAndScripts([{ address: peerAddress, peer: { ebgpMultihop: 2 } }]);
  hear(made.router, '192.0.2.0/24', 'connected', [{ interfaceName: 'eth1' }]);
  made.router.hear({ type: 'underlay-known' });
  made.network.settle();
  return made;
}

function forwarding({ router }: RouterAndScripts, prefix: string) {
  return router.fib.get(prefix)?.forwarding;
}

function learn({ network, peers }: RouterAndScripts, prefix: string, nextHop: string): void {
  peers[0].send(advertisement([prefix], routeAttributes({ nextHop })));
  network.settle();
}

describe('a next hop', () => {
  test('is reachable at cost 0 as long as nothing is known of the machine', () => {
    const made = routerAndScripts([{ address: peerAddress }]);
    learn(made, '10.0.0.0/24', far);
    expect(forwarding(made, '10.0.0.0/24')).toEqual({
      kind: 'unicast',
      hops: [{ nextHop: far, gateway: far, weight: 1 }],
    });
    expect(made.router.router.nextHops()).toEqual([
      {
        address: far,
        reachable: true,
        metric: 0,
        hops: [{ gateway: far }],
        prefixCounts: { 'ipv4-unicast': 1 },
      },
    ]);
  });

  test('in a connected subnet is its own gateway', () => {
    const made = scene();
    learn(made, '10.0.0.0/24', peerAddress);
    expect(forwarding(made, '10.0.0.0/24')).toEqual({
      kind: 'unicast',
      hops: [{ nextHop: peerAddress, gateway: peerAddress, interfaceName: 'eth1', weight: 1 }],
    });
    expect(made.router.router.nextHops()).toMatchObject([
      { address: peerAddress, via: { prefix: '192.0.2.0/24', protocol: 'connected' } },
    ]);
  });

  test('behind a static route has its gateways and its metric', () => {
    const made = scene();
    const gateways = [
      { gateway: '192.0.2.8', interfaceName: 'eth1' },
      { gateway: '192.0.2.9', interfaceName: 'eth1' },
    ];
    hear(made.router, '198.51.100.0/24', 'static', gateways, 30);
    learn(made, '10.0.0.0/24', far);
    expect(forwarding(made, '10.0.0.0/24')).toEqual({
      kind: 'unicast',
      hops: gateways.map((gateway) => ({ nextHop: far, ...gateway, weight: 1 })),
    });
    expect(made.router.prefix('10.0.0.0/24')!.routes[0].nextHopMetric).toBe(30);
  });

  test('is resolved through the longest match, a default route too', () => {
    const made = scene();
    hear(made.router, '0.0.0.0/0', 'kernel', [{ gateway: '192.0.2.254', interfaceName: 'eth1' }], 100);
    learn(made, '10.0.0.0/24', far);
    expect(made.router.prefix('10.0.0.0/24')!.routes[0].nextHopMetric).toBe(100);
    hear(made.router, '198.51.100.0/25', 'kernel', [{ gateway: '192.0.2.253', interfaceName: 'eth1' }], 5);
    made.network.settle();
    expect(forwarding(made, '10.0.0.0/24')).toMatchObject({ hops: [{ gateway: '192.0.2.253' }] });
    expect(made.router.prefix('10.0.0.0/24')!.routes[0].nextHopMetric).toBe(5);
    forget(made.router, '198.51.100.0/25', 'kernel');
    made.network.settle();
    expect(forwarding(made, '10.0.0.0/24')).toMatchObject({ hops: [{ gateway: '192.0.2.254' }] });
  });

  test('that cannot be reached: the route is kept, not used, and says so; it is used when the way is there', () => {
    const made = scene();
    learn(made, '10.0.0.0/24', far);
    expect(forwarding(made, '10.0.0.0/24')).toBeUndefined();
    const [route] = made.router.prefix('10.0.0.0/24')!.routes;
    expect(route).toMatchObject({
      valid: false,
      nextHopReachable: false,
      explanation: { outcome: 'ineligible', reason: 'next-hop-unreachable' },
    });
    expect(route.explanationText).toContain(far);
    expect(made.router.router.nextHops()).toMatchObject([
      { address: far, reachable: false, whyNot: `no route to ${far}` },
    ]);
    hear(made.router, '198.51.100.0/24', 'kernel', [{ gateway: '192.0.2.254', interfaceName: 'eth1' }]);
    made.network.settle();
    expect(forwarding(made, '10.0.0.0/24')).toMatchObject({ hops: [{ gateway: '192.0.2.254' }] });
    forget(made.router, '198.51.100.0/24', 'kernel');
    made.network.settle();
    expect(forwarding(made, '10.0.0.0/24')).toBeUndefined();
  });

  test('whose route leads to nowhere on purpose: what is sent there is dropped', () => {
    const made = scene();
    hear(made.router, '198.51.100.7/32', 'static', []);
    learn(made, '10.0.0.0/24', far);
    expect(forwarding(made, '10.0.0.0/24')).toEqual({ kind: 'blackhole' });
  });

  test('of which somebody outside says something is what they say', () => {
    const made = scene();
    learn(made, '10.0.0.0/24', peerAddress);
    made.router.nextHopChanged(peerAddress, false, 0);
    made.network.settle();
    expect(forwarding(made, '10.0.0.0/24')).toBeUndefined();
  });
});

test('an external peer one hop away is not sought behind a default route while its session stands', () => {
  const { router, network, peers } = routerAndScripts([{ address: peerAddress }]);
  hear(router, '192.0.2.0/24', 'connected', [{ interfaceName: 'eth1' }]);
  hear(router, '0.0.0.0/0', 'kernel', [{ gateway: '203.0.113.1', interfaceName: 'eth0' }]);
  router.hear({ type: 'underlay-known' });
  peers[0].send(advertisement(['10.0.0.0/24']));
  peers[0].send(advertisement(['10.0.1.0/24'], routeAttributes({ nextHop: far })));
  network.settle();
  expect(router.nextHops('10.0.0.0/24')).toEqual([peerAddress]);
  forget(router, '192.0.2.0/24', 'connected');
  network.settle();
  expect(router.nextHops('10.0.0.0/24')).toEqual([]);
  expect(router.prefix('10.0.0.0/24')!.routes[0].explanationText).toContain('disable-connected-check');
  expect(router.nextHops('10.0.1.0/24')).toEqual([far]);
});

test('an external peer one hop away may be where a static route says', () => {
  const { router, network, peers } = routerAndScripts([{ address: peerAddress }]);
  hear(router, '203.0.113.0/24', 'connected', [{ interfaceName: 'eth0' }]);
  hear(router, `${peerAddress}/32`, 'static', [{ gateway: '203.0.113.1', interfaceName: 'eth0' }]);
  router.hear({ type: 'underlay-known' });
  peers[0].send(advertisement(['10.0.0.0/24']));
  network.settle();
  expect(router.nextHops('10.0.0.0/24')).toEqual([peerAddress]);
  forget(router, `${peerAddress}/32`, 'static');
  hear(router, '0.0.0.0/0', 'static', [{ gateway: '203.0.113.1', interfaceName: 'eth0' }]);
  network.settle();
  expect(router.nextHops('10.0.0.0/24')).toEqual([]);
});

describe('an address of this machine as next hop (RFC 4271, section 6.3)', () => {
  const ours = '198.51.100.1';
  const prefix = '10.0.0.0/24';
  /** An interface with these addresses, besides the one towards the peer. */
  function have(router: VirtualRouter, ...localAddresses: readonly string[]): void {
    const connected = { family: 'ipv4-unicast', protocol: 'connected', metric: 0 } as const;
    const nextHops = [{ interfaceName: 'eth2' }];
    const route = { ...connected, prefix: '198.51.100.0/24', nextHops, localAddresses };
    router.hear({ type: 'underlay-route-changed', route });
  }

  test.each([true, false])('makes a route unusable, the underlay known: %s', (isKnown) => {
    const made = isKnown ? scene() : routerAndScripts([{ address: peerAddress }]);
    const { router } = made;
    have(router, ours, '198.51.100.2');
    learn(made, prefix, ours);
    expect(router.nextHops(prefix)).toEqual([]);
    expect(router.prefix(prefix)!.routes).toMatchObject([
      { valid: false, explanation: { outcome: 'ineligible', reason: 'next-hop-is-ours' } },
    ]);
    expect(router.router.explainAbsence('ipv4-unicast', prefix)).toMatchObject({
      routes: [{ nextHop: ours, text: 'its next hop is our own address' }],
    });
    expect(router.router.nextHops()).toMatchObject([
      { address: ours, reachable: false, whyNot: `${ours} is an address of our own` },
    ]);
  });

  test('for as long as the machine has it', () => {
    const made = scene();
    const { router, network } = made;
    learn(made, prefix, ours);
    expect(router.nextHops(prefix)).toEqual([]);
    have(router, '198.51.100.2');
    network.settle();
    expect(router.nextHops(prefix)).toEqual([ours]);
    have(router, ours);
    network.settle();
    expect(router.nextHops(prefix)).toEqual([]);
    forget(router, '198.51.100.0/24', 'connected');
    hear(router, '198.51.100.0/24', 'kernel', [{ gateway: peerAddress }]);
    network.settle();
    expect(router.nextHops(prefix)).toEqual([ours]);
  });

  test('is none of the concern of routes of our own', () => {
    const entry = { set: 'next-hop', family: 'ipv4-unicast', nextHop: ours } as const;
    const made = routerAndScripts([{ address: peerAddress, peer: { ebgpMultihop: 2 } }], {
      policies: routeMapIn([{ sets: [entry] }]),
      networks: [{ family: 'ipv4-unicast', prefix, routeMap: 'IN' }],
    });
    have(made.router, ours);
    made.router.hear({ type: 'underlay-known' });
    made.network.settle();
    expect(made.router.prefix(prefix)!.routes).toMatchObject([{ valid: true, best: true }]);
    expect(learnedBy(made.peers[0]).has(prefix)).toBe(true);
  });
});

describe('recursive next hops (RFC 4271, section 5.1.3)', () => {
  test('are resolved through routes of BGP, and follow them', () => {
    const made = scene();
    learn(made, '10.0.0.0/24', far);
    expect(forwarding(made, '10.0.0.0/24')).toBeUndefined();
    learn(made, '198.51.100.0/24', peerAddress);
    expect(forwarding(made, '10.0.0.0/24')).toEqual({
      kind: 'unicast',
      hops: [{ nextHop: far, gateway: peerAddress, interfaceName: 'eth1', weight: 1 }],
    });
    expect(made.router.router.nextHops()).toMatchObject([
      { address: peerAddress },
      { address: far, via: { prefix: '198.51.100.0/24', protocol: 'bgp' } },
    ]);
    learn(made, '198.51.100.0/24', '192.0.2.3');
    expect(forwarding(made, '10.0.0.0/24')).toMatchObject({ hops: [{ gateway: '192.0.2.3' }] });
    made.peers[0].send(withdrawal('198.51.100.0/24'));
    made.network.settle();
    expect(forwarding(made, '10.0.0.0/24')).toBeUndefined();
  });

  test('are as far as AIGP and the way to the last of them say together (RFC 7311, section 4.2)', () => {
    const made = scene();
    const { router, network, peers } = made;
    const families = { 'ipv4-unicast': peerFamilySettings({ aigp: true }) };
    reconfigurePeer(router, peerAddress, { families });
    const metric = () => router.prefix('10.0.0.0/24')!.routes[0].nextHopMetric;
    const tellWay = (value: string) => {
      const aigp = [{ type: 1, value }];
      peers[0].send(advertisement(['198.51.100.0/24'], routeAttributes({ nextHop: '203.0.113.1', aigp })));
      network.settle();
    };
    hear(router, '203.0.113.1/32', 'kernel', [{ gateway: '192.0.2.8' }], 7);
    learn(made, '10.0.0.0/24', far);
    tellWay('0000000000000064');
    expect(metric()).toBe(107);
    tellWay('00000000000000c8');
    expect(metric()).toBe(207);
    tellWay('00000001ffffffff');
    expect(metric()).toBe(0xffff_ffff);
    reconfigure(router, ({ decision }) => ({ decision: { ...decision, ignoreAccumulatedIgpMetric: true } }));
    network.settle();
    expect(metric()).toBe(7);
  });

  test('a more specific route to the next hop itself is passed over', () => {
    const made = scene();
    learn(made, '192.0.2.2/32', peerAddress);
    expect(forwarding(made, '192.0.2.2/32')).toMatchObject({ hops: [{ gateway: peerAddress }] });
  });

  test('two routes that lead to each other lead nowhere', () => {
    const made = scene();
    learn(made, '198.51.100.0/24', '203.0.113.9');
    learn(made, '203.0.113.0/24', far);
    expect(forwarding(made, '198.51.100.0/24')).toBeUndefined();
    expect(forwarding(made, '203.0.113.0/24')).toBeUndefined();
    // A way out of the circle: both hold at once, and still do when it is more than needed.
    hear(made.router, '203.0.113.9/32', 'kernel', [{ gateway: peerAddress, interfaceName: 'eth1' }]);
    made.network.settle();
    expect(forwarding(made, '198.51.100.0/24')).toMatchObject({ hops: [{ gateway: peerAddress }] });
    expect(forwarding(made, '203.0.113.0/24')).toMatchObject({ hops: [{ gateway: peerAddress }] });
  });

  test('a chain of nine is too long', () => {
    const made = scene();
    const link = (place: number): string => `203.0.${place}.1`;
    for (let place = 0; place < 9; place += 1) learn(made, `203.0.${place}.0/24`, link(place + 1));
    hear(made.router, `203.0.9.0/24`, 'kernel', [{ gateway: peerAddress, interfaceName: 'eth1' }]);
    made.network.settle();
    const ends = [0, 1, 2, 3].map((place) => forwarding(made, `203.0.${place}.0/24`) !== undefined);
    expect(ends).toEqual([false, true, true, true]);
  });
});

test('the nearer exit wins, and only what goes through a next hop is decided again', () => {
  const made = routerAndScripts(
    [
      { address: peerAddress, asNumber: 65_000 },
      { address: '192.0.2.3', asNumber: 65_000 },
    ].map((side) => ({ ...side, peer: { remoteAs: { kind: 'internal' } as const } })),
  );
  const { network, router, peers } = made;
  hear(router, '198.51.100.1/32', 'kernel', [{ gateway: '192.0.2.8' }], 10);
  hear(router, '198.51.100.2/32', 'kernel', [{ gateway: '192.0.2.9' }], 20);
  router.hear({ type: 'underlay-known' });
  for (const [place, peer] of peers.entries()) {
    const nextHop = `198.51.100.${place + 1}`;
    peer.send(advertisement(['10.0.0.0/24'], { ...routeAttributes({ nextHop }), localPref: 100 }));
  }
  network.settle();
  expect(router.nextHops('10.0.0.0/24')).toEqual(['198.51.100.1']);
  const before = router.prefix('10.0.0.0/24')!.version;
  hear(router, '198.51.100.1/32', 'kernel', [{ gateway: '192.0.2.8' }], 30);
  network.settle();
  expect(router.nextHops('10.0.0.0/24')).toEqual(['198.51.100.2']);
  expect(router.prefix('10.0.0.0/24')!.version).toBeGreaterThan(before);
});

test('a link-local next hop is on the link of the peer that told of it', () => {
  const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
  const made = routerAndScripts([
    {
      address: peerAddress,
      peer: { families },
      capabilities: capabilities(65_001, ['ipv4-unicast', 'ipv6-unicast']),
    },
  ]);
  hear(made.router, '192.0.2.0/24', 'connected', [{ interfaceName: 'eth1' }]);
  hear(made.router, 'fe80::/64', 'connected', [{ interfaceName: 'eth0' }, { interfaceName: 'eth1' }]);
  made.router.hear({ type: 'underlay-known' });
  made.peers[0].send(advertisement6(['2001:db8::/32'], routeAttributes({ nextHop: 'fe80::2' })));
  made.network.settle();
  expect(forwarding(made, '2001:db8::/32')).toEqual({
    kind: 'unicast',
    hops: [{ nextHop: 'fe80::2', gateway: 'fe80::2', interfaceName: 'eth1', weight: 1 }],
  });
});

test('a route with the BLACKHOLE community is dropped, and kept apart from nothing else (RFC 7999)', () => {
  const made = scene();
  made.peers[0].send(
    advertisement(['10.0.0.1/32'], routeAttributes({ nextHop: peerAddress, communities: [0xffff029a] })),
  );
  made.network.settle();
  expect(forwarding(made, '10.0.0.1/32')).toEqual({ kind: 'blackhole' });
});

test('shares by link bandwidth', () => {
  const sides = ['192.0.2.2', '192.0.2.3'];
  const made = routerAndScripts(sides.map((address) => ({ address })));
  // 1 and 3 gigabit a second, in octets, as a float of four octets.
  const bandwidths = ['4004fde84cee6b28', '4004fde84db2d05e'];
  for (const [place, peer] of made.peers.entries()) {
    const nextHop = sides[place];
    const extendedCommunities = [bandwidths[place]];
    peer.send(
      advertisement(
        ['10.0.0.0/24'],
        routeAttributes({ nextHop, asPath: asPath(65_001), extendedCommunities }),
      ),
    );
  }
  made.network.settle();
  expect(forwarding(made, '10.0.0.0/24')).toMatchObject({ hops: [{ weight: 25 }, { weight: 75 }] });
});

describe('static routes of the configuration', () => {
  const via = { kind: 'gateway', address: '192.0.2.9' } as const;
  const route = { family: 'ipv4-unicast', prefix: '198.51.100.0/24', via, distance: 1, tag: 7 } as const;

  function withStatics(staticRoutes: readonly StaticRouteConfiguration[]) {
    return routerAndScripts([{ address: peerAddress }], { staticRoutes });
  }

  test('hold while nothing is known of the machine, and then while their gateway is connected', () => {
    const made = withStatics([route]);
    const hop = { gateway: '192.0.2.9', weight: 1 };
    expect(made.router.router.staticRoutes()).toEqual([
      {
        family: 'ipv4-unicast',
        prefix: route.prefix,
        distance: 1,
        tag: 7,
        since: expect.any(Number),
        forwarding: { kind: 'unicast', hops: [hop] },
      },
    ]);
    made.router.hear({ type: 'underlay-known' });
    made.network.settle();
    expect(made.router.router.staticRoutes()).toEqual([]);
    hear(made.router, '192.0.2.0/24', 'connected', [{ interfaceName: 'eth1' }]);
    made.network.settle();
    expect(made.router.router.staticRoutes()).toMatchObject([
      { forwarding: { kind: 'unicast', hops: [{ ...hop, interfaceName: 'eth1' }] } },
    ]);
    learn(made, '10.0.0.0/24', far);
    expect(forwarding(made, '10.0.0.0/24')).toMatchObject({ hops: [{ gateway: '192.0.2.9' }] });
  });

  test('are resolved through routes of the machine, but for its default route', () => {
    const made = withStatics([{ ...route, via: { kind: 'gateway', address: '203.0.113.9' } }]);
    made.router.hear({ type: 'underlay-known' });
    hear(made.router, '0.0.0.0/0', 'kernel', [{ gateway: '192.0.2.254', interfaceName: 'eth1' }]);
    made.network.settle();
    expect(made.router.router.staticRoutes()).toEqual([]);
    hear(made.router, '203.0.113.0/24', 'kernel', [{ gateway: '192.0.2.8', interfaceName: 'eth1' }]);
    made.network.settle();
    expect(made.router.router.staticRoutes()).toMatchObject([
      { forwarding: { hops: [{ gateway: '192.0.2.8', interfaceName: 'eth1' }] } },
    ]);
    hear(made.router, '203.0.113.9/32', 'connected', [{ interfaceName: 'eth2' }]);
    made.network.settle();
    expect(made.router.router.staticRoutes()).toMatchObject([
      { forwarding: { hops: [{ gateway: '203.0.113.9', interfaceName: 'eth2' }] } },
    ]);
    forget(made.router, '203.0.113.9/32', 'connected');
    forget(made.router, '203.0.113.0/24', 'kernel');
    made.network.settle();
    expect(made.router.router.staticRoutes()).toEqual([]);
  });

  test('the least distance holds; equal ones share the load', () => {
    const other = { ...route, via: { kind: 'gateway', address: '192.0.2.10' } } as const;
    const backup = { ...route, via: { kind: 'blackhole' }, distance: 250 } as const;
    const made = withStatics([backup, route, other]);
    expect(made.router.router.staticRoutes()).toMatchObject([
      { distance: 1, forwarding: { hops: [{ gateway: '192.0.2.9' }, { gateway: '192.0.2.10' }] } },
    ]);
    made.router.hear({ type: 'underlay-known' });
    made.network.settle();
    expect(made.router.router.staticRoutes()).toMatchObject([
      { distance: 250, forwarding: { kind: 'blackhole' } },
    ]);
  });

  test('are told of when the configuration changes', () => {
    const made = withStatics([route]);
    const configuration = { ...made.router.router.configuration, staticRoutes: [] };
    made.router.command({ name: 'configure', configuration });
    made.network.settle();
    expect(made.router.router.staticRoutes()).toEqual([]);
  });
});

test('peers hear of what becomes reachable', () => {
  const made = routerAndScripts([{ address: peerAddress }, { address: '192.0.2.3', asNumber: 65_003 }]);
  made.router.hear({ type: 'underlay-known' });
  learn(made, '10.0.0.0/24', far);
  expect(learnedBy(made.peers[1]).has('10.0.0.0/24')).toBe(false);
  hear(made.router, '198.51.100.0/24', 'kernel', [{ gateway: peerAddress }]);
  made.network.settle();
  expect(learnedBy(made.peers[1]).has('10.0.0.0/24')).toBe(true);
});

const links = fc.constantFrom('192.0.2.0/24', '203.0.113.0/24', '198.51.100.0/25', '0.0.0.0/0');
const gateway = fc.constantFrom('192.0.2.8', '192.0.2.9');
const happening = fc.oneof(
  fc.record({ hear: links, gateway, metric: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ forget: links }),
  fc.record({
    learn: fc.constantFrom('10.0.0.0/24', '198.51.100.0/24', '203.0.113.0/26', '198.51.100.0/26'),
    nextHop: fc.constantFrom(peerAddress, far, '203.0.113.9', '198.51.100.200'),
  }),
  fc.record({ withdraw: fc.constantFrom('10.0.0.0/24', '198.51.100.0/24', '203.0.113.0/26') }),
);

test('after anything that happens, the ways are those of a router that was told it all at once', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 15 }), (happenings) => {
      const grown = scene();
      const underlay = new Map<string, { gateway: string; metric: number }>();
      const learned = new Map<string, string>();
      for (const each of happenings) {
        if ('hear' in each) {
          underlay.set(each.hear, each);
          hear(grown.router, each.hear, 'kernel', [{ gateway: each.gateway }], each.metric);
        } else if ('forget' in each) {
          underlay.delete(each.forget);
          forget(grown.router, each.forget, 'kernel');
        } else if ('learn' in each) {
          learned.set(each.learn, each.nextHop);
          grown.peers[0].send(advertisement([each.learn], routeAttributes({ nextHop: each.nextHop })));
        } else {
          learned.delete(each.withdraw);
          grown.peers[0].send(withdrawal(each.withdraw));
        }
        grown.network.settle();
      }
      const fresh = scene();
      for (const [prefix, route] of underlay)
        hear(fresh.router, prefix, 'kernel', [{ gateway: route.gateway }], route.metric);
      for (const [prefix, nextHop] of learned)
        fresh.peers[0].send(advertisement([prefix], routeAttributes({ nextHop })));
      fresh.network.settle();
      const waysOf = ({ router }: RouterAndScripts) =>
        [...router.fib.values()].map(({ prefix, forwarding: way }) => [prefix, way]).sort();
      expect(waysOf(grown)).toEqual(waysOf(fresh));
      // What a driver heard of is what holds.
      for (const { prefix, forwarding: way } of grown.router.router.selectedRoutes('ipv4-unicast'))
        expect(forwarding(grown, prefix)).toEqual(way);
    }),
    { numRuns: 150 },
  );
});
