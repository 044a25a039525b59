import type { PathAttributes } from '@bgpeer/bgp-wire';
import {
  noPolicyDefinitions,
  type PolicyDefinitions,
  type PrefixListDefinition,
  type RouteMapEntry,
} from '@bgpeer/policy';
import type { PeerFamilySettings, PeerSettings } from '@bgpeer/router';
import { networks, peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [source, target, inside] = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const prefix = '10.9.0.0/16';

type Entry = Partial<RouteMapEntry>;

function routeMap(name: string, ...entries: readonly Entry[]): PolicyDefinitions['routeMaps'][0] {
  return {
    name,
    entries: entries.map((entry, place) => ({
      sequence: (place + 1) * 10,
      action: 'permit',
      matches: [],
      sets: [],
      ...entry,
    })),
  };
}

/** Routes of AS 65001 go on to an external peer with this export policy; what that one then knows. */
function passedOn(
  definitions: Partial<PolicyDefinitions>,
  settings: Partial<PeerFamilySettings> = { exportFilters: { routeMap: 'OUT' } },
  route: PathAttributes = routeAttributes(),
  peer: Partial<PeerSettings> = {},
) {
  const families = { 'ipv4-unicast': peerFamilySettings(settings) };
  const { network, router, peers } = routerAndScripts(
    [
      { address: source },
      { address: target, asNumber: 65_002, peer: { families, ...peer } },
      { address: inside, asNumber: 65_000, peer: { remoteAs: { kind: 'internal' }, families, ...peer } },
    ],
    { policies: { ...noPolicyDefinitions, ...definitions }, networks: networks('10.1.0.0/24') },
  );
  peers[0].send(advertisement([prefix, '10.8.0.0/16'], route));
  network.settle();
  return { router, outside: learnedBy(peers[1]), within: learnedBy(peers[2]) };
}

const exactly = (name: string, ...prefixes: readonly string[]): PrefixListDefinition => ({
  name,
  family: 'ipv4-unicast',
  entries: prefixes.map((each, place) => ({ sequence: (place + 1) * 5, action: 'permit', prefix: each })),
});

describe('an export policy', () => {
  test('holds back what it denies, prefix by prefix, though the attributes are the same', () => {
    const { outside, router } = passedOn(
      { prefixLists: [exactly('ONE', prefix)] },
      { exportFilters: { prefixList: 'ONE' } },
    );
    expect([...outside.keys()]).toEqual([prefix]);
    expect(router.router.explainAdvertisement(target, 'ipv4-unicast', '10.8.0.0/16')).toMatchObject({
      advertised: false,
      reason: 'withheld',
      text: expect.stringMatching(/^the export policy denies it: prefix-list ONE/),
    });
  });

  test('sees the path before our own number stands in front: what it prepends comes behind that', () => {
    const { outside, within } = passedOn({
      asPathLists: [
        { name: 'FIRST', entries: [{ sequence: 5, action: 'permit', regularExpression: '^65001$' }] },
      ],
      routeMaps: [
        routeMap('OUT', {
          matches: [{ match: 'as-path', list: 'FIRST' }],
          sets: [{ set: 'as-path-prepend', asNumbers: [65_100, 65_100] }],
        }),
      ],
    });
    expect(outside.get(prefix)?.asPath).toEqual(asPath(65_000, 65_100, 65_100, 65_001));
    expect(within.get(prefix)?.asPath).toEqual(asPath(65_100, 65_100, 65_001));
  });

  test('sets a MED though that of the route stays here, and a next hop though it would be our own', () => {
    const { outside } = passedOn(
      {
        routeMaps: [
          routeMap('OUT', {
            sets: [
              { set: 'metric', change: { to: 77 } },
              { set: 'next-hop', family: 'ipv4-unicast', nextHop: '203.0.113.9' },
            ],
          }),
        ],
      },
      { exportFilters: { routeMap: 'OUT' }, nextHopSelf: true },
      routeAttributes({ multiExitDisc: 30 }),
    );
    expect(outside.get(prefix)).toMatchObject({ multiExitDisc: 77, nextHop: '203.0.113.9' });
    expect(outside.get('10.1.0.0/24')).toMatchObject({ multiExitDisc: 77, nextHop: '203.0.113.9' });
  });

  test('peer-address is our own address', () => {
    const { outside } = passedOn({
      routeMaps: [
        routeMap('OUT', { sets: [{ set: 'next-hop', family: 'ipv4-unicast', nextHop: 'peer-address' }] }),
      ],
    });
    expect(outside.get(prefix)?.nextHop).toBe('192.0.2.1');
  });

  test('sees LOCAL_PREF, and sets the one for internal peers', () => {
    const { outside, within } = passedOn({
      routeMaps: [
        routeMap('OUT', {
          matches: [{ match: 'local-preference', value: 100 }],
          sets: [{ set: 'local-preference', change: { to: 50 } }],
        }),
      ],
    });
    expect(within.get(prefix)?.localPref).toBe(50);
    // As FRR has it, a route of our own has the default one on its way to external peers too.
    expect([...outside.keys()]).toEqual(['10.1.0.0/24']);
  });

  test('adds communities, which hold others back, and not us', () => {
    const { outside } = passedOn({
      routeMaps: [
        routeMap('OUT', { sets: [{ set: 'communities', communities: [0xffffff01], additive: true }] }),
      ],
    });
    expect(outside.get(prefix)?.communities).toEqual([0xffffff01]);
  });

  test('may ask who the route was learned from', () => {
    const { outside } = passedOn({
      routeMaps: [routeMap('OUT', { matches: [{ match: 'peer', peer: 'local' }] })],
    });
    expect([...outside.keys()]).toEqual(['10.1.0.0/24']);
  });

  test('sees the path as remove-private-AS leaves it', () => {
    const { outside } = passedOn(
      {
        asPathLists: [
          { name: 'EMPTY', entries: [{ sequence: 5, action: 'permit', regularExpression: '^$' }] },
        ],
        routeMaps: [routeMap('OUT', { matches: [{ match: 'as-path', list: 'EMPTY' }] })],
      },
      { exportFilters: { routeMap: 'OUT' }, removePrivateAs: { all: false, replaceAs: false } },
    );
    expect(outside.get(prefix)?.asPath).toEqual(asPath(65_000));
  });

  test('of a filter-list sees it as it was, as FRR does', () => {
    const { outside } = passedOn(
      {
        asPathLists: [
          { name: 'LEARNED', entries: [{ sequence: 5, action: 'permit', regularExpression: '^65001$' }] },
        ],
        routeMaps: [routeMap('OUT', { sets: [{ set: 'as-path-prepend', asNumbers: [65_100] }] })],
      },
      {
        exportFilters: { filterList: 'LEARNED', routeMap: 'OUT' },
        removePrivateAs: { all: false, replaceAs: false },
      },
    );
    expect([...outside.keys()].sort()).toEqual(['10.8.0.0/16', prefix]);
    expect(outside.get(prefix)?.asPath).toEqual(asPath(65_000, 65_100));
  });

  test('says which line denies', () => {
    const place = { file: 'frr.conf', line: 12, text: 'route-map OUT deny 10' };
    const { router } = passedOn({ routeMaps: [routeMap('OUT', { action: 'deny', place })] });
    const why = router.router.explainAdvertisement(target, 'ipv4-unicast', prefix)!;
    expect(why.text).toBe('the export policy denies it: route-map OUT, entry 10 (frr.conf, line 12)');
    expect(why.routes[0].policySteps.length).toBeGreaterThan(0);
  });
});

test('without a policy nothing goes to an external peer where RFC 8212 is in force, and why', () => {
  const { network, router, peers } = routerAndScripts(
    [{ address: source }, { address: inside, asNumber: 65_000, peer: { remoteAs: { kind: 'internal' } } }],
    { ebgpRequiresPolicy: true, networks: networks('10.1.0.0/24') },
  );
  network.settle();
  expect([...learnedBy(peers[0]).keys()]).toEqual([]);
  expect([...learnedBy(peers[1]).keys()]).toEqual(['10.1.0.0/24']);
  expect(router.router.explainAdvertisement(source, 'ipv4-unicast', '10.1.0.0/24')?.text).toContain(
    'RFC 8212',
  );
});

test.each([
  ['192.0.2.99', '10.1.0.0/24', undefined],
  [source, '10.77.0.0/16', 'unknown-prefix'],
])('for %s, %s: %s', (peer, unknown, reason) => {
  const { router } = passedOn({ routeMaps: [routeMap('OUT', {})] });
  expect(router.router.explainAdvertisement(peer, 'ipv4-unicast', unknown)?.reason).toBe(reason);
});
