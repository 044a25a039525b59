import { noPolicyDefinitions, type RouteMapEntry } from '@bgpeer/policy';
import type { RouterConfiguration, UnderlayProtocol } from '@bgpeer/router';
import { networks, peerFamilySettings, type VirtualRouter } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { learnedBy } from './support/messages.ts';
import { reconfigure } from './support/policies.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const peerAddress = '192.0.2.2';

function routeMap(
  name: string,
  ...entries: readonly Partial<RouteMapEntry>[]
): RouterConfiguration['policies'] {
  return {
    ...noPolicyDefinitions,
    routeMaps: [
      {
        name,
        entries: entries.map((entry, place) => ({
          sequence: (place + 1) * 10,
          action: 'permit',
          matches: [],
          sets: [],
          ...entry,
        })),
      },
    ],
  };
}

function hear(router: VirtualRouter, prefix: string, protocol: UnderlayProtocol, metric = 0): void {
  const family = prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
  const nextHops = [{ interfaceName: 'eth1' }];
  router.hear({ type: 'underlay-route-changed', route: { family, prefix, protocol, nextHops, metric } });
}

function scene(configuration: Partial<RouterConfiguration>) {
  const made = routerAndScripts([{ address: peerAddress }], configuration);
  return { ...made, peer: made.peers[0], heard: () => learnedBy(made.peers[0]) };
}

// The numbers are those of FRR 8.4.4.
test('to route-maps a route of our own has the default LOCAL_PREF, an aggregate none', () => {
  const more = routeMap('MORE', { sets: [{ set: 'local-preference', change: { add: 5 } }] });
  const matching = routeMap(
    'COLOUR',
    ...[150, 155, 0].map(
      (value): Partial<RouteMapEntry> => ({
        matches: [{ match: 'local-preference', value }],
        sets: [{ set: 'communities', communities: [value], additive: true }],
      }),
    ),
  );
  const [first, second, third, whole] = ['10.1.0.0/24', '10.1.1.0/24', '10.1.2.0/24', '10.1.0.0/16'];
  const family = 'ipv4-unicast';
  const settings = peerFamilySettings({ exportFilters: { routeMap: 'COLOUR' } });
  const made = routerAndScripts([{ address: peerAddress, peer: { families: { [family]: settings } } }], {
    defaultLocalPreference: 150,
    policies: { ...noPolicyDefinitions, routeMaps: [...more.routeMaps, ...matching.routeMaps] },
    networks: [
      { family, prefix: first },
      { family, prefix: second, routeMap: 'MORE' },
    ],
    redistribute: [{ family, protocol: 'kernel', routeMap: 'MORE' }],
    aggregates: [{ family, prefix: whole, asSet: false, summaryOnly: false, matchingMedOnly: false }],
  });
  hear(made.router, third, 'kernel');
  made.network.settle();
  const told = learnedBy(made.peers[0]);
  const colours = [first, second, third, whole].map((prefix) => told.get(prefix)?.communities);
  expect(colours).toEqual([[150], [155], [155], [0]]);
  reconfigure(made.router, () => ({ defaultLocalPreference: 145 }));
  made.network.settle();
  expect([...learnedBy(made.peers[0]).keys()].sort()).toEqual([whole, second, third].sort());
});

describe('networks', () => {
  test('are originated with ORIGIN IGP, MED 0 and weight 32768', () => {
    const { router, heard } = scene({ networks: networks('10.1.0.0/24') });
    const [route] = router.prefix('10.1.0.0/24')!.routes;
    expect(route).toMatchObject({ source: 'local', originatedFor: 'network', weight: 32_768, best: true });
    expect(route.pathIdentifier).toBeUndefined();
    expect(heard().get('10.1.0.0/24')).toMatchObject({ origin: 'IGP', multiExitDisc: 0 });
  });

  test('with a route-map are as it leaves them, or not there', () => {
    const sets = [{ set: 'metric', change: { to: 7 } }] as const;
    const of = (prefix: string, map: string) => ({ family: 'ipv4-unicast', prefix, routeMap: map }) as const;
    const policies = {
      ...noPolicyDefinitions,
      routeMaps: [...routeMap('SEVEN', { sets }).routeMaps, ...routeMap('NO', { action: 'deny' }).routeMaps],
    };
    const made = scene({ networks: [of('10.1.0.0/24', 'SEVEN'), of('10.2.0.0/24', 'NO')], policies });
    expect(made.heard().get('10.1.0.0/24')).toMatchObject({ multiExitDisc: 7 });
    expect(made.heard().has('10.2.0.0/24')).toBe(false);
    // The route-map says something else: the same path, without the network being named again.
    const next = {
      ...made.router.router.configuration,
      policies: {
        ...noPolicyDefinitions,
        routeMaps: [
          ...routeMap('SEVEN', { action: 'deny' }).routeMaps,
          ...routeMap('NO', { sets }).routeMaps,
        ],
      },
    };
    made.router.command({ name: 'configure', configuration: next });
    made.network.settle();
    expect(made.heard().has('10.1.0.0/24')).toBe(false);
    expect(made.heard().get('10.2.0.0/24')).toMatchObject({ multiExitDisc: 7 });
  });
});

