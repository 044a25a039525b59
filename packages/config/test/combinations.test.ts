import { describe, expect, test } from 'vitest';
import { type ConfigDocumentInput, parseFrrConf, toRouterConfiguration } from '../src/index.ts';

const head = ['router bgp 65000', ' bgp router-id 192.0.2.1', ' no bgp ebgp-requires-policy'];
const external = ' neighbor 10.0.0.1 remote-as 65001';
const internal = ' neighbor 10.0.0.2 remote-as internal';

/** Severity and line of all problems of a file, from reading it to folding it. */
function problemsOf(...lines: string[]) {
  const parsed = parseFrrConf([...head, external, internal, ...lines].join('\n'), { file: 'frr.conf' });
  const { problems } = toRouterConfiguration(parsed.document!, { placeOf: parsed.placeOf });
  return [...parsed.problems, ...problems].filter(({ severity }) => severity !== 'note');
}

const firstLine = head.length + 3;

describe('what cannot go together', () => {
  test.each([
    ['neighbor 10.0.0.2 local-as 64999', 'external peers'],
    ['neighbor 10.0.0.1 local-as 65000', 'our own AS number'],
    ['neighbor 10.0.0.2 local-role peer', 'external peers'],
    ['neighbor 10.0.0.1 route-reflector-client', 'internal peers'],
    ['neighbor 10.0.0.2 as-override', 'external peers'],
    ['neighbor 10.0.0.2 remove-private-AS all', 'external peers'],
    ['neighbor 10.0.0.1 maximum-prefix 5 restart 3 warning-only', 'cannot both'],
    ['aggregate-address 10.0.0.0/8 summary-only suppress-map X', 'suppress-map a part'],
    ['bgp cluster-id 0.0.0.0', 'not a BGP Identifier'],
  ])('%s is an error at its line', (statement, message) => {
    const errors = problemsOf(statement).filter(({ severity }) => severity === 'error');
    const [found] = errors.filter((problem) => problem.message.includes(message));
    expect(found).toMatchObject({ line: firstLine, text: statement });
    expect(found.expected).toBeDefined();
    expect(found.fix).toBeDefined();
  });

  test.each([
    ['neighbor 10.0.0.2 route-server-client', 'external peers'],
    ['neighbor 10.0.0.1 addpath-tx-best-selected 1', 'without ADD-PATH'],
    ['bgp graceful-restart restart-time 500', 'less than the 500 s'],
    ['bgp graceful-restart stalepath-time 60', 'kept for 60 s'],
    ['aggregate-address 10.0.0.0/8 as-set', 'RFC 9774'],
    ['bgp bestpath as-path multipath-relax as-set', 'RFC 9774'],
  ])('%s is a warning at its line', (statement, message) => {
    expect(problemsOf(statement)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        line: firstLine,
        message: expect.stringContaining(message),
      }),
    ]);
  });

  test.each([
    'neighbor 10.0.0.1 local-as 64999',
    'neighbor 10.0.0.1 local-role customer strict-mode',
    'neighbor 10.0.0.2 route-reflector-client',
    'neighbor 10.0.0.1 route-server-client',
    'no neighbor 10.0.0.1 route-reflector-client',
    'neighbor 10.0.0.1 as-override',
    'neighbor 10.0.0.2 next-hop-self force',
    'neighbor 10.0.0.1 next-hop-self force',
  ])('%s is sound', (statement) => {
    expect(problemsOf(statement)).toEqual([]);
  });

  test('a group’s setting is told once, at its own line, for all its members', () => {
    const problems = problemsOf(
      'neighbor G peer-group',
      'neighbor G as-override',
      'neighbor 10.0.0.3 peer-group G',
      'neighbor 10.0.0.4 peer-group G',
      'neighbor 10.0.0.5 peer-group G',
      'neighbor 10.0.0.3 remote-as internal',
      'neighbor 10.0.0.4 remote-as internal',
      'neighbor 10.0.0.5 remote-as external',
    );
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([[firstLine + 1, 'error']]);
  });

  test('what a member says itself wins over what its group cannot say', () => {
    expect(
      problemsOf(
        'neighbor G peer-group',
        'neighbor G remote-as internal',
        'neighbor G as-override',
        'neighbor 10.0.0.3 peer-group G',
        'no neighbor 10.0.0.3 as-override',
      ),
    ).toEqual([]);
  });

  test('ttl-security beside ebgp-multihop, the group’s too', () => {
    const problems = problemsOf(
      'neighbor G peer-group',
      'neighbor G ebgp-multihop 3',
      'neighbor 10.0.0.1 peer-group G',
      'neighbor 10.0.0.1 ttl-security hops 2',
    );
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [firstLine + 3, 'warning'],
      [firstLine + 3, 'error'],
    ]);
  });

  test('all of them at once', () => {
    const problems = problemsOf(
      'neighbor 10.0.0.2 local-as 64999',
      'neighbor 10.0.0.1 route-reflector-client',
      'neighbor 10.0.0.2 as-override',
      'aggregate-address 10.0.0.0/8 as-set',
    );
    expect(problems.map(({ line }) => line).toSorted()).toEqual([0, 1, 2, 3].map((n) => firstLine + n));
  });
});

describe('harmless things are notes', () => {
  const notesOf = (...lines: string[]) => {
    const parsed = parseFrrConf([...head, external, ...lines].join('\n'), { file: 'frr.conf' });
    const { problems } = toRouterConfiguration(parsed.document!, { placeOf: parsed.placeOf });
    return [...parsed.problems, ...problems].filter(({ severity }) => severity === 'note');
  };
  const unsuppress = ['neighbor 10.0.0.1 unsuppress-map R', 'route-map R permit 10'];

  test('an aggregate with host bits', () => {
    const [note] = notesOf('aggregate-address 10.1.2.3/8 summary-only');
    expect(note).toMatchObject({ line: 5, expected: '10.0.0.0/8' });
    expect(notesOf('aggregate-address 10.0.0.0/8')).toEqual([]);
  });

  test('unsuppress-map where nothing is suppressed', () => {
    expect(notesOf(...unsuppress)).toEqual([expect.objectContaining({ line: 5 })]);
    expect(notesOf('aggregate-address 10.0.0.0/8 summary-only', ...unsuppress)).toEqual([]);
  });
});

test('the same things twice are warnings', () => {
  const parts: Partial<ConfigDocumentInput> = {
    networks: ['10.0.0.0/8', { prefix: '10.0.0.0/8' }],
    redistribute: [
      { family: 'ipv4-unicast', protocol: 'static' },
      { family: 'ipv4-unicast', protocol: 'static', metric: 3 },
    ],
    aggregates: [{ prefix: '10.0.0.0/8' }, { prefix: '10.0.0.0/8' }],
    staticRoutes: [
      { prefix: '10.0.0.0/8', gateway: '192.0.2.9' },
      { prefix: '10.0.0.0/8', gateway: '192.0.2.9', distance: 3 },
      { prefix: '10.0.0.0/8', gateway: '192.0.2.8' },
    ],
  };
  const { problems } = toRouterConfiguration({ asNumber: 65_000, routerId: '192.0.2.1', ...parts });
  expect(problems.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
    'warning networks[1]',
    'warning redistribute[1]',
    'warning staticRoutes[1]',
    'warning aggregates[1]',
  ]);
});
