import { type PathAttributes, parsePrefix } from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import type { ExportCase } from '../src/export/export-case.ts';
import type { ExportOptions } from '../src/export/export-options.ts';
import { exportRoute } from '../src/export/export-route.ts';
import { externalExportOptions, internalExportOptions } from './support/export-options.ts';
import { asPath, routeAttributes } from './support/messages.ts';

const external = externalExportOptions({
  defaultLocalPreference: 150,
  localAddresses: ['198.51.100.1'],
  sharedSubnet: parsePrefix('198.51.100.0/24'),
});
const internal = internalExportOptions(external);
const ipv6 = {
  family: 'ipv6-unicast',
  localAddresses: ['198.51.100.1', 'fd00::1'],
  sharedSubnet: parsePrefix('fd00::/64'),
} as const;
const own: PathAttributes = { origin: 'IGP', asPath: [], nextHop: '0.0.0.0', multiExitDisc: 0 };

type Source = 'local' | 'external' | 'internal';

/** The route as it is advertised, or undefined when it is not. */
function exportAttributes(
  attributes: PathAttributes,
  kind: Source,
  options: ExportOptions,
): PathAttributes | undefined {
  const exportCase: ExportCase = {
    kind,
    isClient: false,
    staleness: 'fresh',
    prefixClass: 0,
    isSuppressed: false,
  };
  const outcome = exportRoute({ attributes, weight: 0, exportCase }, options, {});
  return 'withheld' in outcome ? undefined : outcome.attributes;
}

function exported(attributes: PathAttributes, source: Source, options: ExportOptions): PathAttributes {
  const result = exportAttributes(attributes, source, options);
  if (result === undefined) throw new Error('the route is not advertised at all');
  return result;
}

describe('AS_PATH, LOCAL_PREF and MED (RFC 4271, sections 5.1.2, 5.1.4 and 5.1.5)', () => {
  test.each<[string, PathAttributes, Source, ExportOptions, PathAttributes]>([
    [
      'our own to an external peer: our AS, MED 0, no LOCAL_PREF',
      own,
      'local',
      external,
      { asPath: asPath(65_000), multiExitDisc: 0, localPref: undefined },
    ],
    [
      'our own to an internal peer: an empty AS_PATH and the default LOCAL_PREF',
      own,
      'local',
      internal,
      { asPath: [], multiExitDisc: 0, localPref: 150 },
    ],
    [
      'learned outside, to an external peer: prepended, and the MED stays with us',
      routeAttributes({ multiExitDisc: 30 }),
      'external',
      external,
      { asPath: asPath(65_000, 65_001), multiExitDisc: undefined, localPref: undefined },
    ],
    [
      'learned outside, to an internal peer: the AS_PATH as it is, the MED goes along',
      routeAttributes({ multiExitDisc: 30 }),
      'external',
      internal,
      { asPath: asPath(65_001), multiExitDisc: 30, localPref: 150 },
    ],
    [
      'learned inside, to an external peer: LOCAL_PREF and MED stay with us',
      routeAttributes({ localPref: 200, multiExitDisc: 30 }),
      'internal',
      external,
      { asPath: asPath(65_000, 65_001), multiExitDisc: undefined, localPref: undefined },
    ],
    [
      'an AS_PATH that begins with a set gets a sequence of its own',
      routeAttributes({ asPath: [{ type: 'AS_SET', asNumbers: [65_001, 65_002] }] }),
      'external',
      external,
      {
        asPath: [
          { type: 'AS_SEQUENCE', asNumbers: [65_000] },
          { type: 'AS_SET', asNumbers: [65_001, 65_002] },
        ],
      },
    ],
  ])('%s', (_title, attributes, source, options, expected) => {
    expect(exported(attributes, source, options)).toMatchObject(expected);
  });

  test('what an internal peer said is not told to other internal peers (section 9.2)', () => {
    expect(exportAttributes(routeAttributes({ localPref: 100 }), 'internal', internal)).toBeUndefined();
  });

  test('ORIGINATOR_ID and CLUSTER_LIST stay inside the AS (RFC 4456, section 8)', () => {
    const reflected = routeAttributes({
      localPref: 100,
      originatorId: '10.0.0.1',
      clusterList: ['10.0.0.2'],
    });
    const { originatorId, clusterList } = exported(reflected, 'internal', external);
    expect([originatorId, clusterList]).toEqual([undefined, undefined]);
  });

  test('ATOMIC_AGGREGATE and AGGREGATOR go along', () => {
    const aggregate = {
      atomicAggregate: true,
      aggregator: { asNumber: 65_001, address: '10.0.0.1' },
    } as const;
    expect(exported(routeAttributes(aggregate), 'external', external)).toMatchObject(aggregate);
  });
});

describe('the well-known communities (RFC 1997)', () => {
  const [noExport, noAdvertise, noExportSubconfed] = [0xffffff01, 0xffffff02, 0xffffff03];
  test.each([
    ['NO_EXPORT', noExport, { external: false, internal: true }],
    ['NO_ADVERTISE', noAdvertise, { external: false, internal: false }],
    ['NO_EXPORT_SUBCONFED', noExportSubconfed, { external: false, internal: true }],
    ['another one', 0x0001_0002, { external: true, internal: true }],
  ])('%s', (_name, community, advertised) => {
    const route = routeAttributes({ communities: [0x0001_0001, community] });
    expect({
      external: exportAttributes(route, 'external', external) !== undefined,
      internal: exportAttributes(route, 'external', internal) !== undefined,
    }).toEqual(advertised);
  });

  test('hold also when communities are not sent', () => {
    const options = { ...external, sendCommunities: { standard: false, extended: false, large: false } };
    expect(
      exportAttributes(routeAttributes({ communities: [noExport] }), 'external', options),
    ).toBeUndefined();
  });
});

