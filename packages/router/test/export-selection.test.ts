import { noPolicyDefinitions } from '@bgpeer/policy';
import type { PeerFamilySettings } from '@bgpeer/router';
import { peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes, withdrawal } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const family = 'ipv4-unicast';
const prefix = '10.9.0.0/16';
const [one, other, target] = ['192.0.2.2', '192.0.2.3', '192.0.2.9'];

describe('link bandwidth (draft-ietf-idr-link-bandwidth)', () => {
  /** 125,000,000 octets a second, and more of the same; as IEEE 754 numbers, worked out by hand. */
  const bandwidths = { '1 Gbit/s': '4cee6b28', '2 Gbit/s': '4d6e6b28', '3 Gbit/s': '4db2d05e' } as const;
  const community = (bandwidth: keyof typeof bandwidths) => `0004fde9${bandwidths[bandwidth]}`;

  /** Two routes share the load; what the third peer, for whom we are the next hop, is told. */
  function scene() {
    const { network, peers } = routerAndScripts([
      { address: one },
      { address: other },
      { address: target, asNumber: 65_002, peer: { ebgpMultihop: 2 } },
    ]);
    const advertise = (place: number, ...extendedCommunities: readonly string[]) => {
      const attributes = routeAttributes({ nextHop: [one, other][place], extendedCommunities });
      peers[place].send(advertisement([prefix], attributes));
      network.settle();
    };
    const withdraw = (place: number) => {
      peers[place].send(withdrawal(prefix));
      network.settle();
    };
    const told = () => learnedBy(peers[2]).get(prefix)?.extendedCommunities;
    return { advertise, withdraw, told };
  }

  test('of all that share the load is said together, by who becomes the next hop', () => {
    const { advertise, withdraw, told } = scene();
    advertise(0, community('1 Gbit/s'), '0002fde900000001');
    expect(told()).toEqual([community('1 Gbit/s'), '0002fde900000001']);
    advertise(1, community('2 Gbit/s'));
    expect(told()?.[0]).toBe(community('3 Gbit/s'));
    withdraw(1);
    expect(told()?.[0]).toBe(community('1 Gbit/s'));
  });

  test('stays that of the best route when one of them has none', () => {
    const { advertise, told } = scene();
    advertise(0, community('1 Gbit/s'));
    advertise(1, '0002fde900000001');
    expect(told()).toEqual([community('1 Gbit/s')]);
  });
});

test('AIGP follows the interior cost of the next hop, though the route stays the same (RFC 7311, section 3.4.3)', () => {
  const aigp = { [family]: peerFamilySettings({ aigp: true }) };
  const { network, router, peers } = routerAndScripts([
    { address: one, peer: { families: aigp } },
    { address: target, asNumber: 65_002, peer: { families: aigp, ebgpMultihop: 2 } },
  ]);
  const metric = () => learnedBy(peers[1]).get(prefix)?.aigp?.[0].value;
  peers[0].send(advertisement([prefix], routeAttributes({ aigp: [{ type: 1, value: '0000000000000064' }] })));
  network.settle();
  expect(metric()).toBe('0000000000000065');
  router.nextHopChanged(one, true, 20);
  network.settle();
  expect(metric()).toBe('0000000000000078');
});

describe('what an aggregate suppresses', () => {
  const policies = {
    ...noPolicyDefinitions,
    prefixLists: [
      { name: 'SECOND', family, entries: [{ sequence: 5, action: 'permit', prefix: '10.9.2.0/24' }] },
      { name: 'AGGREGATE', family, entries: [{ sequence: 5, action: 'permit', prefix }] },
    ],
    routeMaps: [
      {
        name: 'SECOND',
        entries: [
          {
            sequence: 10,
            action: 'permit',
            matches: [{ match: 'prefix-list', family, list: 'SECOND' }],
            sets: [{ set: 'metric', change: { to: 9 } }],
          },
        ],
      },
    ],
  } as const;
  const aggregate = { family, prefix, asSet: false, summaryOnly: true, matchingMedOnly: false } as const;

  function scene(settings: Partial<PeerFamilySettings> = {}) {
    const families = { [family]: peerFamilySettings(settings) };
    const world = routerAndScripts(
      [{ address: one }, { address: target, asNumber: 65_002, peer: { families } }],
      { policies: { ...noPolicyDefinitions, ...policies }, aggregates: [aggregate] },
    );
    world.peers[0].send(advertisement(['10.9.1.0/24', '10.9.2.0/24']));
    world.network.settle();
    const known = () => [...learnedBy(world.peers[1]).keys()].sort();
    return { ...world, known };
  }

  test('is not sent, and comes back when the aggregate goes', () => {
    const { network, router, known } = scene();
    expect(known()).toEqual([prefix]);
    expect(router.router.explainAdvertisement(target, family, '10.9.1.0/24')).toMatchObject({
      advertised: false,
      text: 'an aggregate suppresses it, and no unsuppress-map is set',
    });
    router.command({ name: 'configure', configuration: { ...router.router.configuration, aggregates: [] } });
    network.settle();
    expect(known()).toEqual(['10.9.1.0/24', '10.9.2.0/24']);
  });

  test('is sent all the same where an unsuppress-map permits it, with what that sets', () => {
    const { known, peers, router } = scene({ unsuppressMap: 'SECOND' });
    expect(known()).toEqual([prefix, '10.9.2.0/24']);
    expect(learnedBy(peers[1]).get('10.9.2.0/24')).toMatchObject({
      asPath: asPath(65_000, 65_001),
      multiExitDisc: 9,
    });
    expect(router.router.explainAdvertisement(target, family, '10.9.1.0/24')?.text).toContain(
      'route-map SECOND',
    );
  });

  test('passes the lists all the same, but the route-map is the unsuppress-map', () => {
    const through = (list: string) =>
      scene({ unsuppressMap: 'SECOND', exportFilters: { prefixList: list, routeMap: 'SECOND' } });
    expect(through('AGGREGATE').known()).toEqual([]);
    const { known, router } = through('SECOND');
    expect(known()).toEqual(['10.9.2.0/24']);
    expect(router.router.explainAdvertisement(target, family, '10.9.1.0/24')?.text).toContain(
      'prefix-list SECOND',
    );
  });
});
