import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';

const configuration = `router bgp 65000
 bgp router-id 192.0.2.1
 neighbor 192.0.2.9 remote-as 65001
 neighbor 192.0.2.8 remote-as 65000
 neighbor 192.0.2.7 remote-as 65007
 neighbor LAB peer-group
 neighbor LAB remote-as external
 bgp listen range 198.18.0.0/16 peer-group LAB
 address-family ipv4 unicast
  neighbor 192.0.2.9 route-map IN in
  neighbor 192.0.2.9 prefix-list CUSTOMERS in
  neighbor 192.0.2.9 route-map OUT out
  neighbor 192.0.2.9 weight 50
  neighbor LAB prefix-list CUSTOMERS in
 exit-address-family
!
ip prefix-list CUSTOMERS seq 5 permit 198.51.100.0/24
ip prefix-list CUSTOMERS seq 10 permit 203.0.113.0/24 le 28
bgp as-path access-list THEIRS seq 5 permit ^65001_
bgp community-list standard BLACK seq 5 permit 65000:666
!
route-map IN deny 10
 match community BLACK
!
route-map IN permit 20
 match as-path THEIRS
 set local-preference 200
 set as-path prepend 65001
 set community none
!
route-map OUT permit 10
 match peer 192.0.2.8
`;

/** Runs \`bgpeer policy test\` with the configuration above in the standard input. */
async function policyTest(...words: readonly string[]) {
  const surroundings = new CapturedSurroundings({ input: configuration });
  const exitCode = await runCommandLine(['policy', 'test', ...words, '--config', '-'], surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

const isIn = ['--neighbor', '192.0.2.9', '--in'];

test('the way of a route is shown step by step, with what was changed', async () => {
  const { exitCode, output, errors } = await policyTest(
    '203.0.113.16/28',
    ...isIn,
    '--as-path',
    '65001 65002',
    '--community',
    '65000:1 no-export',
    '--med',
    '5',
  );
  expect(errors).toBe('');
  expect(output).toBe(`203.0.113.16/28 through neighbor 192.0.2.9 in
  ORIGIN IGP
  AS_PATH 65001 65002
  MULTI_EXIT_DISC 5
  COMMUNITIES 65000:1 no-export
  weight 50

prefix-list CUSTOMERS: seq 10 permit 203.0.113.0/24 le 28 -> yes  (standard input:18)
route-map IN deny 10  (standard input:22)
  match community BLACK: 65000:1 no-export, no entry fits -> no  (standard input:23)
route-map IN permit 20  (standard input:25)
  match as-path THEIRS: "65001 65002", seq 5 permit ^65001_ -> yes  (standard input:26)
  set local-preference 200  (standard input:27)
  set as-path prepend 65001  (standard input:28)
  set community none  (standard input:29)
permitted by route-map IN permit 20  (standard input:25)

permitted: route-map IN, entry 20 (standard input, line 25)
  AS_PATH 65001 65001 65002 (was 65001 65002)
  without COMMUNITIES 65000:1 no-export
  LOCAL_PREF 200 (new)
`);
  expect(exitCode).toBe(0);
});

test.each([
  { words: ['203.0.113.0/29', ...isIn], verdict: 'denied: prefix-list CUSTOMERS, of which no entry matches' },
  {
    words: ['203.0.113.0/24', ...isIn, '--community', '65000:666'],
    verdict: 'denied: route-map IN, entry 10 (standard input, line 22)',
  },
  {
    words: ['203.0.113.0/24', '--route-map', 'IN'],
    verdict: 'denied: route-map IN, of which no entry matches',
  },
  {
    words: ['203.0.113.0/24', '--neighbor', '192.0.2.9', '--out', '--from', '192.0.2.8'],
    verdict: 'permitted: route-map OUT, entry 10 (standard input, line 31)',
  },
  {
    words: ['203.0.113.0/24', '--neighbor', '192.0.2.9', '--out'],
    verdict: 'denied: route-map OUT, of which no entry matches',
  },
  {
    words: ['203.0.113.0/24', '--neighbor', '192.0.2.7', '--in'],
    verdict:
      'denied: there is no policy, and RFC 8212 asks an external session for one (no bgp ebgp-requires-policy)',
  },
  {
    words: ['203.0.113.0/24', '--neighbor', '192.0.2.8', '--out'],
    verdict: 'permitted: no policy, and an internal session needs none',
  },
  {
    words: ['203.0.113.0/24', '--neighbor', '198.18.5.5', '--in'],
    verdict: 'permitted: prefix-list CUSTOMERS, entry 10 (standard input, line 18)',
  },
])('$words: $verdict', async ({ words, verdict }) => {
  const { exitCode, output } = await policyTest(...words);
  expect(output.split('\n').find((line) => /^(?:permitted|denied): /.test(line))).toBe(verdict);
  expect(exitCode).toBe(verdict.startsWith('permitted') ? 0 : 1);
});

test('attributes come from a file, flags on top, and the verdict goes out as JSON', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bgpeer-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'route.json');
  const attributes = {
    origin: 'EGP',
    asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65001] }],
    largeCommunities: [[65000, 1, 2]],
    communities: [1],
  };
  await writeFile(path, JSON.stringify({ message: { type: 'UPDATE', attributes } }));
  const { exitCode, output } = await policyTest(
    ...['203.0.113.0/24', '--route-map', 'IN', '--attributes', path, '--json'],
    ...['--community', '65000:1', '--local-preference', '90', '--weight', '7', '--tag', '3'],
  );
  expect(exitCode).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    prefix: '203.0.113.0/24',
    policy: 'route-map IN',
    permitted: true,
    decidedBy: { kind: 'route-map', name: 'IN', sequence: 20, place: { line: 25 } },
    before: {
      attributes: { ...attributes, communities: [65000 * 65_536 + 1], localPref: 90 },
      weight: 7,
      tag: 3,
    },
    after: { attributes: { origin: 'EGP', localPref: 200, largeCommunities: [[65000, 1, 2]] }, weight: 7 },
    changedAttributes: ['asPath', 'communities', 'localPref'],
    steps: expect.arrayContaining([
      expect.objectContaining({ text: 'set local-preference 200', outcome: 'set' }),
    ]),
  });
});

