import { expect, test } from 'vitest';
import type { MatchCondition, PolicyDefinitions } from '../src/index.ts';
import { evaluate, explain, type RouteText, routeMapOf } from './policies.ts';

const definitions: Partial<PolicyDefinitions> = {
  prefixLists: [
    {
      name: 'P4',
      family: 'ipv4-unicast',
      entries: [
        { sequence: 5, action: 'deny', prefix: '10.1.0.0/16', lengthMax: 32 },
        { sequence: 10, action: 'permit', prefix: '10.0.0.0/8', lengthMin: 16, lengthMax: 24 },
        { sequence: 15, action: 'permit', prefix: '192.0.2.0/24', lengthMax: 32 },
      ],
    },
    {
      name: 'P6',
      family: 'ipv6-unicast',
      entries: [{ sequence: 5, action: 'permit', prefix: '2001:db8::/32', lengthMin: 48 }],
    },
  ],
  accessLists: [
    {
      name: 'A4',
      family: 'ipv4-unicast',
      entries: [
        { sequence: 5, action: 'permit', prefix: '10.0.0.0/8', isExact: false },
        { sequence: 10, action: 'permit', prefix: '192.0.2.0/24', isExact: true },
        { sequence: 15, action: 'permit', prefix: '192.0.2.1/32', isExact: true },
      ],
    },
  ],
  asPathLists: [
    {
      name: 'PATHS',
      entries: [
        { sequence: 5, action: 'deny', regularExpression: '_65009_' },
        { sequence: 10, action: 'permit', regularExpression: '^65001(_|$)' },
      ],
    },
  ],
  communityLists: [
    {
      name: 'S',
      form: 'standard',
      entries: [
        { sequence: 5, action: 'deny', values: ['65000:666'] },
        { sequence: 10, action: 'permit', values: ['65000:1', 'no-export'] },
      ],
    },
    { name: 'E', form: 'expanded', entries: [{ sequence: 5, action: 'permit', values: ['_65000:1[0-9]_'] }] },
    { name: 'NONE', form: 'expanded', entries: [{ sequence: 5, action: 'permit', values: ['^$'] }] },
    {
      name: 'INTERNET',
      form: 'standard',
      entries: [{ sequence: 5, action: 'permit', values: ['internet'] }],
    },
  ],
  largeCommunityLists: [
    { name: 'L', form: 'standard', entries: [{ sequence: 5, action: 'permit', values: ['65000:1:2'] }] },
  ],
  extendedCommunityLists: [
    { name: 'X', form: 'standard', entries: [{ sequence: 5, action: 'permit', values: ['rt 65000:1'] }] },
    { name: 'XE', form: 'expanded', entries: [{ sequence: 5, action: 'permit', values: ['SoO:65000:'] }] },
  ],
};

const ipv4 = 'ipv4-unicast';
const ipv6 = 'ipv6-unicast';
const learnedFrom = { context: { learnedFrom: '192.0.2.9' } };

interface Row {
  readonly condition: MatchCondition;
  readonly words: string;
  readonly fits: readonly RouteText[];
  readonly fitsNot: readonly RouteText[];
}

