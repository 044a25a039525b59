import { type PathAttributes, parsePrefix } from '@bgpeer/bgp-wire';
import { describe, expect, test } from 'vitest';
import type { ExportCase } from '../src/export/export-case.ts';
import type { ExportOptions } from '../src/export/export-options.ts';
import { exportRoute } from '../src/export/export-route.ts';
import type { Withheld } from '../src/export/withheld.ts';
import { externalExportOptions, internalExportOptions } from './support/export-options.ts';
import { asPath, routeAttributes } from './support/messages.ts';

const peerAsNumber = 65_002;
const learned: ExportCase = {
  kind: 'external',
  isClient: false,
  staleness: 'fresh',
  prefixClass: 0,
  isSuppressed: false,
};
const external = (partial: Partial<ExportOptions> = {}) => externalExportOptions(partial);
const internal = (partial: Partial<ExportOptions> = {}) => ({ ...internalExportOptions(), ...partial });

function exported(
  attributes: PathAttributes,
  options: ExportOptions,
  exportCase: Partial<ExportCase> = {},
): PathAttributes {
  const outcome = exportRoute(
    { attributes, weight: 0, exportCase: { ...learned, ...exportCase } },
    options,
    {},
  );
  if ('withheld' in outcome) throw new Error(`the route is held back: ${outcome.withheld.why}`);
  return outcome.attributes;
}

function withheld(
  attributes: PathAttributes,
  options: ExportOptions,
  exportCase: Partial<ExportCase> = {},
): Withheld | undefined {
  const outcome = exportRoute(
    { attributes, weight: 0, exportCase: { ...learned, ...exportCase } },
    options,
    {},
  );
  return 'withheld' in outcome ? outcome.withheld : undefined;
}

const pathOf = (options: Partial<ExportOptions>, ...asNumbers: readonly number[]) =>
  exported(routeAttributes({ asPath: asPath(...asNumbers) }), external(options)).asPath;

describe('local-as (RFC 7705)', () => {
  test.each([
    [
      'stands before our own',
      { asNumber: 64_900, noPrepend: false, replaceAs: false },
      [64_900, 65_000, 65_001],
    ],
    [
      'no-prepend is about what the peer advertises',
      { asNumber: 64_900, noPrepend: true, replaceAs: false },
      [64_900, 65_000, 65_001],
    ],
    [
      'replace-as stands in its place',
      { asNumber: 64_900, noPrepend: true, replaceAs: true },
      [64_900, 65_001],
    ],
  ])('%s', (_title, localAs, expected) => {
    expect(pathOf({ localAs }, 65_001)).toEqual(asPath(...expected));
  });
});

describe('as-override', () => {
  test('puts our number in place of the peer’s, wherever it stands', () => {
    expect(pathOf({ asOverride: true, peerAsNumber }, 65_002, 65_003, 65_002)).toEqual(
      asPath(65_000, 65_000, 65_003, 65_000),
    );
  });

  test('with local-as puts ours all the same, as FRR does', () => {
    const localAs = { asNumber: 64_900, noPrepend: true, replaceAs: true };
    expect(pathOf({ asOverride: true, peerAsNumber, localAs }, 65_002)).toEqual(asPath(64_900, 65_000));
  });
});

