import type { FamilyName } from '@bgpeer/bgp-wire';
import { noPolicyDefinitions, type PolicyDefinitions } from '@bgpeer/policy';
import { allFamilies, networks, peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  asPath,
  capabilities,
  learnedBy,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [source, target, inside] = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const family: FamilyName = 'ipv4-unicast';
const defaultRoute = '0.0.0.0/0';

/** The default route as long as there is a selected route for 10.9.0.0/16, with a MED. */
const policies: PolicyDefinitions = {
  ...noPolicyDefinitions,
  prefixLists: [
    {
      name: 'NINE',
      family,
      entries: [{ sequence: 5, action: 'permit', prefix: '10.9.0.0/16', lengthMax: 24 }],
    },
  ],
  routeMaps: [
    {
      name: 'NINE',
      entries: [
        {
          sequence: 10,
          action: 'permit',
          matches: [{ match: 'prefix-list', family, list: 'NINE' }],
          sets: [
            { set: 'metric', change: { to: 7 } },
            { set: 'communities', communities: [0xfde80001], additive: true },
            { set: 'as-path-prepend', asNumbers: [65_111] },
          ],
        },
      ],
    },
  ],
};

function scene(defaultOriginate: { readonly routeMap?: string }) {
  const families = { [family]: peerFamilySettings({ defaultOriginate }) };
  const { network, router, peers } = routerAndScripts(
    [
      { address: source },
      { address: target, asNumber: 65_002, peer: { families } },
      { address: inside, asNumber: 65_000, peer: { remoteAs: { kind: 'internal' }, families } },
    ],
    { policies },
  );
  const send = (message: Parameters<(typeof peers)[0]['send']>[0]) => {
    peers[0].send(message);
    network.settle();
  };
  const given = () => learnedBy(peers[1]).get(defaultRoute);
  return { network, router, peers, send, given };
}

describe('default-originate', () => {
  test('gives the default route, which is not in the table', () => {
    const { given, peers, router } = scene({});
    expect(given()).toEqual({
      origin: 'IGP',
      asPath: asPath(65_000),
      nextHop: '192.0.2.1',
      multiExitDisc: 0,
    });
    expect(learnedBy(peers[2]).get(defaultRoute)).toEqual({
      origin: 'IGP',
      asPath: [],
      nextHop: '192.0.2.1',
      multiExitDisc: 0,
      localPref: 100,
    });
    expect(router.prefix(defaultRoute)).toBeUndefined();
    expect(router.advertised(target, defaultRoute)).toMatchObject({ source: 'local', nextHopSelf: true });
    expect(router.router.explainAdvertisement(target, family, defaultRoute)?.reason).toBe(
      'default-originated',
    );
  });

  test('stands in place of a default route that we have', () => {
    const { given, send } = scene({});
    send(advertisement([defaultRoute]));
    expect(given()?.asPath).toEqual(asPath(65_000));
    send(withdrawal(defaultRoute));
    expect(given()?.asPath).toEqual(asPath(65_000));
  });

  test('is for IPv6 too', () => {
    const ipv6 = 'ipv6-unicast';
    const { peers } = routerAndScripts([
      {
        address: source,
        capabilities: capabilities(65_001, [ipv6]),
        peer: { families: { ...allFamilies(), [ipv6]: peerFamilySettings({ defaultOriginate: {} }) } },
      },
    ]);
    // No IPv6 address of ours is known to go with the session over IPv4, so there is none to name as next hop.
    expect([...learnedBy(peers[0]).keys()]).toEqual([]);
  });
});

describe('default-originate route-map', () => {
  test('holds as long as the route-map permits a selected route, with what it sets', () => {
    const { given, send, router } = scene({ routeMap: 'NINE' });
    expect(given()).toBeUndefined();
    expect(router.router.explainAdvertisement(target, family, defaultRoute)?.reason).toBe(
      'default-not-permitted',
    );
    send(advertisement(['10.8.0.0/16']));
    expect(given()).toBeUndefined();
    send(
      advertisement(['10.9.1.0/24', '10.9.2.0/24'], routeAttributes({ multiExitDisc: 7, communities: [1] })),
    );
    // As FRR: what is set is set on the default route, not on the one that fulfils the condition.
    expect(given()).toEqual({
      origin: 'IGP',
      asPath: asPath(65_000, 65_111),
      nextHop: '192.0.2.1',
      multiExitDisc: 7,
      communities: [0xfde80001],
    });
    send(withdrawal('10.9.1.0/24'));
    expect(given()).toBeDefined();
    send(withdrawal('10.9.2.0/24'));
    expect(given()).toBeUndefined();
  });

  test('may ask of the route what the default one has not, and sets on that', () => {
    const byOrigin: PolicyDefinitions = {
      ...noPolicyDefinitions,
      routeMaps: [
        {
          name: 'EGP',
          entries: [
            {
              sequence: 10,
              action: 'permit',
              matches: [{ match: 'origin', origin: 'EGP' }],
              sets: [{ set: 'metric', change: { to: 8 } }],
            },
          ],
        },
      ],
    };
    const families = { [family]: peerFamilySettings({ defaultOriginate: { routeMap: 'EGP' } }) };
    const { network, peers } = routerAndScripts(
      [{ address: source }, { address: target, asNumber: 65_002, peer: { families } }],
      { policies: byOrigin },
    );
    peers[0].send(advertisement(['10.9.0.0/16'], routeAttributes({ origin: 'EGP' })));
    network.settle();
    expect(learnedBy(peers[1]).get(defaultRoute)).toMatchObject({ origin: 'IGP', multiExitDisc: 8 });
  });

  test('holds too when the condition was there before the session', () => {
    const families = { [family]: peerFamilySettings({ defaultOriginate: { routeMap: 'NINE' } }) };
    const { peers } = routerAndScripts([{ address: source, peer: { families } }], {
      policies,
      networks: networks('10.9.0.0/16'),
    });
    expect(learnedBy(peers[0]).get(defaultRoute)?.multiExitDisc).toBe(7);
  });
});

test('maximum-prefix-out: the first so many are sent, others take the place of what goes', () => {
  const families = { [family]: peerFamilySettings({ prefixCountMaxOut: 2 }) };
  const { network, router, peers } = routerAndScripts([
    { address: source },
    { address: target, asNumber: 65_002, peer: { families } },
  ]);
  const known = () => [...learnedBy(peers[1]).keys()].sort();
  const send = (message: Parameters<(typeof peers)[0]['send']>[0]) => {
    peers[0].send(message);
    network.settle();
  };
  send(advertisement(['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16', '10.4.0.0/16']));
  expect(known()).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  expect(router.router.explainAdvertisement(target, family, '10.3.0.0/16')?.reason).toBe('prefix-count-max');
  send(withdrawal('10.3.0.0/16'));
  send(advertisement(['10.1.0.0/16'], routeAttributes({ origin: 'EGP' })));
  expect(known()).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  send(withdrawal('10.1.0.0/16'));
  expect(known()).toEqual(['10.2.0.0/16', '10.4.0.0/16']);
});

test('a route-map that permits several routes makes the default route what it makes it at the first of them, whoever came first', () => {
  const entry = (sequence: number, prefix: string, metric: number) => ({
    sequence,
    action: 'permit' as const,
    matches: [{ match: 'prefix-list' as const, family, list: prefix }],
    sets: [{ set: 'metric' as const, change: { to: metric } }],
  });
  const lists = ['10.1.0.0/16', '10.2.0.0/16'];
  const { network, router, peers } = routerAndScripts(
    [
      { address: source },
      {
        address: target,
        asNumber: 65_002,
        peer: { families: { [family]: peerFamilySettings({ defaultOriginate: { routeMap: 'EACH' } }) } },
      },
    ],
    {
      policies: {
        ...noPolicyDefinitions,
        prefixLists: lists.map((prefix) => ({
          name: prefix,
          family,
          entries: [{ sequence: 5, action: 'permit', prefix }],
        })),
        routeMaps: [
          { name: 'EACH', entries: lists.map((prefix, place) => entry(place + 10, prefix, place + 1)) },
        ],
      },
    },
  );
  const metric = () => learnedBy(peers[1]).get(defaultRoute)?.multiExitDisc;
  for (const order of [lists, lists.toReversed()]) {
    for (const prefix of order) peers[0].send(advertisement([prefix]));
    network.settle();
    expect(metric()).toBe(1);
    peers[0].send(withdrawal(lists[0]));
    network.settle();
    expect(metric()).toBe(2);
    peers[0].send(withdrawal(lists[1]));
    network.settle();
    expect(metric()).toBeUndefined();
  }
  expect(router.isEstablished(target)).toBe(true);
});

test('where we have no next hop for it, that is said, and not that its route-map permits nothing', () => {
  const ipv6 = 'ipv6-unicast';
  const { router } = routerAndScripts([
    {
      address: source,
      capabilities: capabilities(65_001, [ipv6]),
      peer: { families: { [ipv6]: peerFamilySettings({ defaultOriginate: {} }) } },
    },
  ]);
  expect(router.router.explainAdvertisement(source, ipv6, '::/0')).toMatchObject({
    advertised: false,
    reason: 'withheld',
    text: 'we have no address that the peer could use as its next hop',
  });
});
