import type { AsPath } from '@bgpeer/bgp-wire';
import { noPolicyDefinitions } from '@bgpeer/policy';
import type { AggregateConfiguration, RouterConfiguration } from '@bgpeer/router';
import { networks } from '@bgpeer/testkit';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, routeAttributes, withdrawal } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const sides = [{ address: '192.0.2.2' }, { address: '192.0.2.3', asNumber: 65_003 }];

function aggregate(prefix: string, partial: Partial<AggregateConfiguration> = {}): AggregateConfiguration {
  return {
    family: prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast',
    prefix,
    asSet: false,
    summaryOnly: false,
    matchingMedOnly: false,
    ...partial,
  };
}

function scene(aggregates: readonly AggregateConfiguration[], more: Partial<RouterConfiguration> = {}) {
  const made = routerAndScripts(sides, { aggregates, ...more });
  const [speaker, listener] = made.peers;
  return {
    ...made,
    learn(prefix: string, attributes: Parameters<typeof routeAttributes>[0] = {}): void {
      speaker.send(advertisement([prefix], routeAttributes(attributes)));
      made.network.settle();
    },
    forget(...prefixes: readonly string[]): void {
      speaker.send(withdrawal(...prefixes));
      made.network.settle();
    },
    configure(next: Partial<RouterConfiguration>): void {
      const configuration = { ...made.router.router.configuration, ...next };
      made.router.command({ name: 'configure', configuration });
      made.network.settle();
    },
    heard: () => learnedBy(listener),
    own: () => made.router.prefix('10.1.0.0/16')?.routes.find((route) => route.originatedFor === 'aggregate'),
  };
}

