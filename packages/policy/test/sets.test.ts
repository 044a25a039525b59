import { containsAsSet, formatAsPath, type PathAttributes } from '@bgpeer/bgp-wire';
import { expect, test } from 'vitest';
import type { PolicyDefinitions, PolicyVerdict, SetAction } from '../src/index.ts';
import { evaluate, explain, type RouteText, routeMapOf, subjectOf } from './policies.ts';

const definitions: Partial<PolicyDefinitions> = {
  communityLists: [
    {
      name: 'GONE',
      form: 'standard',
      entries: [
        { sequence: 5, action: 'deny', values: ['65000:2'] },
        { sequence: 10, action: 'permit', values: ['65000:1', '65000:2'] },
      ],
    },
    { name: 'OURS', form: 'expanded', entries: [{ sequence: 5, action: 'permit', values: ['^65000:'] }] },
  ],
  largeCommunityLists: [
    { name: 'L', form: 'expanded', entries: [{ sequence: 5, action: 'permit', values: ['^65000:'] }] },
  ],
  extendedCommunityLists: [
    { name: 'X', form: 'standard', entries: [{ sequence: 5, action: 'permit', values: ['rt 65000:1'] }] },
  ],
};

interface Row {
  readonly action: SetAction;
  readonly words: string;
  readonly route?: RouteText;
  /** What the action changes of the route's attributes, and of nothing else. */
  readonly changes: PathAttributes;
  readonly verdict?: Partial<PolicyVerdict>;
}

const path = (text: string): PathAttributes => ({
  asPath: subjectOf({ asPath: text }).attributes.asPath,
});
const communities = (...values: [number, number][]): PathAttributes => ({
  communities: values.map(([high, low]) => high * 65_536 + low),
});
const peering = { context: { peerAddress: '192.0.2.9', localAsNumber: 65000 } };

