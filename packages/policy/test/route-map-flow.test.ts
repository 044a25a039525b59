import { expect, test } from 'vitest';
import type { RouteMapEntry } from '../src/index.ts';
import { evaluate, explain, policySet, routeMapEntry, routeMapOf } from './policies.ts';

const never = [{ match: 'tag', value: 999 }] as const;

function add(metric: number) {
  return [{ set: 'metric', change: { add: metric } }] as const;
}

/** What becomes of a route that starts with metric 0: the metric, or that it is denied. */
function outcome(
  entries: readonly Partial<RouteMapEntry>[],
  called: Readonly<Record<string, readonly Partial<RouteMapEntry>[]>> = {},
): number | 'denied' {
  const routeMaps = Object.entries(called).map(([name, others]) => ({
    name,
    entries: others.map((entry, index) => routeMapEntry({ sequence: 10 * (index + 1), ...entry })),
  }));
  const { permitted, attributes } = evaluate(routeMapOf(entries, { routeMaps }), {});
  return permitted ? (attributes.multiExitDisc ?? 0) : 'denied';
}

test('the first entry that fits decides', () => {
  expect(outcome([{ matches: never, sets: add(1) }, { sets: add(2) }, { sets: add(4) }])).toBe(2);
  expect(outcome([{ action: 'deny' }, { sets: add(2) }])).toBe('denied');
  expect(outcome([{ action: 'deny', matches: never }, { sets: add(2) }])).toBe(2);
  expect(outcome([{ matches: never }])).toBe('denied');
  expect(outcome([])).toBe('denied');
});

test('on-match next goes on to the next entry', () => {
  expect(outcome([{ sets: add(1), onMatch: 'next' }, { sets: add(2) }, { sets: add(4) }])).toBe(3);
});

// As FRR does: an entry that does not fit takes back what was permitted before it.
test('after on-match next a route is permitted only where the last entry that it reaches fits', () => {
  expect(outcome([{ sets: add(1), onMatch: 'next' }, { matches: never }])).toBe('denied');
  expect(outcome([{ sets: add(1), onMatch: 'next' }, { action: 'deny' }])).toBe('denied');
  expect(outcome([{ sets: add(1), onMatch: 'next' }])).toBe(1);
});

test('on-match goto goes on to the first entry behind with at least that number', () => {
  const three = [{ sets: add(2) }, { sets: add(4) }];
  expect(outcome([{ sets: add(1), onMatch: { goTo: 30 } }, ...three])).toBe(5);
  expect(outcome([{ sets: add(1), onMatch: { goTo: 25 } }, ...three])).toBe(5);
  expect(outcome([{ sets: add(1), onMatch: { goTo: 20 } }, ...three])).toBe(3);
  expect(outcome([{ sets: add(1), onMatch: { goTo: 99 } }, { action: 'deny' }])).toBe(1);
  expect(outcome([{ sets: add(1), onMatch: { goTo: 10 } }, ...three])).toBe(3);
});

test('a denying entry goes nowhere else', () => {
  expect(outcome([{ action: 'deny', onMatch: 'next' }, { sets: add(2) }])).toBe('denied');
});

test('a called route-map changes the route, and denies it when it denies', () => {
  expect(outcome([{ sets: add(1), call: 'C' }], { C: [{ sets: add(2) }] })).toBe(3);
  expect(outcome([{ sets: add(1), call: 'C' }, { sets: add(4) }], { C: [{ matches: never }] })).toBe(
    'denied',
  );
  expect(outcome([{ call: 'C' }], { C: [{ action: 'deny' }] })).toBe('denied');
  expect(outcome([{ call: 'C', onMatch: 'next' }, { sets: add(4) }], { C: [{ sets: add(2) }] })).toBe(6);
  expect(outcome([{ action: 'deny', call: 'C' }], { C: [{ sets: add(2) }] })).toBe('denied');
  expect(outcome([{ call: 'MISSING' }])).toBe('denied');
});

test('conditions see what earlier entries changed', () => {
  const entries: Partial<RouteMapEntry>[] = [
    { sets: add(5), onMatch: 'next' },
    { matches: [{ match: 'metric', value: 5 }], sets: add(1) },
  ];
  expect(outcome(entries)).toBe(6);
});