describe('an aggregate', () => {
  test('is there while something more specific is selected', () => {
    const { learn, forget, own, heard } = scene([aggregate('10.1.0.0/16')]);
    expect(own()).toBeUndefined();
    learn('10.1.0.0/16');
    learn('10.2.1.0/24');
    expect(own()).toBeUndefined();
    learn('10.1.1.0/24');
    expect(own()).toMatchObject({ weight: 32_768 });
    expect([...heard().keys()].sort()).toEqual(['10.1.0.0/16', '10.1.1.0/24', '10.2.1.0/24']);
    forget('10.1.1.0/24');
    expect(own()).toBeUndefined();
  });

  test('has the worst ORIGIN, ATOMIC_AGGREGATE and us as AGGREGATOR, as FRR makes it', () => {
    const { learn, forget, own, heard } = scene([aggregate('10.1.0.0/16')]);
    learn('10.1.1.0/24', { multiExitDisc: 5, communities: [1], asPath: asPath(65_001, 65_010) });
    expect(own()!.attributes).toEqual({
      origin: 'IGP',
      asPath: [],
      nextHop: '0.0.0.0',
      multiExitDisc: 0,
      atomicAggregate: true,
      aggregator: { asNumber: 65_000, address: '192.0.2.1' },
    });
    learn('10.1.2.0/24', { origin: 'EGP' });
    expect(own()!.attributes.origin).toBe('EGP');
    learn('10.1.3.0/24', { origin: 'INCOMPLETE' });
    expect(heard().get('10.1.0.0/16')).toMatchObject({ origin: 'INCOMPLETE', asPath: asPath(65_000) });
    forget('10.1.3.0/24', '10.1.2.0/24');
    expect(own()!.attributes.origin).toBe('IGP');
  });

  test('with as-set keeps AS numbers and communities; ATOMIC_AGGREGATE only where it was', () => {
    const { learn, own } = scene([aggregate('10.1.0.0/16', { asSet: true })]);
    learn('10.1.1.0/24', { asPath: asPath(65_001, 65_010, 65_020), communities: [1, 2] });
    expect(own()!.attributes.asPath).toEqual(asPath(65_001, 65_010, 65_020));
    learn('10.1.2.0/24', { asPath: asPath(65_001, 65_011), communities: [2, 3] });
    expect(own()!.attributes).toMatchObject({
      asPath: [...asPath(65_001), { type: 'AS_SET', asNumbers: [65_010, 65_011, 65_020] }],
      communities: [1, 2, 3],
    });
    expect(own()!.attributes.atomicAggregate).toBeUndefined();
    learn('10.1.3.0/24', { atomicAggregate: true });
    expect(own()!.attributes.atomicAggregate).toBe(true);
  });

  test('with as-set has as many AS_SETs as it takes, and what fits no message is not advertised', () => {
    const { learn, own, heard } = scene([aggregate('10.1.0.0/16', { asSet: true })]);
    const lengths = () => own()!.attributes.asPath!.map(({ asNumbers }) => asNumbers.length);
    const numbers = (from: number, length = 500) => Array.from({ length }, (_, place) => from + place);
    const pathOf = (from: number): AsPath => [
      { type: 'AS_SEQUENCE', asNumbers: numbers(from).slice(0, 250) },
      { type: 'AS_SEQUENCE', asNumbers: numbers(from).slice(250) },
    ];
    learn('10.1.1.0/24', { asPath: pathOf(100_000) });
    expect(lengths()).toEqual([255, 245]);
    learn('10.1.2.0/24', { asPath: pathOf(100_500), communities: numbers(0, 450) });
    expect(lengths()).toEqual([255, 255, 255, 235]);
    expect(heard().has('10.1.0.0/16')).toBe(false);
    for (let place = 2; place < 40; place += 1)
      learn(`10.1.${place}.0/24`, {
        asPath: pathOf(100_000 + place * 500),
        communities: numbers(place * 450, 450),
      });
    expect(lengths().reduce((sum, length) => sum + length)).toBe(16_350);
    expect(own()!.attributes.communities).toHaveLength(16_383);
  });

  test('has the ORIGIN that it is told', () => {
    const { learn, own } = scene([aggregate('10.1.0.0/16', { origin: 'EGP' })]);
    learn('10.1.1.0/24');
    expect(own()!.attributes.origin).toBe('EGP');
  });

  test('with matching-MED-only is there while all MEDs are the same', () => {
    const { learn, own, router } = scene([
      aggregate('10.1.0.0/16', { matchingMedOnly: true, summaryOnly: true }),
    ]);
    learn('10.1.1.0/24', { multiExitDisc: 5 });
    expect(router.prefix('10.1.1.0/24')!.suppressed).toBe(true);
    learn('10.1.2.0/24', { multiExitDisc: 6 });
    expect(own()).toBeUndefined();
    expect(router.prefix('10.1.1.0/24')!.suppressed).toBeUndefined();
    learn('10.1.2.0/24', { multiExitDisc: 5 });
    expect(own()).toBeDefined();
  });

  test('passes its route-map, which may deny it: then nothing is held back', () => {
    const routeMaps = [
      {
        name: 'TEN',
        entries: [
          { sequence: 10, action: 'permit', matches: [], sets: [{ set: 'metric', change: { to: 10 } }] },
        ],
      },
      { name: 'NO', entries: [{ sequence: 10, action: 'deny', matches: [], sets: [] }] },
    ] as const;
    const policies = { ...noPolicyDefinitions, routeMaps };
    const one = aggregate('10.1.0.0/16', { routeMap: 'TEN', summaryOnly: true });
    const { learn, configure, own, heard } = scene([one], { policies });
    learn('10.1.1.0/24');
    expect(own()!.attributes.multiExitDisc).toBe(10);
    expect([...heard().keys()]).toEqual(['10.1.0.0/16']);
    configure({ aggregates: [{ ...one, routeMap: 'NO' }] });
    expect([...heard().keys()]).toEqual(['10.1.1.0/24']);
  });

  test('does not make another aggregate', () => {
    const { learn, own, router } = scene([
      aggregate('10.1.0.0/16', { summaryOnly: true }),
      aggregate('10.1.128.0/17'),
    ]);
    learn('10.1.129.0/24');
    expect(own()).toBeDefined();
    expect(router.prefix('10.1.128.0/17')!.suppressed).toBeUndefined();
    expect(router.prefix('10.1.129.0/24')!.suppressed).toBe(true);
  });

  test('of IPv6 too', () => {
    const { network, router } = scene([aggregate('fd00:1::/32')], { networks: networks('fd00:1:2::/48') });
    network.settle();
    expect(router.prefix('fd00:1::/32')!.routes[0].attributes.nextHop).toBe('::');
  });
});

describe('what is held back', () => {
  test('summary-only: everything more specific, from everybody; told before it is said', () => {
    const made = scene([aggregate('10.1.0.0/16', { summaryOnly: true })]);
    made.learn('10.1.1.0/24');
    made.learn('10.1.2.0/24');
    expect([...made.heard().keys()]).toEqual(['10.1.0.0/16']);
    expect(
      made.peers[1]
        .receivedOf('UPDATE')
        .some(({ nlri }) => nlri.some(({ prefix }) => prefix === '10.1.2.0/24')),
    ).toBe(false);
    expect(made.router.nextHops('10.1.1.0/24')).toHaveLength(1);
    made.configure({ aggregates: [aggregate('10.1.0.0/16')] });
    expect([...made.heard().keys()].sort()).toEqual(['10.1.0.0/16', '10.1.1.0/24', '10.1.2.0/24']);
    made.configure({ aggregates: [] });
    expect([...made.heard().keys()].sort()).toEqual(['10.1.1.0/24', '10.1.2.0/24']);
  });

  test('two aggregates: it is advertised again when both let go', () => {
    const inner = aggregate('10.1.0.0/16', { summaryOnly: true });
    const outer = aggregate('10.0.0.0/8', { summaryOnly: true });
    const { learn, configure, heard } = scene([inner, outer]);
    learn('10.1.1.0/24');
    expect([...heard().keys()].sort()).toEqual(['10.0.0.0/8', '10.1.0.0/16']);
    configure({ aggregates: [inner] });
    expect([...heard().keys()]).toEqual(['10.1.0.0/16']);
    configure({ aggregates: [] });
    expect([...heard().keys()]).toEqual(['10.1.1.0/24']);
  });

  test('suppress-map: only what it permits', () => {
    const routeMaps = [
      {
        name: 'FIVE',
        entries: [{ sequence: 10, action: 'permit', matches: [{ match: 'metric', value: 5 }], sets: [] }],
      },
    ] as const;
    const policies = { ...noPolicyDefinitions, routeMaps };
    const { learn, heard } = scene([aggregate('10.1.0.0/16', { suppressMap: 'FIVE' })], { policies });
    learn('10.1.1.0/24', { multiExitDisc: 5 });
    learn('10.1.2.0/24', { multiExitDisc: 6 });
    expect([...heard().keys()].sort()).toEqual(['10.1.0.0/16', '10.1.2.0/24']);
    learn('10.1.2.0/24', { multiExitDisc: 5 });
    expect([...heard().keys()]).toEqual(['10.1.0.0/16']);
  });
});