describe('remove-private-AS, as FRR does it', () => {
  const options = (all: boolean, replaceAs: boolean) => ({
    removePrivateAs: { all, replaceAs },
    localAsNumber: 100,
    peerAsNumber: 200,
  });
  test.each<[string, Partial<ExportOptions>, number[], number[]]>([
    ['a path of private numbers alone goes', options(false, false), [64_512, 65_001], [100]],
    ['one among others keeps all of them', options(false, false), [65_001, 300], [100, 65_001, 300]],
    ['with all they go from among others', options(true, false), [65_001, 300, 4_200_000_000], [100, 300]],
    ['with replace-AS ours stands in their place', options(false, true), [64_512, 65_001], [100, 100, 100]],
    ['which is only for a path of nothing else', options(false, true), [65_001, 300], [100, 65_001, 300]],
    ['unless all is said too', options(true, true), [65_001, 300], [100, 100, 300]],
    ['65535 is no private number', options(true, false), [65_535, 300], [100, 65_535, 300]],
  ])('%s', (_title, knobs, path, expected) => {
    expect(pathOf(knobs, ...path)).toEqual(asPath(...expected));
  });

  test('the number of the peer itself stays', () => {
    const knobs = { ...options(true, false), peerAsNumber: 65_001 };
    expect(pathOf(knobs, 65_001, 65_009, 300)).toEqual(asPath(100, 65_001, 300));
  });

  test('what is left is one sequence', () => {
    const sets = [
      { type: 'AS_SEQUENCE', asNumbers: [300] },
      { type: 'AS_SET', asNumbers: [65_001] },
      { type: 'AS_SEQUENCE', asNumbers: [400] },
    ] as const;
    expect(exported(routeAttributes({ asPath: sets }), external(options(true, false))).asPath).toEqual(
      asPath(100, 300, 400),
    );
  });
});

test('sender-as-path-loop-detection holds back what the peer would take for a loop', () => {
  const options = external({ senderAsPathLoopDetection: true, peerAsNumber });
  const looping = routeAttributes({ asPath: asPath(65_001, 65_002) });
  expect(withheld(looping, options)).toEqual({ why: 'as-loop', asNumber: 65_002 });
  expect(withheld(routeAttributes(), options)).toBeUndefined();
  expect(withheld(looping, external())).toBeUndefined();
});

describe('a client of our route server (RFC 7947, section 2.2)', () => {
  const server = external({ routeServerClient: true, sharedSubnet: parsePrefix('198.51.100.0/24') });
  const route = routeAttributes({ multiExitDisc: 30, nextHop: '203.0.113.7' });

  test('gets AS_PATH, NEXT_HOP and MED of another client as they are', () => {
    expect(exported(route, server, { isClient: true })).toMatchObject(route);
  });

  test('and communities meant for the clients, which we do not act on', () => {
    const marked = { ...route, communities: [0xffffff01] };
    expect(exported(marked, server, { isClient: true }).communities).toEqual([0xffffff01]);
  });

  test('of others neither the MED, nor what was to go no further (RFC 1997)', () => {
    expect(exported(route, server).multiExitDisc).toBeUndefined();
    expect(withheld({ ...route, communities: [0xffffff01] }, server)).toMatchObject({ why: 'community' });
  });

  test('routes of our own have us in them', () => {
    const own = { origin: 'IGP', asPath: [], nextHop: '0.0.0.0' } as const;
    expect(exported(own, server, { kind: 'local' })).toMatchObject({
      asPath: asPath(65_000),
      nextHop: '192.0.2.1',
    });
  });
});

describe('attribute-unchanged', () => {
  const unchanged = { asPath: false, nextHop: false, multiExitDisc: false };
  const route = routeAttributes({ multiExitDisc: 30, nextHop: '203.0.113.7' });
  test.each([
    [
      'as-path',
      { ...unchanged, asPath: true },
      { asPath: asPath(65_001), nextHop: '192.0.2.1', multiExitDisc: undefined },
    ],
    [
      'next-hop',
      { ...unchanged, nextHop: true },
      { asPath: asPath(65_000, 65_001), nextHop: '203.0.113.7', multiExitDisc: undefined },
    ],
    [
      'med',
      { ...unchanged, multiExitDisc: true },
      { asPath: asPath(65_000, 65_001), nextHop: '192.0.2.1', multiExitDisc: 30 },
    ],
  ])('%s', (_title, attributesUnchanged, expected) => {
    expect(exported(route, external({ attributesUnchanged }))).toMatchObject(expected);
  });

  test('an empty AS_PATH gets our number all the same', () => {
    const options = external({ attributesUnchanged: { ...unchanged, asPath: true } });
    expect(exported({ origin: 'IGP', asPath: [] }, options, { kind: 'internal' }).asPath).toEqual(
      asPath(65_000),
    );
  });
});