describe('communities', () => {
  const all = routeAttributes({
    communities: [0x0001_0001],
    extendedCommunities: ['000200010000000a'],
    largeCommunities: [[1, 2, 3]],
  });

  test('are sent when they are to be sent', () => {
    const { communities, extendedCommunities, largeCommunities } = all;
    expect(exported(all, 'external', external)).toMatchObject({
      communities,
      extendedCommunities,
      largeCommunities,
    });
  });

  test.each([
    ['communities', 'standard'],
    ['extendedCommunities', 'extended'],
    ['largeCommunities', 'large'],
  ] as const)('%s are not sent without send-community %s', (attribute, kind) => {
    const options = { ...external, sendCommunities: { ...external.sendCommunities, [kind]: false } };
    expect(exported(all, 'external', options)[attribute]).toBeUndefined();
  });

  test('extended ones that are not transitive stay inside the AS (RFC 4360, section 6)', () => {
    const route = routeAttributes({ extendedCommunities: ['400200010000000a', '000200010000000a'] });
    expect(exported(route, 'external', external).extendedCommunities).toEqual(['000200010000000a']);
    expect(exported(route, 'external', internal).extendedCommunities).toHaveLength(2);
  });
});

describe('unrecognized attributes (RFC 4271, section 5)', () => {
  test('transitive ones go along with the Partial bit', () => {
    const route = routeAttributes({ unrecognized: [{ flags: 0xc0, code: 200, value: '0102' }] });
    expect(exported(route, 'external', external).unrecognized).toEqual([
      { flags: 0xe0, code: 200, value: '0102' },
    ]);
  });

  test('the others are not passed on', () => {
    const route = routeAttributes({ unrecognized: [{ flags: 0x80, code: 200, value: '0102' }] });
    expect(exported(route, 'external', external).unrecognized ?? []).toEqual([]);
  });
});

describe('the next hop (RFC 4271, section 5.1.3)', () => {
  const inSubnet = routeAttributes({ nextHop: '198.51.100.7' });
  const elsewhere = routeAttributes({ nextHop: '192.0.2.2' });
  const own6 = { ...own, nextHop: '::' };
  test.each<[string, PathAttributes, Source, ExportOptions, string]>([
    ['of our own routes is our own address', own, 'local', external, '198.51.100.1'],
    ['of our own routes is our own address inside too', own, 'local', internal, '198.51.100.1'],
    ['a third party in the shared subnet is kept', inSubnet, 'external', external, '198.51.100.7'],
    ['a third party elsewhere is not', elsewhere, 'external', external, '198.51.100.1'],
    ['an internal third party is kept as well', inSubnet, 'internal', external, '198.51.100.7'],
    [
      'without a shared subnet it is ours',
      inSubnet,
      'external',
      { ...external, sharedSubnet: undefined },
      '198.51.100.1',
    ],
    [
      'with next-hop-self it is ours',
      inSubnet,
      'external',
      { ...external, nextHopSelf: true },
      '198.51.100.1',
    ],
    ['to an internal peer it stays', elsewhere, 'external', internal, '192.0.2.2'],
    [
      'to an internal peer with next-hop-self it is ours',
      elsewhere,
      'external',
      { ...internal, nextHopSelf: true },
      '198.51.100.1',
    ],
    ['of our own IPv6 routes is our own address', own6, 'local', { ...external, ...ipv6 }, 'fd00::1'],
    [
      'an IPv6 third party in the shared subnet is kept',
      routeAttributes({ nextHop: 'fd00::7' }),
      'external',
      { ...external, ...ipv6 },
      'fd00::7',
    ],
    [
      'an IPv6 one elsewhere is not',
      routeAttributes({ nextHop: '2001:db8::7' }),
      'external',
      { ...external, ...ipv6 },
      'fd00::1',
    ],
    [
      'an IPv4 route over IPv6 has our IPv6 address (RFC 8950)',
      own,
      'local',
      { ...external, localAddresses: ['fd00::1'], extendedNextHop: true },
      'fd00::1',
    ],
    [
      'an IPv6 next hop of an IPv4 route is ours where RFC 8950 was not agreed',
      routeAttributes({ nextHop: 'fd00::7' }),
      'external',
      internal,
      '198.51.100.1',
    ],
    [
      'and stays where it was',
      routeAttributes({ nextHop: 'fd00::7' }),
      'external',
      { ...internal, extendedNextHop: true },
      'fd00::7',
    ],
  ])('%s', (_title, attributes, source, options, nextHop) => {
    expect(exported(attributes, source, options).nextHop).toBe(nextHop);
  });

  test.each<[string, ExportOptions]>([
    ['an IPv6 route over IPv4', { ...external, family: 'ipv6-unicast' }],
    ['an IPv4 route over IPv6 without RFC 8950', { ...external, localAddresses: ['fd00::1'] }],
  ])('%s has none that the peer could use, so it is not advertised', (_title, options) => {
    expect(exportAttributes(own, 'local', options)).toBeUndefined();
  });

  test('a link-local one stays beside the one it came with, and goes with it', () => {
    const route = routeAttributes({ nextHop: 'fd00::7', linkLocalNextHop: 'fe80::7' });
    expect(exported(route, 'external', { ...external, ...ipv6 }).linkLocalNextHop).toBe('fe80::7');
    const self = { ...external, ...ipv6, nextHopSelf: true };
    expect(exported(route, 'external', self).linkLocalNextHop).toBeUndefined();
  });
});