describe('redistribution', () => {
  const redistribute = [
    { family: 'ipv4-unicast', protocol: 'connected' },
    { family: 'ipv4-unicast', protocol: 'kernel', metric: 33 },
    { family: 'ipv6-unicast', protocol: 'connected' },
  ] as const;

  test('takes what the statements name, with ORIGIN INCOMPLETE and a MED, and lets go of what goes', () => {
    const { router, network, heard } = scene({ redistribute });
    hear(router, '10.1.0.0/24', 'connected');
    hear(router, '10.2.0.0/24', 'kernel', 100);
    hear(router, '10.3.0.0/24', 'static');
    hear(router, 'fe80::/64', 'connected');
    hear(router, 'fd00:1::/64', 'connected');
    network.settle();
    expect(heard().get('10.1.0.0/24')).toMatchObject({ origin: 'INCOMPLETE', multiExitDisc: 0 });
    expect(heard().get('10.2.0.0/24')).toMatchObject({ origin: 'INCOMPLETE', multiExitDisc: 33 });
    expect([...heard().keys()].sort()).toEqual(['10.1.0.0/24', '10.2.0.0/24']);
    expect(router.prefix('fd00:1::/64')!.routes[0].originatedFor).toBe('connected');
    expect(router.prefix('fe80::/64')).toBeUndefined();
    const gone = { family: 'ipv4-unicast', prefix: '10.1.0.0/24', protocol: 'connected' } as const;
    router.hear({ type: 'underlay-route-removed', ...gone });
    network.settle();
    expect([...heard().keys()]).toEqual(['10.2.0.0/24']);
  });

  test('without a metric has that of the route', () => {
    const { router, network, heard } = scene({
      redistribute: [{ family: 'ipv4-unicast', protocol: 'kernel' }],
    });
    hear(router, '10.2.0.0/24', 'kernel', 100);
    network.settle();
    expect(heard().get('10.2.0.0/24')).toMatchObject({ multiExitDisc: 100 });
  });

  test('passes its route-map, which sees the protocol and the tag', () => {
    const via = { kind: 'blackhole' } as const;
    const staticRoute = { family: 'ipv4-unicast', via, distance: 1 } as const;
    const { heard } = scene({
      redistribute: [{ family: 'ipv4-unicast', protocol: 'static', routeMap: 'TAGGED' }],
      staticRoutes: [
        { ...staticRoute, prefix: '10.4.0.0/24', tag: 7 },
        { ...staticRoute, prefix: '10.5.0.0/24', tag: 8 },
      ],
      policies: routeMap('TAGGED', {
        matches: [
          { match: 'tag', value: 7 },
          { match: 'source-protocol', protocol: 'static' },
        ],
        sets: [{ set: 'communities', communities: [0xfde80001], additive: false }],
      }),
    });
    expect([...heard().keys()]).toEqual(['10.4.0.0/24']);
    expect(heard().get('10.4.0.0/24')).toMatchObject({ communities: [0xfde80001] });
  });

  test('begins and ends with the configuration', () => {
    const { router, network, heard } = scene({ redistribute: [] });
    hear(router, '10.1.0.0/24', 'connected');
    network.settle();
    expect(heard().size).toBe(0);
    router.command({ name: 'configure', configuration: { ...router.router.configuration, redistribute } });
    network.settle();
    expect([...heard().keys()]).toEqual(['10.1.0.0/24']);
    const none = { ...router.router.configuration, redistribute: [] };
    router.command({ name: 'configure', configuration: none });
    network.settle();
    expect(heard().size).toBe(0);
  });
});

test('several reasons for one prefix are several routes: the network goes before what is found', () => {
  const { router, network, heard } = scene({
    networks: networks('10.1.0.0/24'),
    redistribute: [
      { family: 'ipv4-unicast', protocol: 'connected' },
      { family: 'ipv4-unicast', protocol: 'kernel' },
    ],
  });
  hear(router, '10.1.0.0/24', 'connected');
  hear(router, '10.1.0.0/24', 'kernel');
  network.settle();
  const best = () => router.prefix('10.1.0.0/24')!.routes.find((route) => route.best)!.originatedFor;
  expect(router.prefix('10.1.0.0/24')!.routes).toHaveLength(3);
  expect(best()).toBe('network');
  router.command({ name: 'network-delete', family: 'ipv4-unicast', prefix: '10.1.0.0/24' });
  network.settle();
  expect(best()).toBe('connected');
  expect(heard().get('10.1.0.0/24')).toMatchObject({ origin: 'INCOMPLETE' });
});
