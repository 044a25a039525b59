import type { MatchCondition, SetAction } from '@bgpeer/policy';
import { describe, expect, test } from 'vitest';
import { formatFrrConf, parseFrrConf, toRouterConfiguration } from '../src/index.ts';

const lists = [
  'ip prefix-list P permit any',
  'ipv6 prefix-list P permit any',
  'access-list A permit any',
  'ipv6 access-list A permit any',
  'bgp as-path access-list AP permit .*',
  'bgp community-list standard C permit 1:1',
  'bgp large-community-list standard L permit 1:1:1',
  'bgp extcommunity-list standard E permit rt 1:1',
  'route-map CALLED permit 10',
];

/** The one entry of the route-map M that has these lines, and all that is made of it. */
function entryOf(...lines: readonly string[]) {
  const text = [
    'router bgp 65000',
    'bgp router-id 192.0.2.1',
    ...lists,
    'route-map M permit 10',
    ...lines,
  ].join('\n');
  const { document, placeOf, problems } = parseFrrConf(text, { file: 'frr.conf' });
  expect(problems).toEqual([]);
  const { configuration, problems: folded } = toRouterConfiguration(document!, { placeOf });
  expect(folded.filter(({ severity }) => severity !== 'note')).toEqual([]);
  const written = formatFrrConf(document!).split('\n');
  const start = written.indexOf('route-map M permit 10');
  return {
    document: document!.policies!.routeMaps!.M.entries[0],
    definition: configuration!.policies.routeMaps.find(({ name }) => name === 'M')!.entries[0],
    written: written.slice(start + 1, written.indexOf('exit', start)).map((line) => line.trim()),
  };
}

/** A statement, and what the policy engine is told by it. */
const matches: readonly (readonly [string, MatchCondition])[] = [
  ['match as-path AP', { match: 'as-path', list: 'AP' }],
  ['match community C', { match: 'community', list: 'C', how: 'all' }],
  ['match community C exact-match', { match: 'community', list: 'C', how: 'exact' }],
  ['match community C any', { match: 'community', list: 'C', how: 'any' }],
  ['match extcommunity E', { match: 'extended-community', list: 'E' }],
  ['match large-community L', { match: 'large-community', list: 'L', how: 'all' }],
  ['match large-community L exact-match', { match: 'large-community', list: 'L', how: 'exact' }],
  ['match ip address A', { match: 'access-list', family: 'ipv4-unicast', list: 'A' }],
  ['match ip address prefix-list P', { match: 'prefix-list', family: 'ipv4-unicast', list: 'P' }],
  ['match ip address prefix-len 24', { match: 'prefix-length', family: 'ipv4-unicast', bitLength: 24 }],
  ['match ip next-hop A', { match: 'next-hop-access-list', family: 'ipv4-unicast', list: 'A' }],
  ['match ip next-hop prefix-list P', { match: 'next-hop-prefix-list', family: 'ipv4-unicast', list: 'P' }],
  ['match ip next-hop address 10.0.0.1', { match: 'next-hop-address', address: '10.0.0.1' }],
  [
    'match ip route-source prefix-list P',
    { match: 'route-source-prefix-list', family: 'ipv4-unicast', list: 'P' },
  ],
  ['match ipv6 address A', { match: 'access-list', family: 'ipv6-unicast', list: 'A' }],
  ['match ipv6 address prefix-list P', { match: 'prefix-list', family: 'ipv6-unicast', list: 'P' }],
  ['match ipv6 address prefix-len 64', { match: 'prefix-length', family: 'ipv6-unicast', bitLength: 64 }],
  ['match ipv6 next-hop A', { match: 'next-hop-access-list', family: 'ipv6-unicast', list: 'A' }],
  ['match ipv6 next-hop prefix-list P', { match: 'next-hop-prefix-list', family: 'ipv6-unicast', list: 'P' }],
  ['match ipv6 next-hop address 2001:db8::1', { match: 'next-hop-address', address: '2001:db8::1' }],
  ['match local-preference 200', { match: 'local-preference', value: 200 }],
  ['match metric 10', { match: 'metric', value: 10 }],
  ['match origin igp', { match: 'origin', origin: 'IGP' }],
  ['match origin egp', { match: 'origin', origin: 'EGP' }],
  ['match origin incomplete', { match: 'origin', origin: 'INCOMPLETE' }],
  ['match peer 10.0.0.1', { match: 'peer', peer: '10.0.0.1' }],
  ['match peer local', { match: 'peer', peer: 'local' }],
  ['match source-protocol static', { match: 'source-protocol', protocol: 'static' }],
  ['match tag 7', { match: 'tag', value: 7 }],
];