test.each([
  [['203.0.113.0/24'], 'which policy is to be tested is not clear'],
  [['203.0.113.0/24', '--neighbor', '192.0.2.9'], 'which policy is to be tested is not clear'],
  [
    ['203.0.113.0/24', '--neighbor', '192.0.2.9', '--in', '--out'],
    'which policy is to be tested is not clear',
  ],
  [['203.0.113.0/24', '--route-map', 'IN', '--in'], 'which policy is to be tested is not clear'],
  [['203.0.113.0/24', '--route-map', 'NONE'], 'there is no route-map NONE'],
  [['203.0.113.0/24', '--neighbor', '192.0.2.2', '--in'], 'there is no neighbor 192.0.2.2'],
  [
    ['2001:db8::/32', '--neighbor', '192.0.2.9', '--in'],
    'neighbor 192.0.2.9 is not activated for ipv6-unicast',
  ],
  [['203.0.113.0/33', '--route-map', 'IN'], '203.0.113.0/33 is not a prefix'],
  [['203.0.113.0/24', '--route-map', 'IN', '--as-path', '1 x'], '1 x is not an AS path'],
  [['203.0.113.0/24', '--route-map', 'IN', '--community', '1:x'], '1:x is not a community'],
  [['203.0.113.0/24', '--route-map', 'IN', '--large-community', '1:1'], '1:1 is not a large community'],
  [['203.0.113.0/24', '--route-map', 'IN', '--extended-community', 'x'], 'x is not an extended community'],
  [['203.0.113.0/24', '--route-map', 'IN', '--next-hop', 'x'], 'x is not an address'],
  [['203.0.113.0/24', '--route-map', 'IN', '--med', '-1'], '--med is not a whole number'],
  [['203.0.113.0/24', '--route-map', 'IN', '--attributes', '/nowhere'], '/nowhere cannot be read'],
] as const)('%j: %s', async (words, message) => {
  const { exitCode, output, errors } = await policyTest(...words);
  expect(errors).toContain(message);
  expect(errors).toContain('what to do: ');
  expect(output).toBe('');
  expect(exitCode).toBe(2);
});

test('a configuration that cannot be run is told with its problems', async () => {
  const surroundings = new CapturedSurroundings({
    input: 'router bgp 65000\n bgp router-id 1.1.1.1\nroute-map M permit 10\n match as-path NONE\n',
  });
  const words = ['policy', 'test', '10.0.0.0/8', '--route-map', 'M', '--config', '-'];
  expect(await runCommandLine(words, surroundings)).toBe(2);
  expect(surroundings.errors.text).toContain('NONE');
});
