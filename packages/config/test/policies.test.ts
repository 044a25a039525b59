import { describe, expect, test } from 'vitest';
import { parseFrrConf, parseYamlConfig, toRouterConfiguration } from '../src/index.ts';

const group = ['neighbor G peer-group', 'neighbor G remote-as external', 'neighbor 192.0.2.5 peer-group G'];

/** What one neighbor ends up with, and every problem on the way that is no note. */
function policiesOf(statements: readonly string[], policies: readonly string[] = []) {
  const text = ['router bgp 65000', 'bgp router-id 192.0.2.1', ...group, ...statements, ...policies].join(
    '\n',
  );
  const { document, placeOf, problems } = parseFrrConf(text, { file: 'frr.conf' });
  const folded = toRouterConfiguration(document!, { placeOf });
  const settings = folded.configuration?.peers[0].families['ipv4-unicast'];
  return {
    in: settings?.importFilters,
    out: settings?.exportFilters,
    problems: [...problems, ...folded.problems].filter(({ severity }) => severity !== 'note'),
  };
}

const lists = [
  'ip prefix-list P permit any',
  'access-list A permit any',
  'bgp as-path access-list AP permit .*',
  'route-map ALL permit 10',
  'route-map OTHER permit 10',
];

describe('what is hung on a neighbor', () => {
  test('is a policy, whichever filter it is (RFC 8212)', () => {
    const statements = [
      'neighbor 192.0.2.5 route-map ALL in',
      'neighbor 192.0.2.5 prefix-list P in',
      'neighbor 192.0.2.5 filter-list AP in',
      'neighbor G distribute-list A out',
    ];
    expect(policiesOf(statements, lists)).toEqual({
      in: { routeMap: 'ALL', prefixList: 'P', filterList: 'AP' },
      out: { distributeList: 'A' },
      problems: [],
    });
  });

  test('comes from the group filter by filter, the neighbor’s own first', () => {
    const statements = [
      'neighbor G route-map ALL in',
      'neighbor G prefix-list P in',
      'neighbor G filter-list AP out',
      'neighbor 192.0.2.5 route-map OTHER in',
    ];
    expect(policiesOf(statements, lists)).toEqual({
      in: { routeMap: 'OTHER', prefixList: 'P' },
      out: { filterList: 'AP' },
      problems: [],
    });
  });

  test('goes one by one, and another takes its place', () => {
    const statements = [
      'neighbor 192.0.2.5 route-map ALL in',
      'neighbor 192.0.2.5 prefix-list P in',
      'neighbor 192.0.2.5 route-map OTHER in',
      'no neighbor 192.0.2.5 prefix-list P in',
      'neighbor 192.0.2.5 route-map ALL out',
    ];
    expect(policiesOf(statements, lists)).toEqual({
      in: { routeMap: 'OTHER' },
      out: { routeMap: 'ALL' },
      problems: [],
    });
  });

  test('a neighbor may be without the policy of its group', () => {
    const statements = ['neighbor G route-map ALL in', 'no neighbor 192.0.2.5 route-map ALL in'];
    expect(policiesOf(statements, lists).in).toBeUndefined();
  });

  test('PERMIT-ALL is `permit-all`, which stands where a route-map would', () => {
    const statements = ['neighbor G prefix-list P in', 'neighbor 192.0.2.5 route-map PERMIT-ALL in'];
    expect(policiesOf(statements, [...lists, 'route-map PERMIT-ALL permit 10']).in).toEqual({
      prefixList: 'P',
    });
    const { document } = parseFrrConf(
      [
        'router bgp 65000',
        ...group,
        'neighbor G route-map PERMIT-ALL out',
        'route-map PERMIT-ALL permit 10',
      ].join('\n'),
      { file: 'frr.conf' },
    );
    expect(document?.peerGroups.G.families?.['ipv4-unicast']).toEqual({ exportPolicy: 'permit-all' });
    expect(document?.policies).toBeUndefined();
  });

  test('a PERMIT-ALL that does more is a route-map like others', () => {
    const more = ['route-map PERMIT-ALL permit 10', 'set metric 5'];
    expect(policiesOf(['neighbor G route-map PERMIT-ALL in'], more).in).toEqual({ routeMap: 'PERMIT-ALL' });
  });
});