const sets: readonly (readonly [string, SetAction])[] = [
  [
    'set aggregator as 4294967295 1.2.3.4',
    { set: 'aggregator', asNumber: 4_294_967_295, address: '1.2.3.4' },
  ],
  ['set aggregator as 65001 1.2.3.4', { set: 'aggregator', asNumber: 65_001, address: '1.2.3.4' }],
  ['set aigp-metric 10', { set: 'aigp-metric', metric: 10 }],
  ['set aigp-metric igp-metric', { set: 'aigp-metric', metric: 'igp-metric' }],
  ['set as-path exclude 1 2', { set: 'as-path-exclude', asNumbers: [1, 2] }],
  ['set as-path exclude all', { set: 'as-path-exclude', asNumbers: 'all' }],
  ['set as-path prepend 1 1 4200000000', { set: 'as-path-prepend', asNumbers: [1, 1, 4_200_000_000] }],
  ['set as-path prepend last-as 3', { set: 'as-path-prepend-last-as', count: 3 }],
  ['set as-path replace any', { set: 'as-path-replace', asNumber: 'any' }],
  ['set as-path replace 65001 65002', { set: 'as-path-replace', asNumber: 65_001, by: 65_002 }],
  ['set atomic-aggregate', { set: 'atomic-aggregate' }],
  ['set comm-list C delete', { set: 'delete-communities', list: 'C' }],
  [
    'set community 65000:1 no-export',
    { set: 'communities', communities: [4_259_840_001, 0xffff_ff01], additive: false },
  ],
  ['set community 0:1 additive', { set: 'communities', communities: [1], additive: true }],
  ['set community none', { set: 'no-communities' }],
  ['set extended-comm-list E delete', { set: 'delete-extended-communities', list: 'E' }],
  [
    'set extcommunity bandwidth 100',
    { set: 'link-bandwidth', bandwidth: { megabitsPerSecond: 100 }, isTransitive: true },
  ],
  [
    'set extcommunity bandwidth cumulative non-transitive',
    { set: 'link-bandwidth', bandwidth: 'cumulative', isTransitive: false },
  ],
  [
    'set extcommunity bandwidth num-multipaths',
    { set: 'link-bandwidth', bandwidth: 'num-multipaths', isTransitive: true },
  ],
  ['set extcommunity none', { set: 'no-extended-communities' }],
  [
    'set extcommunity rt 1:2 1.2.3.4:5',
    { set: 'extended-communities', communities: ['0002000100000002', '0102010203040005'], additive: true },
  ],
  [
    'set extcommunity soo 70000:1',
    { set: 'extended-communities', communities: ['0203000111700001'], additive: true },
  ],
  ['set ip next-hop 10.0.0.1', { set: 'next-hop', family: 'ipv4-unicast', nextHop: '10.0.0.1' }],
  ['set ip next-hop peer-address', { set: 'next-hop', family: 'ipv4-unicast', nextHop: 'peer-address' }],
  ['set ip next-hop unchanged', { set: 'next-hop', family: 'ipv4-unicast', nextHop: 'unchanged' }],
  [
    'set ipv6 next-hop global 2001:db8::1',
    { set: 'next-hop', family: 'ipv6-unicast', nextHop: '2001:db8::1' },
  ],
  ['set ipv6 next-hop peer-address', { set: 'next-hop', family: 'ipv6-unicast', nextHop: 'peer-address' }],
  ['set ipv6 next-hop local fe80::1', { set: 'link-local-next-hop', nextHop: 'fe80::1' }],
  ['set large-comm-list L delete', { set: 'delete-large-communities', list: 'L' }],
  [
    'set large-community 1:2:3 4:5:6',
    {
      set: 'large-communities',
      communities: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      additive: false,
    },
  ],
  [
    'set large-community 1:2:3 additive',
    { set: 'large-communities', communities: [[1, 2, 3]], additive: true },
  ],
  ['set large-community none', { set: 'no-large-communities' }],
  ['set local-preference 200', { set: 'local-preference', change: { to: 200 } }],
  ['set local-preference +20', { set: 'local-preference', change: { add: 20 } }],
  ['set metric 10', { set: 'metric', change: { to: 10 } }],
  ['set metric -10', { set: 'metric', change: { subtract: 10 } }],
  ['set origin egp', { set: 'origin', origin: 'EGP' }],
  ['set originator-id 1.2.3.4', { set: 'originator-id', originatorId: '1.2.3.4' }],
  ['set tag 7', { set: 'tag', value: 7 }],
  ['set weight 100', { set: 'weight', weight: 100 }],
];