const rows: readonly Row[] = [
  {
    condition: { match: 'prefix-list', family: ipv4, list: 'P4' },
    words: 'ip address prefix-list P4',
    fits: [{ prefix: '10.2.0.0/16' }, { prefix: '10.2.3.0/24' }, { prefix: '192.0.2.128/25' }],
    fitsNot: [
      { prefix: '10.1.2.0/24' },
      { prefix: '10.0.0.0/8' },
      { prefix: '10.2.3.0/25' },
      { prefix: '2001:db8:1::/48' },
    ],
  },
  {
    condition: { match: 'prefix-list', family: ipv6, list: 'P6' },
    words: 'ipv6 address prefix-list P6',
    fits: [{ prefix: '2001:db8:1::/48' }, { prefix: '2001:db8::1/128' }],
    fitsNot: [{ prefix: '2001:db8::/32' }, { prefix: '2001:db9:1::/48' }, { prefix: '10.2.0.0/16' }],
  },
  {
    condition: { match: 'prefix-list', family: ipv4, list: 'MISSING' },
    words: 'ip address prefix-list MISSING',
    fits: [],
    fitsNot: [{}],
  },
  {
    condition: { match: 'access-list', family: ipv4, list: 'A4' },
    words: 'ip address A4',
    fits: [{ prefix: '10.1.2.3/32' }, { prefix: '10.0.0.0/8' }, { prefix: '192.0.2.0/24' }],
    fitsNot: [{ prefix: '192.0.2.0/25' }, { prefix: '11.0.0.0/8' }, { prefix: '0.0.0.0/0' }],
  },
  {
    condition: { match: 'prefix-length', family: ipv4, bitLength: 24 },
    words: 'ip address prefix-len 24',
    fits: [{ prefix: '10.1.2.0/24' }],
    fitsNot: [{ prefix: '10.1.2.0/25' }, { prefix: '2001::/24' }],
  },
  {
    condition: { match: 'next-hop-prefix-list', family: ipv4, list: 'P4' },
    words: 'ip next-hop prefix-list P4',
    fits: [{}, { attributes: { nextHop: '192.0.2.77' } }],
    fitsNot: [
      { attributes: { nextHop: '10.2.0.1' } },
      { attributes: { nextHop: '2001:db8::1' } },
      { attributes: { nextHop: undefined } },
    ],
  },
  {
    condition: { match: 'next-hop-access-list', family: ipv4, list: 'A4' },
    words: 'ip next-hop A4',
    fits: [{}, { attributes: { nextHop: '10.2.0.1' } }],
    fitsNot: [{ attributes: { nextHop: '192.0.2.2' } }],
  },
  {
    condition: { match: 'next-hop-address', address: '192.0.2.1' },
    words: 'ip next-hop address 192.0.2.1',
    fits: [{}],
    fitsNot: [{ attributes: { nextHop: '192.0.2.2' } }],
  },
  {
    condition: { match: 'next-hop-address', address: 'fe80::1' },
    words: 'ipv6 next-hop address fe80::1',
    fits: [{ attributes: { nextHop: '2001:db8::1', linkLocalNextHop: 'fe80::1' } }],
    fitsNot: [{}],
  },
  {
    condition: { match: 'route-source-prefix-list', family: ipv4, list: 'P4' },
    words: 'ip route-source prefix-list P4',
    fits: [learnedFrom],
    fitsNot: [{}, { context: { learnedFrom: '10.2.0.1' } }],
  },
  {
    condition: { match: 'peer', peer: '192.0.2.9' },
    words: 'peer 192.0.2.9',
    fits: [learnedFrom],
    fitsNot: [{}, { context: { learnedFrom: '192.0.2.8' } }],
  },
  { condition: { match: 'peer', peer: 'local' }, words: 'peer local', fits: [{}], fitsNot: [learnedFrom] },
  {
    condition: { match: 'source-protocol', protocol: 'static' },
    words: 'source-protocol static',
    fits: [{ context: { sourceProtocol: 'static' } }],
    fitsNot: [{}, { context: { sourceProtocol: 'connected' } }],
  },
  {
    condition: { match: 'source-protocol', protocol: 'bgp' },
    words: 'source-protocol bgp',
    fits: [{}],
    fitsNot: [],
  },
  {
    condition: { match: 'as-path', list: 'PATHS' },
    words: 'as-path PATHS',
    fits: [{ asPath: '65001' }, { asPath: '65001 65002' }],
    fitsNot: [{ asPath: '65001 65009' }, { asPath: '650011' }, {}],
  },
  {
    condition: { match: 'community', list: 'S', how: 'all' },
    words: 'community S',
    fits: [{ communities: '65000:1 no-export' }, { communities: '1:1 no-export 65000:1' }],
    fitsNot: [{ communities: '65000:1' }, { communities: '65000:1 no-export 65000:666' }, {}],
  },
  {
    condition: { match: 'community', list: 'S', how: 'exact' },
    words: 'community S exact-match',
    fits: [{ communities: 'no-export 65000:1' }, { communities: 'no-export 65000:1 65000:1' }],
    fitsNot: [{ communities: '1:1 no-export 65000:1' }, {}],
  },
  {
    condition: { match: 'community', list: 'S', how: 'any' },
    words: 'community S any',
    fits: [{ communities: '65000:1' }, { communities: 'no-export 7:7' }],
    fitsNot: [{ communities: '7:7' }, { communities: '65000:666 65000:1' }],
  },
  {
    condition: { match: 'community', list: 'E', how: 'all' },
    words: 'community E',
    fits: [{ communities: '65000:15' }, { communities: '1:1 65000:15 2:2' }],
    fitsNot: [{ communities: '65000:1' }, { communities: '65000:150' }],
  },
  {
    condition: { match: 'community', list: 'NONE', how: 'all' },
    words: 'community NONE',
    fits: [{}],
    fitsNot: [{ communities: '1:1' }],
  },
  {
    condition: { match: 'community', list: 'INTERNET', how: 'all' },
    words: 'community INTERNET',
    fits: [{}, { communities: '1:1' }],
    fitsNot: [],
  },
  {
    condition: { match: 'large-community', list: 'L', how: 'all' },
    words: 'large-community L',
    fits: [
      {
        attributes: {
          largeCommunities: [
            [1, 1, 1],
            [65000, 1, 2],
          ],
        },
      },
    ],
    fitsNot: [{}, { attributes: { largeCommunities: [[65000, 1, 3]] } }],
  },
  {
    condition: { match: 'large-community', list: 'L', how: 'exact' },
    words: 'large-community L exact-match',
    fits: [{ attributes: { largeCommunities: [[65000, 1, 2]] } }],
    fitsNot: [
      {
        attributes: {
          largeCommunities: [
            [1, 1, 1],
            [65000, 1, 2],
          ],
        },
      },
    ],
  },
  {
    condition: { match: 'extended-community', list: 'X' },
    words: 'extcommunity X',
    fits: [{ attributes: { extendedCommunities: ['0002fde800000001'] } }],
    fitsNot: [{}, { attributes: { extendedCommunities: ['0003fde800000001'] } }],
  },
  {
    condition: { match: 'extended-community', list: 'XE' },
    words: 'extcommunity XE',
    fits: [{ attributes: { extendedCommunities: ['0003fde800000001'] } }],
    fitsNot: [{ attributes: { extendedCommunities: ['0002fde800000001'] } }],
  },
  {
    condition: { match: 'metric', value: 5 },
    words: 'metric 5',
    fits: [{ attributes: { multiExitDisc: 5 } }],
    fitsNot: [{}, { attributes: { multiExitDisc: 6 } }],
  },
  {
    condition: { match: 'local-preference', value: 0 },
    words: 'local-preference 0',
    fits: [{}, { attributes: { localPref: 0 } }],
    fitsNot: [{ attributes: { localPref: 100 } }],
  },
  {
    condition: { match: 'origin', origin: 'INCOMPLETE' },
    words: 'origin incomplete',
    fits: [{ attributes: { origin: 'INCOMPLETE' } }],
    fitsNot: [{}],
  },
  { condition: { match: 'tag', value: 7 }, words: 'tag 7', fits: [{ tag: 7 }], fitsNot: [{}, { tag: 8 }] },
];