test('an aggregate that is configured late goes through what is there, in slices', () => {
  const { peers, network, configure, own, heard } = scene([]);
  const some = Array.from({ length: 200 }, (_, number) => `10.1.${number}.0/24`);
  peers[0].send(advertisement(some));
  network.settle();
  configure({ aggregates: [aggregate('10.1.0.0/16', { summaryOnly: true })] });
  expect(own()).toBeDefined();
  expect([...heard().keys()]).toEqual(['10.1.0.0/16']);
});

const aggregates = fc.uniqueArray(
  fc.record({
    prefix: fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.128.0/17', '0.0.0.0/0'),
    asSet: fc.boolean(),
    summaryOnly: fc.boolean(),
    matchingMedOnly: fc.boolean(),
  }),
  { selector: ({ prefix }) => prefix, maxLength: 3 },
);
const route = fc.record({
  prefix: fc.constantFrom('10.1.1.0/24', '10.1.129.0/24', '10.1.128.0/17', '10.2.0.0/24', '10.1.0.0/16'),
  origin: fc.constantFrom('IGP' as const, 'EGP' as const),
  multiExitDisc: fc.constantFrom(0, 5),
  tail: fc.constantFrom([], [65_010], [65_020]),
});
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ learn: route }) },
  { weight: 3, arbitrary: fc.record({ forget: route.map(({ prefix }) => prefix) }) },
  { weight: 1, arbitrary: fc.record({ configure: aggregates }) },
);

test('one that becomes another holds back in between what both hold back', () => {
  const { network, router, peers, configure, heard, learn } = scene([
    aggregate('10.1.0.0/16', { summaryOnly: true }),
  ]);
  for (let place = 0; place < 20; place += 1) learn(`10.1.${place}.0/24`);
  expect([...heard().keys()]).toEqual(['10.1.0.0/16']);
  const before = peers[1].receivedOf('UPDATE').length;
  configure({ aggregates: [aggregate('10.1.0.0/16', { summaryOnly: true, origin: 'EGP' })] });
  const said = peers[1].receivedOf('UPDATE').slice(before);
  expect(said.flatMap(({ nlri, withdrawn }) => [...nlri, ...withdrawn]).map(({ prefix }) => prefix)).toEqual([
    '10.1.0.0/16',
  ]);
  // What goes while an aggregate lets go of it is not held back under its next number.
  peers[0].send(withdrawal('10.1.3.0/24'));
  router.command({
    name: 'configure',
    configuration: { ...router.router.configuration, aggregates: [] },
  });
  network.runFor(5_000);
  learn('10.2.0.0/24');
  expect(heard().has('10.2.0.0/24')).toBe(true);
  expect(heard().has('10.1.3.0/24')).toBe(false);
  expect(heard().size).toBe(20);
});

test('after any steps everything is as if it had been so from the beginning', () => {
  fc.assert(
    fc.property(aggregates, fc.array(step, { maxLength: 12 }), (first, steps) => {
      const given = (some: typeof first) => some.map(({ prefix, ...rest }) => aggregate(prefix, rest));
      const grown = scene(given(first));
      const held = new Map<string, Parameters<typeof routeAttributes>[0]>();
      let last = first;
      for (const each of steps) {
        if ('learn' in each) {
          const { prefix, origin, multiExitDisc, tail } = each.learn;
          held.set(prefix, { origin, multiExitDisc, asPath: asPath(65_001, ...tail) });
          grown.learn(prefix, held.get(prefix));
        } else if ('forget' in each) {
          held.delete(each.forget);
          grown.forget(each.forget);
        } else {
          last = each.configure;
          grown.configure({ aggregates: given(last) });
        }
      }
      const fresh = scene(given(last));
      for (const [prefix, attributes] of held) fresh.learn(prefix, attributes);
      expect(new Map([...grown.heard()].sort())).toEqual(new Map([...fresh.heard()].sort()));
    }),
    { numRuns: 60 },
  );
});
