import { describe, expect, test } from 'vitest';
import {
  formatProblem,
  type Problem,
  parseFrrConf,
  parseYamlConfig,
  toRouterConfiguration,
} from '../src/index.ts';

const file = 'frr.conf';

/** Line, severity and message of every problem of a text. */
function problemsOf(...lines: string[]): Problem[] {
  return parseFrrConf(lines.join('\n'), { file }).problems;
}

describe('problems of an frr.conf', () => {
  test('come all at once, in line order, each with place, text and fix', () => {
    const problems = problemsOf(
      'router bgp 65000',
      ' neighbor 192.168.10.300 remote-as 65001',
      ' maximum-paths 0',
      ' neigbor 10.0.0.1 remote-as 65001',
      ' neighbor 10.0.0.1 password secret',
      ' bgp log-neighbor-changes',
      ' neighbor CILIUN activate',
      ' neighbor CILIUM peer-group',
      ' network fd00::/64',
      'router bgp 65001',
    );
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [2, 'error'],
      [3, 'error'],
      [4, 'warning'],
      [5, 'warning'],
      [6, 'note'],
      [7, 'error'],
      [9, 'error'],
      [10, 'error'],
    ]);
    for (const problem of problems) {
      expect(problem.file).toBe(file);
      expect(problem.text).toBeDefined();
      if (problem.severity !== 'note') expect(problem.fix).toBeDefined();
    }
    expect(problems[2].fix).toContain('neighbor PEER remote-as');
    expect(problems[5].fix).toBe('did you mean CILIUM?');
  });

  test.each([
    'neighbor 10.0.0.1 timers connect 0',
    'neighbor 10.0.0.1 timers 3 65536',
    'neighbor 10.0.0.1 ebgp-multihop 256',
    'neighbor 10.0.0.1 remote-as 0',
    'neighbor 10.0.0.1 remote-as 4294967295',
    'neighbor 10.0.0.1 update-source 10.0.0.999',
    'neighbor 10.0.0.1 port 0',
    'neighbor fe80:::1 activate',
    'bgp router-id fe80::1',
    'bgp listen range 10.0.0.0/33 peer-group G',
    'maximum-paths 257',
    'network 10.0.0.0',
    'network 10.0.0.0 mask 255.0.255.0',
    'router bgp 0',
    'bgp graceful-restart restart-time 0',
    'bgp default local-preference -1',
    'neighbor 10.0.0.1 maximum-prefix 0',
  ])('a wrong value is an error: %s', (statement) => {
    const errors = problemsOf('router bgp 65000', statement).filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([expect.objectContaining({ line: 2, text: statement })]);
    expect(errors[0].expected).toBeDefined();
    expect(errors[0].fix).toBeDefined();
  });

  test('a block that is not supported is told once, with the number of its lines', () => {
    const problems = problemsOf(
      'router bgp 65000 vrf RED',
      ' bgp router-id 1.1.1.1',
      ' address-family ipv4 unicast',
      '  network 10.0.0.0/8',
      ' exit-address-family',
      'router bgp 65000',
      ' address-family l2vpn evpn',
      '  advertise-all-vni',
      ' address-family ipv4',
      '  network 10.1.0.0/16',
      'interface eth0',
      ' ip address 10.0.0.1/24',
    );
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [1, 'warning'],
      [7, 'warning'],
      [11, 'note'],
    ]);
    expect(problems[1].message).toContain('so the line in it too');
  });

  test('the vrf’s statements do not leak into the one instance', () => {
    const text = 'router bgp 1 vrf RED\n network 10.0.0.0/8\n neighbor 10.0.0.1 remote-as 2\nrouter bgp 3';
    const { document } = parseFrrConf(text, { file });
    expect(document).toMatchObject({ asNumber: 3, networks: [], peers: [] });
  });

  test('a file without router bgp makes no document', () => {
    const parsed = parseFrrConf('hostname tor\n', { file });
    expect(parsed.document).toBeUndefined();
    expect(parsed.problems).toEqual([
      expect.objectContaining({ severity: 'error', fix: expect.any(String) }),
    ]);
  });

  test('what the whole makes wrong has its line too', () => {
    const text = 'router bgp 65000\n bgp router-id 0.0.0.0\n neighbor 10.0.0.1 timers 1 2';
    const { document, placeOf } = parseFrrConf(text, { file });
    const { configuration, problems } = toRouterConfiguration(document!, { placeOf });
    expect(configuration).toBeUndefined();
    expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('problems of a YAML file', () => {
  test('have the line of the key, also for keys that stand twice or are unknown', () => {
    const text = [
      'asNumber: 0',
      'asNumbr: 65000',
      'peers:',
      '  - address: 10.0.0.300',
      '    holdTimeSeconds: 2',
      '  - remoteAs: external',
      'maximumPaths:',
      '  ipv4-unicast:',
      '    external: 300',
      '    external: 4',
    ].join('\n');
    const { document, problems } = parseYamlConfig(text, { file: 'bgpeer.yaml' });
    expect(document).toBeUndefined();
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6, 10]);
    expect(problems.every(({ fix, text: line }) => fix !== undefined && line !== undefined)).toBe(true);
    expect(problems[1].fix).toBe('did you mean asNumber?');
    expect(problems[4].message).toBe('address is missing');
  });

  test.each(['', 'just words', '- a\n- list', 'asNumber: [', '\t- x', 'a: *nowhere'])(
    '%j is no document',
    (text) => {
      const { document, problems } = parseYamlConfig(text, { file: 'bgpeer.yaml' });
      expect(document).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    },
  );

  test('asdot stands in quotes', () => {
    expect(parseYamlConfig('asNumber: "1.10"', { file: 'y' }).document?.asNumber).toBe(65_546);
    expect(parseYamlConfig('asNumber: 1.10', { file: 'y' }).problems[0].expected).toContain('in quotes');
  });
});