describe('problems of policies', () => {
  test('come all at once, each with its line and a fix', () => {
    const { in: importFilters, problems } = policiesOf(
      [
        'neighbor G route-map IMPORT in',
        'neighbor 192.0.2.5 prefix-list MISSING in',
        'neighbor 192.0.2.5 route-map EXPRT out',
        'neighbor 192.0.2.5 unsuppress-map NOWHERE',
      ],
      [
        'bgp as-path access-list BAD permit (a',
        'bgp as-path access-list BAD permit (1',
        'bgp community-list standard C permit 65000:1',
        'route-map IMPORT permit 10',
        ' match ip address prefix-list NONE',
        ' match as-path BAD',
        ' call EXPORT',
        ' on-match goto 5',
        'route-map EXPORT permit 10',
        ' call IMPORT',
        ' match community C',
        'route-map EXPORT deny 20',
      ],
    );
    expect(importFilters).toBeUndefined();
    expect(problems.map(({ line, message }) => [line, message]).toSorted(byLine)).toEqual([
      [7, 'there is no IPv4 prefix list MISSING'],
      [8, 'there is no route-map EXPRT'],
      [9, 'there is no route-map NOWHERE'],
      [10, expect.stringContaining('a character that no AS path has')],
      [11, expect.stringContaining('(1: has a "(" that is never closed')],
      [14, 'there is no IPv4 prefix list NONE'],
      [17, expect.stringContaining('goes on at 5')],
      [19, 'route-maps call each other in a circle: IMPORT, EXPORT, IMPORT'],
    ]);
    for (const problem of problems) expect(problem.fix).toEqual(expect.any(String));
  });

  test('of what is named and not there, of circles and of expressions', () => {
    const { problems } = policiesOf(
      [
        'neighbor G route-map IMPORT in',
        'neighbor 192.0.2.5 prefix-list MISSING in',
        'neighbor 192.0.2.5 route-map EXPRT out',
        'neighbor 192.0.2.5 unsuppress-map NOWHERE',
      ],
      [
        'bgp as-path access-list BAD permit (1',
        'route-map IMPORT permit 10',
        ' match ip address prefix-list NONE',
        ' match as-path BAD',
        ' call EXPORT',
        ' on-match goto 5',
        'route-map EXPORT permit 10',
        ' call IMPORT',
        ' on-match goto 30',
      ],
    );
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ line, message }) => [line, message]).toSorted(byLine)).toEqual([
      [7, 'there is no IPv4 prefix list MISSING'],
      [8, 'there is no route-map EXPRT'],
      [9, 'there is no route-map NOWHERE'],
      [10, expect.stringContaining('(1: has a "(" that is never closed')],
      [12, 'there is no IPv4 prefix list NONE'],
      [15, expect.stringContaining('goes on at 5')],
      [17, 'route-maps call each other in a circle: IMPORT, EXPORT, IMPORT'],
    ]);
    for (const problem of errors)
      expect([problem.file, problem.fix]).toEqual(['frr.conf', expect.any(String)]);
    expect(errors.find(({ line }) => line === 8)!.fix).toBe('did you mean EXPORT?');
    // FRR takes it: what goes on behind the last entry is permitted.
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        line: 18,
        message: expect.stringContaining('goes on at 30'),
      }),
    );
  });

  test('what nobody names is noted', () => {
    const text = 'router bgp 65000\nbgp router-id 1.1.1.1\nip prefix-list LONELY permit any';
    const { document, placeOf } = parseFrrConf(text, { file: 'frr.conf' });
    const { configuration, problems } = toRouterConfiguration(document!, { placeOf });
    expect(configuration).toBeDefined();
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'note', line: 3, message: 'nothing names prefix list LONELY' }),
    ]);
  });

  test('a prefix list and a distribute list cannot stand together, as in FRR', () => {
    const { problems } = policiesOf(
      ['neighbor G prefix-list P in', 'neighbor G distribute-list A in'],
      lists,
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        line: 7,
        message: expect.stringContaining('cannot stand together'),
      }),
    );
  });

  test.each([
    'match interface eth0',
    'match ip next-hop prefix-len 24',
    'match ip next-hop type blackhole',
    'match source-protocol ospf',
    'match rpki valid',
    'match peer eth0',
    'mach ip address prefix-list P',
    'match ip adress prefix-list P',
    'set community 1:70000',
    'set local-preference x',
    'set as-path prepend 0',
    'set large-community 1:2',
    'set extcommunity rt 1',
    'match origin ibg',
  ])('an entry with `%s` is refused, for it would permit more than was meant', (clause) => {
    const { in: importFilters, problems } = policiesOf(
      ['neighbor G route-map ALL in'],
      ['ip prefix-list P permit any', 'route-map ALL permit 10', ` ${clause}`],
    );
    expect(problems.filter(({ line }) => line === 9)).toEqual([
      expect.objectContaining({ severity: 'error', fix: expect.any(String) }),
    ]);
    expect(importFilters === undefined || problems.some(({ severity }) => severity === 'error')).toBe(true);
  });

  test.each(['set distance 3', 'set metric rtt', 'set label-index 3', 'set evpn gateway-ip ipv4 1.1.1.1'])(
    '`%s` is warned of: the route passes without it',
    (clause) => {
      const { problems } = policiesOf(['neighbor G route-map ALL in'], ['route-map ALL permit 10', clause]);
      expect(problems.filter(({ line }) => line === 8)).toEqual([
        expect.objectContaining({ severity: 'warning', message: expect.any(String) }),
      ]);
    },
  );

  test.each([
    'ip prefix-list P permit 10.0.0.0/16 ge 8',
    'ip prefix-list P permit 10.0.0.0/16 ge 20 le 18',
    'ip prefix-list P permit 10.0.0.0/16 le 33',
    'ip prefix-list P permit any le 24',
    'ip prefix-list P permit 2001:db8::/32',
    'ip prefix-list P allow any',
    'ipv6 prefix-list P permit 10.0.0.0/8',
    'access-list A permit 10.0.0.0 0.0.254.255',
    'access-list 101 permit ip any any',
    'bgp community-list standard C permit nonsense',
    'bgp community-list standard C permit',
    'bgp extcommunity-list standard E permit 65000:1',
    'bgp large-community-list standard L permit 65000:1',
    'bgp as-path access-list AP allow 1',
    'ip prefix-list __proto__ permit any',
  ])('a list is not left with less than was written: %s', (statement) => {
    const { problems } = policiesOf([], [statement]);
    expect(problems.filter(({ line }) => line === 6)).toEqual([
      expect.objectContaining({ severity: 'error' }),
    ]);
  });

  test('a community list is of one form', () => {
    const { problems } = policiesOf(
      [],
      ['bgp community-list standard C permit 1:1', 'bgp community-list expanded C permit 1:.*'],
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        line: 7,
        message: expect.stringContaining('standard form'),
      }),
    );
  });

  test('of YAML have the line of their key', () => {
    const text = [
      'asNumber: 65000',
      'routerId: 192.0.2.1',
      'policies:',
      '  prefixLists:',
      '    P:',
      '      entries:',
      '        - { sequence: 10, prefix: 10.0.0.0/8 }',
      '        - { sequence: 5, prefix: 11.0.0.0/8 }',
      '        - { prefix: 2001:db8::/32 }',
      '  routeMaps:',
      '    M:',
      '      entries:',
      '        - set:',
      '            - { localPreference: 5, med: 6 }',
      '            - { comunities: [no-export] }',
      '        - match: { prefixList: P }',
      '          action: deny',
      '          onMatch: next',
    ].join('\n');
    const { problems } = parseYamlConfig(text, { file: 'bgpeer.yaml' });
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [9, 'error'],
      [14, 'error'],
      // An unknown key, and so none that is known.
      [15, 'error'],
      [15, 'error'],
      [18, 'error'],
    ]);
  });
});

test('entries of YAML are numbered as FRR numbers them, and must ascend', () => {
  const read = (entries: string) =>
    parseYamlConfig(`asNumber: 65000\npolicies:\n  prefixLists:\n    P:\n      entries: [${entries}]`, {
      file: 'bgpeer.yaml',
    });
  const numbered = read('{ prefix: any }, { sequence: 12, prefix: 10.0.0.0/8 }, { prefix: 11.0.0.0/8 }');
  expect(numbered.document?.policies?.prefixLists?.P.entries.map(({ sequence }) => sequence)).toEqual([
    5, 12, 17,
  ]);
  expect(read('{ sequence: 10, prefix: any }, { sequence: 5, prefix: 10.0.0.0/8 }').problems).toEqual([
    expect.objectContaining({ severity: 'error', message: expect.stringContaining('stands behind 10') }),
  ]);
});

function byLine([one]: (string | number | undefined)[], [other]: (string | number | undefined)[]): number {
  return Number(one) - Number(other);
}