test.each(rows)('match $words', ({ condition, words, fits, fitsNot }) => {
  const policy = routeMapOf([{ matches: [condition] }], definitions);
  expect(fits.map((route) => evaluate(policy, route).permitted)).toEqual(fits.map(() => true));
  expect(fitsNot.map((route) => evaluate(policy, route).permitted)).toEqual(fitsNot.map(() => false));
  const [, step] = explain(policy, [...fits, ...fitsNot][0]).steps;
  expect(step.text.startsWith(`match ${words}`)).toBe(true);
});

test('all conditions of an entry must hold', () => {
  const policy = routeMapOf(
    [
      {
        matches: [
          { match: 'tag', value: 7 },
          { match: 'origin', origin: 'EGP' },
        ],
      },
    ],
    definitions,
  );
  const permitted = (route: RouteText) => evaluate(policy, route).permitted;
  expect(permitted({ tag: 7, attributes: { origin: 'EGP' } })).toBe(true);
  expect(permitted({ tag: 7 })).toBe(false);
  expect(permitted({ attributes: { origin: 'EGP' } })).toBe(false);
});

test('a condition says what of the route decided', () => {
  const reason = (condition: MatchCondition, route: RouteText) =>
    explain(routeMapOf([{ matches: [condition] }], definitions), route).steps[1].text;
  expect(reason({ match: 'community', list: 'S', how: 'all' }, { communities: '65000:1 no-export' })).toBe(
    'match community S: 65000:1 no-export, seq 10 permit 65000:1 no-export',
  );
  expect(reason({ match: 'as-path', list: 'PATHS' }, { asPath: '65001 65009' })).toBe(
    'match as-path PATHS: "65001 65009", seq 5 deny _65009_',
  );
  expect(reason({ match: 'prefix-list', family: ipv4, list: 'P4' }, { prefix: '10.1.2.0/24' })).toBe(
    'match ip address prefix-list P4: seq 5 deny 10.1.0.0/16 le 32',
  );
  expect(reason({ match: 'local-preference', value: 5 }, {})).toBe('match local-preference 5: 0');
});