test('calls may be ten deep, and a circle of calls ends in a denial', () => {
  const chain = (depth: number) =>
    Object.fromEntries(
      Array.from({ length: depth }, (_, index) => [
        `C${index}`,
        [{ sets: add(1), call: index === depth - 1 ? undefined : `C${index + 1}` }],
      ]),
    );
  expect(outcome([{ call: 'C0' }], chain(10))).toBe(10);
  expect(outcome([{ call: 'C0' }], chain(11))).toBe('denied');
  expect(outcome([{ call: 'M' }])).toBe('denied');
});

test('the way through calls is told with its depth and its places', () => {
  const place = { file: 'frr.conf', line: 7, text: 'route-map M permit 10' };
  const policy = routeMapOf([{ call: 'C', onMatch: 'next', place }, {}], {
    routeMaps: [{ name: 'C', entries: [routeMapEntry({ sets: add(2) })] }],
  });
  const { steps, verdict } = explain(policy, {});
  expect(steps.map(({ depth, text }) => `${depth} ${text}`)).toEqual([
    '0 route-map M permit 10',
    '0 call C',
    '1 route-map C permit 10',
    '1 set metric +2',
    '1 permitted by route-map C permit 10',
    '0 on-match next',
    '0 route-map M permit 20',
    '0 permitted by route-map M permit 20',
  ]);
  expect(steps[0].place).toBe(place);
  expect(verdict.decidedBy).toMatchObject({ kind: 'route-map', name: 'M', sequence: 20 });
});

test('what a policy looks at beside the route it says', () => {
  const looks = (entry: Partial<RouteMapEntry>) => {
    const { looksAtPrefixes, looksAtSource, looksAtSession, looksAtSelection } = routeMapOf([{ call: 'C' }], {
      routeMaps: [{ name: 'C', entries: [routeMapEntry(entry)] }],
    });
    return { looksAtPrefixes, looksAtSource, looksAtSession, looksAtSelection };
  };
  const nothing = {
    looksAtPrefixes: false,
    looksAtSource: false,
    looksAtSession: false,
    looksAtSelection: false,
  };
  expect(looks({})).toEqual(nothing);
  expect(looks({ matches: [{ match: 'peer', peer: 'local' }] })).toEqual({ ...nothing, looksAtSource: true });
  expect(looks({ matches: [{ match: 'prefix-length', family: 'ipv4-unicast', bitLength: 8 }] })).toEqual({
    ...nothing,
    looksAtPrefixes: true,
  });
  const nextHop = { set: 'next-hop', family: 'ipv4-unicast', nextHop: 'peer-address' } as const;
  // What a next hop is for depends on the family, which is asked for as everything else about prefixes.
  expect(looks({ sets: [nextHop] })).toEqual({ ...nothing, looksAtPrefixes: true, looksAtSession: true });
  expect(looks({ sets: [{ set: 'aigp-metric', metric: 'igp-metric' }] })).toEqual({
    ...nothing,
    looksAtSelection: true,
  });
});

test('filters without a route-map name the list that decided, and with the prefix its entry', () => {
  const place = { file: 'frr.conf', line: 3, text: 'ip prefix-list P seq 5 permit 10.0.0.0/8' };
  const policies = policySet({
    prefixLists: [
      {
        name: 'P',
        family: 'ipv4-unicast',
        entries: [{ sequence: 5, action: 'permit', prefix: '10.0.0.0/8', place }],
      },
    ],
  });
  const policy = policies.filters({ prefixList: 'P' });
  expect(evaluate(policy, { prefix: '10.0.0.0/8' }).permitted).toBe(true);
  expect(explain(policy, { prefix: '10.0.0.0/8' }).verdict.decidedBy).toEqual({
    kind: 'list',
    list: 'prefix-list',
    name: 'P',
    sequence: 5,
    place,
  });
  expect(explain(policy, { prefix: '11.0.0.0/8' })).toMatchObject({
    verdict: { permitted: false },
    steps: [{ text: 'prefix-list P: no entry fits', outcome: 'denied' }],
  });
  expect(evaluate(policies.filters({}), {})).toMatchObject({
    permitted: true,
    decidedBy: { kind: 'permit-all' },
  });
});