const rows: readonly Row[] = [
  {
    action: { set: 'local-preference', change: { to: 200 } },
    words: 'local-preference 200',
    changes: { localPref: 200 },
  },
  {
    action: { set: 'local-preference', change: { add: 50 } },
    words: 'local-preference +50',
    changes: { localPref: 50 },
  },
  {
    action: { set: 'local-preference', change: { subtract: 50 } },
    words: 'local-preference -50',
    route: { attributes: { localPref: 120 } },
    changes: { localPref: 70 },
  },
  { action: { set: 'metric', change: { to: 7 } }, words: 'metric 7', changes: { multiExitDisc: 7 } },
  {
    action: { set: 'metric', change: { add: 5 } },
    words: 'metric +5',
    route: { attributes: { multiExitDisc: 0xffff_fffe } },
    changes: { multiExitDisc: 0xffff_ffff },
  },
  {
    action: { set: 'metric', change: { subtract: 5 } },
    words: 'metric -5',
    route: { attributes: { multiExitDisc: 3 } },
    changes: { multiExitDisc: 0 },
  },
  { action: { set: 'weight', weight: 77 }, words: 'weight 77', changes: {}, verdict: { weight: 77 } },
  { action: { set: 'tag', value: 9 }, words: 'tag 9', changes: {}, verdict: { tag: 9 } },
  { action: { set: 'origin', origin: 'EGP' }, words: 'origin egp', changes: { origin: 'EGP' } },
  {
    action: { set: 'as-path-prepend', asNumbers: [65010, 65011] },
    words: 'as-path prepend 65010 65011',
    route: { asPath: '65001' },
    changes: path('65010 65011 65001'),
  },
  {
    action: { set: 'as-path-prepend', asNumbers: [65010] },
    words: 'as-path prepend 65010',
    route: { asPath: '{1,2}' },
    changes: path('65010 {1,2}'),
  },
  {
    action: { set: 'as-path-prepend-last-as', count: 2 },
    words: 'as-path prepend last-as 2',
    route: { asPath: '65001 65002' },
    changes: path('65001 65001 65001 65002'),
  },
  { action: { set: 'as-path-prepend-last-as', count: 2 }, words: 'as-path prepend last-as 2', changes: {} },
  {
    action: { set: 'as-path-exclude', asNumbers: [65001, 65003] },
    words: 'as-path exclude 65001 65003',
    route: { asPath: '65001 65002 {65003} 65004 {65003,65005}' },
    changes: path('65002 65004 {65005}'),
  },
  {
    action: { set: 'as-path-exclude', asNumbers: 'all' },
    words: 'as-path exclude all',
    route: { asPath: '65001 65002' },
    changes: path(''),
  },
  {
    action: { set: 'as-path-replace', asNumber: 65002, by: 65009 },
    words: 'as-path replace 65002 65009',
    route: { asPath: '65001 65002' },
    changes: path('65001 65009'),
  },
  {
    action: { set: 'as-path-replace', asNumber: 'any' },
    words: 'as-path replace any',
    route: { asPath: '65001 65002', ...peering },
    changes: path('65000 65000'),
  },
  {
    action: { set: 'as-path-replace', asNumber: 'any' },
    words: 'as-path replace any',
    route: { asPath: '1' },
    changes: {},
  },
  {
    action: { set: 'communities', communities: [0xffffff01, 0xfde80001], additive: false },
    words: 'community no-export 65000:1',
    route: { communities: '1:1' },
    changes: communities([65000, 1], [0xffff, 0xff01]),
  },
  {
    action: { set: 'communities', communities: [0xfde80001, 0x00010001], additive: true },
    words: 'community 65000:1 1:1 additive',
    route: { communities: '65000:9 1:1' },
    changes: communities([1, 1], [65000, 1], [65000, 9]),
  },
  {
    action: { set: 'no-communities' },
    words: 'community none',
    route: { communities: '1:1' },
    changes: { communities: undefined },
  },
  {
    action: { set: 'delete-communities', list: 'GONE' },
    words: 'comm-list GONE delete',
    route: { communities: '65000:1 65000:2 65000:3' },
    changes: communities([65000, 2], [65000, 3]),
  },
  {
    action: { set: 'delete-communities', list: 'OURS' },
    words: 'comm-list OURS delete',
    route: { communities: '65000:1 65000:2' },
    changes: { communities: undefined },
  },
  {
    action: { set: 'delete-communities', list: 'MISSING' },
    words: 'comm-list MISSING delete',
    route: { communities: '1:1' },
    changes: {},
  },
  {
    action: { set: 'large-communities', communities: [[2, 0, 0]], additive: true },
    words: 'large-community 2:0:0 additive',
    route: {
      attributes: {
        largeCommunities: [
          [10, 0, 0],
          [1, 5, 5],
        ],
      },
    },
    changes: {
      largeCommunities: [
        [1, 5, 5],
        [2, 0, 0],
        [10, 0, 0],
      ],
    },
  },
  {
    action: { set: 'no-large-communities' },
    words: 'large-community none',
    route: { attributes: { largeCommunities: [[1, 1, 1]] } },
    changes: { largeCommunities: undefined },
  },
  {
    action: { set: 'delete-large-communities', list: 'L' },
    words: 'large-comm-list L delete',
    route: {
      attributes: {
        largeCommunities: [
          [1, 1, 1],
          [65000, 1, 1],
        ],
      },
    },
    changes: { largeCommunities: [[1, 1, 1]] },
  },
  {
    action: { set: 'extended-communities', communities: ['0002fde800000001'], additive: true },
    words: 'extcommunity rt 65000:1',
    route: { attributes: { extendedCommunities: ['0003fde800000001'] } },
    changes: { extendedCommunities: ['0002fde800000001', '0003fde800000001'] },
  },
  {
    action: { set: 'no-extended-communities' },
    words: 'extcommunity none',
    route: { attributes: { extendedCommunities: ['0003fde800000001'] } },
    changes: { extendedCommunities: undefined },
  },
  {
    action: { set: 'delete-extended-communities', list: 'X' },
    words: 'extended-comm-list X delete',
    route: { attributes: { extendedCommunities: ['0003fde800000001', '0002fde800000001'] } },
    changes: { extendedCommunities: ['0003fde800000001'] },
  },
  {
    // 100 Mbit/s are 12,500,000 octets a second, 4b3ebc20 as a floating-point number.
    action: { set: 'link-bandwidth', bandwidth: { megabitsPerSecond: 100 }, isTransitive: true },
    words: 'extcommunity bandwidth 100',
    route: { attributes: { extendedCommunities: ['4004fde800000000', '0002fde800000001'] }, ...peering },
    changes: { extendedCommunities: ['0002fde800000001', '0004fde84b3ebc20'] },
  },
  {
    action: { set: 'link-bandwidth', bandwidth: 'num-multipaths', isTransitive: false },
    words: 'extcommunity bandwidth num-multipaths non-transitive',
    route: { context: { localAsNumber: 4_200_000_000, equalCostCount: 100 } },
    changes: { extendedCommunities: ['40045ba04b3ebc20'] },
  },
  {
    action: { set: 'link-bandwidth', bandwidth: 'cumulative', isTransitive: true },
    words: 'extcommunity bandwidth cumulative',
    route: { context: { localAsNumber: 65000, linkBandwidthSum: 12_500_000 } },
    changes: { extendedCommunities: ['0004fde84b3ebc20'] },
  },
  {
    action: { set: 'link-bandwidth', bandwidth: 'cumulative', isTransitive: true },
    words: 'extcommunity bandwidth cumulative',
    route: peering,
    changes: {},
  },
  {
    action: { set: 'next-hop', family: 'ipv4-unicast', nextHop: '203.0.113.1' },
    words: 'ip next-hop 203.0.113.1',
    changes: { nextHop: '203.0.113.1' },
    verdict: { nextHopIsSet: true },
  },
  {
    action: { set: 'next-hop', family: 'ipv4-unicast', nextHop: 'peer-address' },
    words: 'ip next-hop peer-address',
    route: peering,
    changes: { nextHop: '192.0.2.9' },
    verdict: { nextHopIsSet: true },
  },
  {
    action: { set: 'next-hop', family: 'ipv4-unicast', nextHop: 'peer-address' },
    words: 'ip next-hop peer-address',
    route: { context: { peerAddress: '192.0.2.9', localAddress: '192.0.2.10' } },
    changes: { nextHop: '192.0.2.10' },
    verdict: { nextHopIsSet: true },
  },
  {
    action: { set: 'next-hop', family: 'ipv4-unicast', nextHop: 'unchanged' },
    words: 'ip next-hop unchanged',
    changes: {},
    verdict: { nextHopIsSet: true },
  },
  {
    action: { set: 'next-hop', family: 'ipv4-unicast', nextHop: '203.0.113.1' },
    words: 'ip next-hop 203.0.113.1',
    route: { prefix: '2001:db8::/32', attributes: { nextHop: '2001:db8::1' } },
    changes: {},
    verdict: { nextHopIsSet: false },
  },
  {
    action: { set: 'next-hop', family: 'ipv6-unicast', nextHop: '2001:db8::9' },
    words: 'ipv6 next-hop global 2001:db8::9',
    route: { prefix: '2001:db8::/32', attributes: { nextHop: '2001:db8::1', linkLocalNextHop: 'fe80::1' } },
    changes: { nextHop: '2001:db8::9', linkLocalNextHop: undefined },
  },
  {
    action: { set: 'next-hop', family: 'ipv6-unicast', nextHop: '2001:db8::9' },
    words: 'ipv6 next-hop global 2001:db8::9',
    route: { attributes: { nextHop: '2001:db8::1' } },
    changes: { nextHop: '2001:db8::9' },
  },
  {
    action: { set: 'next-hop', family: 'ipv6-unicast', nextHop: '2001:db8::9' },
    words: 'ipv6 next-hop global 2001:db8::9',
    changes: {},
  },
  {
    action: { set: 'link-local-next-hop', nextHop: 'fe80::9' },
    words: 'ipv6 next-hop local fe80::9',
    route: { prefix: '2001:db8::/32', attributes: { nextHop: '2001:db8::1' } },
    changes: { linkLocalNextHop: 'fe80::9' },
  },
  {
    action: { set: 'link-local-next-hop', nextHop: 'fe80::9' },
    words: 'ipv6 next-hop local fe80::9',
    changes: {},
  },
  {
    action: { set: 'originator-id', originatorId: '5.5.5.5' },
    words: 'originator-id 5.5.5.5',
    changes: { originatorId: '5.5.5.5' },
  },
  { action: { set: 'atomic-aggregate' }, words: 'atomic-aggregate', changes: { atomicAggregate: true } },
  {
    action: { set: 'aggregator', asNumber: 65005, address: '1.2.3.4' },
    words: 'aggregator as 65005 1.2.3.4',
    changes: { aggregator: { asNumber: 65005, address: '1.2.3.4' } },
  },
  {
    action: { set: 'aigp-metric', metric: 300 },
    words: 'aigp-metric 300',
    changes: { aigp: [{ type: 1, value: '000000000000012c' }] },
  },
  {
    action: { set: 'aigp-metric', metric: 'igp-metric' },
    words: 'aigp-metric igp-metric',
    route: { context: { interiorCost: 16 } },
    changes: { aigp: [{ type: 1, value: '0000000000000010' }] },
  },
  { action: { set: 'aigp-metric', metric: 'igp-metric' }, words: 'aigp-metric igp-metric', changes: {} },
];