describe('what a route-map asks', () => {
  test.each(matches)('%s', (line, condition) => {
    const { definition, document, written } = entryOf(line);
    const place = { file: 'frr.conf', line: 4 + lists.length, text: line };
    expect(definition.matches).toEqual([{ ...condition, place }]);
    expect(written).toEqual([line]);
    expect(entryOf(line, `no ${line}`).document.match).toBeUndefined();
    expect(document.match).toBeDefined();
  });

  test('may be said without what it was, to take it away', () => {
    expect(
      entryOf('match ip address prefix-list P', 'no match ip address prefix-list').document.match,
    ).toBeUndefined();
  });

  test('is one of each kind', () => {
    const { written } = entryOf(
      'match metric 10',
      'match metric 20',
      'match community C',
      'match community C exact-match',
    );
    expect(written).toEqual(['match community C exact-match', 'match metric 20']);
  });
});

describe('what a route-map changes', () => {
  test.each(sets)('%s', (line, action) => {
    const { definition, written } = entryOf(line);
    const place = { file: 'frr.conf', line: 4 + lists.length, text: line };
    expect(definition.sets).toEqual([{ ...action, place }]);
    expect(written).toEqual([line]);
    expect(entryOf(line, `no ${line}`).definition.sets).toEqual([]);
  });

  test('stands in the order of the lines; the last of a kind is meant, in its place', () => {
    const { written } = entryOf(
      'set metric 10',
      'set comm-list C delete',
      'set community 1:1',
      'set metric +5',
      'set community 2:2 additive',
    );
    expect(written).toEqual(['set comm-list C delete', 'set metric +5', 'set community 2:2 additive']);
  });

  test('communities are sorted, each once, as FRR keeps them', () => {
    const { written } = entryOf('set community 65000:2 no-export 65000:1 65000:1');
    expect(written).toEqual(['set community 65000:1 65000:2 no-export']);
  });
});

describe('where a route-map goes on', () => {
  test('call, on-match, continue and description', () => {
    const { definition, written } = entryOf('description of  ours', 'on-match next', 'call CALLED');
    expect(definition).toMatchObject({ description: 'of  ours', call: 'CALLED', onMatch: 'next' });
    expect(written).toEqual(['call CALLED', 'description of  ours', 'on-match next']);
    expect(entryOf('on-match goto 20', 'route-map M permit 30').definition.onMatch).toEqual({ goTo: 20 });
    expect(entryOf('continue 20', 'route-map M permit 20').definition.onMatch).toEqual({ goTo: 20 });
    expect(entryOf('continue').definition.onMatch).toBe('next');
    expect(entryOf('on-match next', 'no on-match next').definition.onMatch).toBeUndefined();
    expect(entryOf('call CALLED', 'no call').definition.call).toBeUndefined();
    expect(entryOf('description x', 'no description').definition.description).toBeUndefined();
  });

  test('entries stand in the order of their numbers, and an action may change', () => {
    const text = [
      'router bgp 65000',
      'route-map M permit 20',
      'route-map M permit 5',
      'route-map M deny 20',
      'no route-map M permit 5',
      'route-map M permit 7',
    ];
    const { document } = parseFrrConf(text.join('\n'), { file: 'frr.conf' });
    expect(document?.policies?.routeMaps).toEqual({
      M: {
        entries: [
          { sequence: 7, action: 'permit' },
          { sequence: 20, action: 'deny' },
        ],
      },
    });
    const without = parseFrrConf([...text, 'no route-map M'].join('\n'), { file: 'frr.conf' });
    expect(without.document?.policies).toBeUndefined();
  });
});
