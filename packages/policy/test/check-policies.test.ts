import { expect, test } from 'vitest';
import {
  checkPolicies,
  noPolicyDefinitions,
  type PolicyDefinitions,
  type PolicyProblem,
  type PolicyUse,
} from '../src/index.ts';
import { routeMapEntry } from './policies.ts';

const place = (line: number) => ({ file: 'frr.conf', line, text: `line ${line}` });

function problemsOf(definitions: Partial<PolicyDefinitions>, uses: readonly PolicyUse[] = []) {
  return checkPolicies({ ...noPolicyDefinitions, ...definitions }, uses);
}

/** What is wrong beside that nobody uses it. */
function faultsOf(definitions: Partial<PolicyDefinitions>, uses?: readonly PolicyUse[]): PolicyProblem[] {
  return problemsOf(definitions, uses).filter(({ problem }) => problem !== 'unused');
}

const permitAll = { name: 'ALL', entries: [routeMapEntry()] };

test('policies that fit together have no problems', () => {
  const definitions = {
    prefixLists: [
      {
        name: 'P',
        family: 'ipv4-unicast' as const,
        entries: [
          { sequence: 5, action: 'permit' as const, prefix: '10.0.0.0/8', lengthMin: 8, lengthMax: 24 },
        ],
      },
    ],
    routeMaps: [
      permitAll,
      {
        name: 'M',
        entries: [
          routeMapEntry({
            matches: [{ match: 'prefix-list', family: 'ipv4-unicast', list: 'P' }],
            call: 'ALL',
            onMatch: { goTo: 20 },
          }),
          routeMapEntry({ sequence: 20 }),
        ],
      },
    ],
  };
  const use: PolicyUse = { user: 'neighbor A', filters: { routeMap: 'M' }, family: 'ipv4-unicast' };
  expect(problemsOf(definitions, [use])).toEqual([]);
});

test('what is named and missing is told with the line that names it', () => {
  const definitions = {
    routeMaps: [
      {
        name: 'M',
        entries: [
          routeMapEntry({
            matches: [
              { match: 'community', list: 'C', how: 'all', place: place(2) },
              { match: 'prefix-list', family: 'ipv6-unicast', list: 'P' },
            ],
            sets: [{ set: 'delete-communities', list: 'D', place: place(3) }],
            call: 'N',
            place: place(1),
          }),
        ],
      },
    ],
  };
  const user = 'neighbor 192.0.2.1';
  const uses: PolicyUse[] = [
    { user, filters: { prefixList: 'Q', filterList: 'F' }, family: 'ipv4-unicast', place: place(9) },
    { user: 'network 10.0.0.0/8', routeMap: 'O' },
  ];
  const at = { kind: 'route-map', name: 'M', sequence: 10 };
  expect(faultsOf(definitions, uses)).toEqual([
    { in: at, place: place(2), problem: 'missing', missing: { kind: 'community-list', name: 'C' } },
    {
      in: at,
      place: place(1),
      problem: 'missing',
      missing: { kind: 'prefix-list', family: 'ipv6-unicast', name: 'P' },
    },
    { in: at, place: place(3), problem: 'missing', missing: { kind: 'community-list', name: 'D' } },
    { in: at, place: place(1), problem: 'missing', missing: { kind: 'route-map', name: 'N' } },
    {
      place: place(9),
      problem: 'missing',
      user,
      missing: { kind: 'prefix-list', family: 'ipv4-unicast', name: 'Q' },
    },
    { place: place(9), problem: 'missing', user, missing: { kind: 'as-path-list', name: 'F' } },
    {
      place: undefined,
      problem: 'missing',
      user: 'network 10.0.0.0/8',
      missing: { kind: 'route-map', name: 'O' },
    },
  ]);
});

test('a list of one family does not stand in for one of the other', () => {
  const definitions: Partial<PolicyDefinitions> = {
    prefixLists: [{ name: 'P', family: 'ipv6-unicast', entries: [] }],
  };
  const use: PolicyUse = { user: 'neighbor A', filters: { prefixList: 'P' }, family: 'ipv4-unicast' };
  expect(problemsOf(definitions, [use]).map(({ problem }) => problem)).toEqual(['missing', 'unused']);
});