describe('roles (RFC 9234, section 5)', () => {
  const leak = routeAttributes({ onlyToCustomer: 65_009 });
  test.each([
    ['provider', 65_009, 65_000],
    ['rs-server', 65_009, 65_000],
    ['peer', undefined, 65_000],
    ['customer', undefined, undefined],
    ['rs-client', undefined, undefined],
  ] as const)('as %s', (role, keeps, adds) => {
    const options = external({ role });
    if (keeps === undefined)
      expect(withheld(leak, options)).toEqual({ why: 'only-to-customer', role, onlyToCustomer: 65_009 });
    else expect(exported(leak, options).onlyToCustomer).toBe(keeps);
    expect(exported(routeAttributes(), options).onlyToCustomer).toBe(adds);
  });

  test('without one OTC goes along as it is, and is not marked as partial', () => {
    expect(exported(leak, external())).toMatchObject({ onlyToCustomer: 65_009 });
    expect(exported(leak, external()).partial).toBeUndefined();
  });

  test('the number added is the one that the peer knows us by', () => {
    const localAs = { asNumber: 64_900, noPrepend: false, replaceAs: false };
    expect(exported(routeAttributes(), external({ role: 'provider', localAs })).onlyToCustomer).toBe(64_900);
  });
});

describe('graceful shutdown (RFC 8326)', () => {
  test('marks what goes out, and inside nobody prefers it', () => {
    const [outside, inside] = [external, internal].map((options) =>
      exported(routeAttributes({ localPref: 200, communities: [1] }), options({ gracefulShutdown: true })),
    );
    expect([outside.communities, outside.localPref]).toEqual([[1, 0xffff0000], undefined]);
    expect([inside.communities, inside.localPref]).toEqual([[1, 0xffff0000], 0]);
  });
});

describe('long-lived stale routes (RFC 9494, section 4.3)', () => {
  const speaks = external({ takesLongLivedStale: true });
  const speaksNot = external({ takesLongLivedStale: false });

  test('are marked for those who know them', () => {
    expect(exported(routeAttributes(), speaks, { staleness: 'long-lived-stale' }).communities).toEqual([
      0xffff0006,
    ]);
    expect(exported(routeAttributes(), speaks, { staleness: 'stale' }).communities).toBeUndefined();
  });

  test('and the mark goes along though no communities are sent', () => {
    const options = { ...speaks, sendCommunities: { standard: false, extended: false, large: false } };
    const marked = routeAttributes({ communities: [7, 0xffff0006] });
    expect(exported(marked, options).communities).toEqual([0xffff0006]);
  });

  test('are not sent to others, whoever marked them', () => {
    expect(withheld(routeAttributes(), speaksNot, { staleness: 'long-lived-stale' })?.why).toBe(
      'long-lived-stale',
    );
    expect(withheld(routeAttributes({ communities: [0xffff0006] }), speaksNot)?.why).toBe('long-lived-stale');
    expect(withheld(routeAttributes(), speaksNot, { staleness: 'stale' })).toBeUndefined();
  });
});

describe('AIGP (RFC 7311)', () => {
  const metric = (value: bigint) => [
    { type: 9, value: '' },
    { type: 1, value: value.toString(16).padStart(16, '0') },
  ];
  const route = routeAttributes({ aigp: metric(100n) });
  const beyond: ExportOptions = external({ aigp: true });

  test('goes out only where it is enabled', () => {
    expect(exported(route, external()).aigp).toBeUndefined();
    expect(exported(route, internal({ aigp: false })).aigp).toBeUndefined();
    expect(exported(route, internal()).aigp).toEqual(metric(100n));
  });

  test('grows by the distance to the next hop, by 1 at least, where we become the next hop', () => {
    expect(exported(route, beyond).aigp).toEqual(metric(101n));
    expect(exported(route, beyond, { detail: { interiorCost: 20 } }).aigp).toEqual(metric(120n));
    const self = internal({ nextHopSelf: true });
    expect(exported(route, self, { detail: { interiorCost: 20 } }).aigp).toEqual(metric(120n));
  });

  test('does not wrap around', () => {
    const large = routeAttributes({ aigp: metric(0xffff_ffff_ffff_fff0n) });
    expect(exported(large, beyond, { detail: { interiorCost: 20 } }).aigp).toEqual(
      metric(0xffff_ffff_ffff_ffffn),
    );
  });
});