describe('formatProblem', () => {
  test('writes place, severity, message and advice, then the line', () => {
    const [problem] = problemsOf('router bgp 65000', ' maximum-paths 0');
    expect(formatProblem(problem)).toBe(
      [
        'frr.conf:2: error: 0 cannot stand here (expected a number from 1 to 256; fix: write `maximum-paths (1-256)`)',
        '    maximum-paths 0',
      ].join('\n'),
    );
  });

  test('lets nothing steer the terminal', () => {
    const [problem] = problemsOf('\u001b[2Jboo');
    expect(formatProblem(problem)).not.toContain('\u001b');
  });
});

describe('what the schema refuses keeps nothing else from being told', () => {
  const lines = (problems: readonly Problem[]) =>
    problems.map(({ line, severity }) => [line, severity]).sort();

  test('in an frr.conf', () => {
    const text = [
      'router bgp 65000',
      ' bgp router-id 192.0.2.1',
      ' bgp cluster-id 0.0.0.0',
      ' neighbor 192.0.2.2 remote-as 65001',
      ' neighbor 192.0.2.2 timers 1 2',
      ' neighbor 192.0.2.2 route-map GONE in',
      ' neighbor 192.0.2.3 peer-group NOWHERE',
      'bgp as-path access-list A permit ^x',
      'bgp as-path access-list A permit (',
      'bgp as-path access-list A permit [[:alpha:]]',
      'bgp as-path access-list A permit )(',
      'route-map M permit 10',
      ' match as-path A',
      ' call NONE',
      ' on-match goto 5',
      'route-map M permit 20',
      ' call M',
    ].join('\n');
    const { document, placeOf } = parseFrrConf(text, { file });
    const { configuration, problems } = toRouterConfiguration(document!, { placeOf });
    expect(configuration).toBeUndefined();
    expect(lines(problems)).toEqual(
      [3, 5, 6, 7, 8, 9, 10, 11, 14, 15, 17].map((line) => [line, 'error']).sort(),
    );
  });

  test('in YAML, with the paths and lines of the whole', () => {
    const { document, problems } = parseYamlConfig(
      [
        'asNumber: 65000',
        'holdTimeSeconds: 2',
        'peers:',
        '  - { address: nowhere, remoteAs: 65001 }',
        '  - { address: 192.0.2.3, remoteAs: nobody }',
        '  - { address: 192.0.2.4, remoteAs: 65001, peerGroup: NOPE }',
        '  - { address: 192.0.2.4, remoteAs: 65001, unknown: 1 }',
        'networks: [10.0.0.0/8, 300.0.0.0/8, 10.0.0.0/8]',
      ].join('\n'),
      { file },
    );
    expect(document).toBeUndefined();
    expect(lines(problems)).toEqual(
      [
        [2, 'error'],
        [4, 'error'],
        [5, 'error'],
        [6, 'error'],
        [7, 'error'],
        [7, 'error'],
        [8, 'error'],
        [8, 'warning'],
      ].sort(),
    );
    expect(problems.find(({ message }) => message.includes('already'))?.message).toBe(
      '192.0.2.4 is already peers[2]',
    );
    expect(problems.find(({ severity }) => severity === 'warning')?.path).toBe('networks[2]');
  });
});

test('what nobody reads to its end is cut', () => {
  const problems = problemsOf(
    'router bgp 65000',
    ` network ${'x'.repeat(100_000)}`,
    `y${'z'.repeat(100_000)}`,
  );
  expect(problems).toHaveLength(2);
  for (const problem of problems) expect(formatProblem(problem).length).toBeLessThan(1_000);
});

test.each([
  ['maximum-paths 4', 'route-map M permit 10', '`router bgp`'],
  ['match ip address prefix-list L', 'router bgp 65000', 'an entry of a `route-map`'],
  ['neighbor 192.0.2.1 activate', 'log syslog', '`router bgp`'],
])('%s after %s: where it belongs is told', (statement, before, block) => {
  const told = problemsOf('router bgp 65000', before, ` ${statement}`).find(({ line }) => line === 3);
  expect(told?.message).toBe(`cannot stand here: it belongs into ${block}`);
});