test('circles of calls are told once, whatever leads into them', () => {
  const calls = (name: string, ...called: string[]) => ({
    name,
    entries: called.map((call, index) => routeMapEntry({ sequence: index + 1, call, place: place(index) })),
  });
  const loops = (...routeMaps: ReturnType<typeof calls>[]) =>
    faultsOf({ routeMaps }).map((problem) => (problem.problem === 'call-loop' ? problem.calls : problem));
  expect(loops(calls('A', 'A'))).toEqual([['A', 'A']]);
  expect(loops(calls('A', 'B', 'C'), calls('B', 'C'), calls('C', 'B'))).toEqual([['B', 'C', 'B']]);
  expect(loops(calls('A', 'B', 'B'), calls('B', 'C'), { name: 'C', entries: [routeMapEntry()] })).toEqual([]);
});

test('goto leads forwards, and somewhere', () => {
  const goTo = (target: number) =>
    faultsOf({
      routeMaps: [
        {
          name: 'M',
          entries: [
            routeMapEntry({ onMatch: { goTo: target }, place: place(4) }),
            routeMapEntry({ sequence: 20 }),
          ],
        },
      ],
    });
  const at = { in: { kind: 'route-map', name: 'M', sequence: 10 }, place: place(4) };
  expect(goTo(15)).toEqual([]);
  expect(goTo(10)).toEqual([{ ...at, problem: 'goto-backwards', goTo: 10 }]);
  expect(goTo(30)).toEqual([{ ...at, problem: 'goto-nowhere', goTo: 30 }]);
});

test('regular expressions are told with the place of the fault in them', () => {
  const definitions: Partial<PolicyDefinitions> = {
    asPathLists: [
      {
        name: 'A',
        entries: [{ sequence: 5, action: 'permit', regularExpression: '_65001_(', place: place(1) }],
      },
    ],
    communityLists: [
      {
        name: 'E',
        form: 'expanded',
        entries: [{ sequence: 5, action: 'permit', values: ['(1{255}){255}'] }],
      },
    ],
  };
  expect(faultsOf(definitions)).toEqual([
    {
      in: { kind: 'as-path-list', name: 'A', sequence: 5 },
      place: place(1),
      problem: 'regular-expression',
      expression: '_65001_(',
      offset: 7,
      reason: 'has a "(" that is never closed',
    },
    {
      in: { kind: 'community-list', name: 'E', sequence: 5 },
      problem: 'regular-expression',
      expression: '(1{255}){255}',
      offset: 0,
      reason: 'needs more than 10000 states',
    },
  ]);
});

test('names, sequences, lengths and values', () => {
  const permit = { action: 'permit' } as const;
  const definitions: Partial<PolicyDefinitions> = {
    prefixLists: [
      {
        name: 'P',
        family: 'ipv4-unicast',
        entries: [
          { ...permit, sequence: 5, prefix: '10.0.0.0/8', lengthMin: 7 },
          { ...permit, sequence: 5, prefix: '10.0.0.0/8', lengthMin: 20, lengthMax: 19 },
          { ...permit, sequence: 10, prefix: '10.0.0.0/8', lengthMax: 33 },
          { ...permit, sequence: 9, prefix: '2001:db8::/32' },
          { ...permit, sequence: 20, prefix: '10.0.0.1/8' },
        ],
      },
    ],
    accessLists: [
      {
        name: '',
        family: 'ipv4-unicast',
        entries: [{ ...permit, sequence: 5, prefix: 'x', isExact: false }],
      },
    ],
    largeCommunityLists: [
      { name: 'L', form: 'standard', entries: [{ ...permit, sequence: 5, values: ['65000:1'] }] },
    ],
    routeMaps: [permitAll, permitAll],
  };
  const told = faultsOf(definitions).map(
    (problem) => `${problem.problem} ${problem.in?.name} ${problem.in?.sequence ?? ''}`,
  );
  expect(told).toEqual([
    'empty-name  ',
    'duplicate-name ALL ',
    'sequence-order P 5',
    'sequence-order P 9',
    'length-range P 5',
    'length-range P 5',
    'length-range P 10',
    'malformed-value P 9',
    'malformed-value P 20',
    'malformed-value  5',
    'malformed-value L 5',
  ]);
});

test('what nobody uses is noted', () => {
  const problems = problemsOf({ routeMaps: [permitAll] });
  expect(problems).toEqual([
    { in: { kind: 'route-map', name: 'ALL', family: undefined }, problem: 'unused' },
  ]);
});