test.each(rows)('set $words', ({ action, words, route = {}, changes, verdict = {} }) => {
  const policy = routeMapOf([{ sets: [action] }], definitions);
  const before = subjectOf(route).attributes;
  const after = evaluate(policy, route);
  expect(after).toMatchObject({ permitted: true, weight: 0, tag: 0, ...verdict });
  expect(after.attributes).toEqual({ ...before, ...changes });
  if (Object.keys(changes).length === 0) expect(after.attributes).toEqual(before);
  expect(explain(policy, route).steps[1]).toMatchObject({ text: `set ${words}`, outcome: 'set' });
});

// RFC 9774, section 3.
test('no action makes an AS_SET', () => {
  for (const { action, route = {} } of rows) {
    const after = evaluate(routeMapOf([{ sets: [action] }], definitions), {
      ...route,
      asPath: '65001 65002 65001',
    });
    expect(containsAsSet(after.attributes.asPath ?? [])).toBe(false);
  }
});

test('actions are carried out in the order in which they are written', () => {
  const prepend: SetAction = { set: 'as-path-prepend', asNumbers: [7, 7] };
  const exclude: SetAction = { set: 'as-path-exclude', asNumbers: [7] };
  const pathAfter = (...sets: SetAction[]) =>
    formatAsPath(evaluate(routeMapOf([{ sets }]), { asPath: '65001' }).attributes.asPath ?? []);
  expect(pathAfter(prepend, exclude)).toBe('65001');
  expect(pathAfter(exclude, prepend)).toBe('7 7 65001');
});
