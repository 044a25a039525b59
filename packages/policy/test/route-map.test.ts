import { expect, test } from 'vitest';
import { evaluate, explain, policySet, routeMapEntry, routeMapOf } from './policies.ts';

const customers = {
  name: 'CUSTOMERS',
  family: 'ipv4-unicast',
  entries: [
    { sequence: 5, action: 'permit', prefix: '198.51.100.0/24' },
    { sequence: 10, action: 'permit', prefix: '203.0.113.0/24', lengthMax: 28 },
  ],
} as const;

const fromCustomers = { match: 'prefix-list', family: 'ipv4-unicast', list: 'CUSTOMERS' } as const;

test('an entry whose conditions hold carries out its actions, and what no entry fits is denied', () => {
  const policy = routeMapOf(
    [{ matches: [fromCustomers], sets: [{ set: 'local-preference', change: { to: 200 } }] }],
    { prefixLists: [customers] },
  );
  const permitted = evaluate(policy, { prefix: '203.0.113.16/28' });
  expect(permitted).toMatchObject({
    permitted: true,
    attributes: { localPref: 200 },
    decidedBy: { kind: 'route-map', name: 'M', sequence: 10 },
  });
  const denied = evaluate(policy, { prefix: '192.0.2.0/24' });
  expect(denied.permitted).toBe(false);
  expect(denied.decidedBy).toEqual({ kind: 'route-map', name: 'M', sequence: undefined, place: undefined });
  expect(denied.attributes.localPref).toBeUndefined();
});

test('the way of a route is told in the words of FRR', () => {
  const policy = routeMapOf(
    [{ matches: [fromCustomers], sets: [{ set: 'local-preference', change: { to: 200 } }] }],
    { prefixLists: [customers] },
  );
  const { steps } = explain(policy, { prefix: '203.0.113.16/28' });
  expect(steps.map(({ text, outcome }) => `${text} [${outcome}]`)).toEqual([
    'route-map M permit 10 [continued]',
    'match ip address prefix-list CUSTOMERS: seq 10 permit 203.0.113.0/24 le 28 [matched]',
    'set local-preference 200 [set]',
    'permitted by route-map M permit 10 [permitted]',
  ]);
});

test('filters are asked in the order of FRR, and the first that denies decides', () => {
  const policies = policySet({
    prefixLists: [customers],
    accessLists: [
      {
        name: 'A',
        family: 'ipv4-unicast',
        entries: [{ sequence: 5, action: 'permit', prefix: '198.51.0.0/16', isExact: false }],
      },
    ],
    asPathLists: [{ name: 'P', entries: [{ sequence: 5, action: 'permit', regularExpression: '^65001_' }] }],
    routeMaps: [{ name: 'M', entries: [routeMapEntry()] }],
  });
  const policy = policies.filters({
    distributeList: 'A',
    prefixList: 'CUSTOMERS',
    filterList: 'P',
    routeMap: 'M',
  });
  const decider = (prefix: string, asPath: string) => {
    const { decidedBy } = evaluate(policy, { prefix, asPath });
    return decidedBy.kind === 'list' ? decidedBy.list : decidedBy.kind;
  };
  expect(decider('203.0.113.0/24', '65001')).toBe('distribute-list');
  expect(decider('198.51.0.0/16', '65001')).toBe('prefix-list');
  expect(decider('198.51.100.0/24', '65002')).toBe('filter-list');
  expect(decider('198.51.100.0/24', '65001')).toBe('route-map');
  expect(policies.filters({ prefixList: 'X' })).toBe(policies.filters({ prefixList: 'X' }));
});
