import type { PolicyDefinitions } from '@bgpeer/policy';
import { describe, expect, test } from 'vitest';
import { formatFrrConf, parseFrrConf, toRouterConfiguration } from '../src/index.ts';

/** What lines about lists become, without the notes that nobody names them. */
function listsOf(...lines: readonly string[]) {
  const text = ['router bgp 65000', 'bgp router-id 192.0.2.1', ...lines].join('\n');
  const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
  expect(problems).toEqual([]);
  const { configuration, problems: folded } = toRouterConfiguration(document!);
  expect(folded.filter(({ severity }) => severity !== 'note')).toEqual([]);
  const words = /^(ip|ipv6|access-list|bgp .*list)/;
  return {
    definitions: configuration!.policies,
    written: formatFrrConf(document!)
      .split('\n')
      .filter((line) => words.test(line)),
  };
}

describe('lists are kept and shown as FRR 8.4 does', () => {
  // The lines on the left were typed into FRR; those on the right it showed.
  test.each([
    [
      'ip prefix-list P permit 10.1.2.3/8 le 24 ge 16',
      ['ip prefix-list P seq 5 permit 10.0.0.0/8 ge 16 le 24'],
    ],
    ['ip prefix-list P seq 7 deny any', ['ip prefix-list P seq 7 deny any']],
    ['ip prefix-list P permit 0.0.0.0/0 le 32', ['ip prefix-list P seq 5 permit 0.0.0.0/0 le 32']],
    [
      'ipv6 prefix-list P permit 2001:DB8::/32 ge 33',
      ['ipv6 prefix-list P seq 5 permit 2001:db8::/32 ge 33'],
    ],
    ['ip prefix-list EMPTY description nothing', ['ip prefix-list EMPTY description nothing']],
    ['access-list A permit 10.2.0.0/16 exact-match', ['access-list A seq 5 permit 10.2.0.0/16 exact-match']],
    ['access-list A permit 10.1.0.7/16', ['access-list A seq 5 permit 10.1.0.0/16']],
    ['access-list 1 permit 10.3.0.0 0.0.255.255', ['access-list 1 seq 5 permit 10.3.0.0 0.0.255.255']],
    ['access-list A permit host 10.1.1.2', ['access-list A seq 5 permit 10.1.1.2']],
    ['access-list A permit 10.1.1.1', ['access-list A seq 5 permit 10.1.1.1']],
    ['access-list A remark this is it', ['access-list A remark this is it']],
    [
      'ipv6 access-list A seq 3 deny 2001:db8::/32 exact-match',
      ['ipv6 access-list A seq 3 deny 2001:db8::/32 exact-match'],
    ],
    [
      'bgp as-path access-list AP permit (65001|65002  65003)',
      ['bgp as-path access-list AP seq 5 permit (65001|65002 65003)'],
    ],
    ['bgp as-path access-list AP seq 0 deny _65002_', ['bgp as-path access-list AP seq 0 deny _65002_']],
    [
      'bgp community-list 1 permit 65000:1 graceful-shutdown',
      ['bgp community-list 1 seq 5 permit 65000:1 graceful-shutdown'],
    ],
    ['bgp community-list standard 2 permit 65000:1', ['bgp community-list 2 seq 5 permit 65000:1']],
    ['bgp community-list 100 permit 65000:.*', ['bgp community-list 100 seq 5 permit 65000:.*']],
    [
      'bgp community-list standard C permit blackhole llgr-stale no-llgr accept-own no-peer route-filter-v4',
      [
        'bgp community-list standard C seq 5 permit accept-own route-filter-v4 llgr-stale no-llgr blackhole no-peer',
      ],
    ],
    [
      'bgp community-list expanded X permit _65000:[0-9]+_',
      ['bgp community-list expanded X seq 5 permit _65000:[0-9]+_'],
    ],
    [
      'bgp extcommunity-list 1 permit rt 4200000000:1',
      ['bgp extcommunity-list 1 seq 5 permit rt 4200000000:1'],
    ],
    [
      'bgp extcommunity-list standard E permit rt 65000:1 soo 1.2.3.4:5',
      ['bgp extcommunity-list standard E seq 5 permit rt 65000:1 soo 1.2.3.4:5'],
    ],
    [
      'bgp extcommunity-list expanded EX permit RT:65000:.*',
      ['bgp extcommunity-list expanded EX seq 5 permit RT:65000:.*'],
    ],
    ['bgp large-community-list 1 permit 65000:1:2', ['bgp large-community-list 1 seq 5 permit 65000:1:2']],
    [
      'bgp large-community-list standard L permit 65000:2:3 65000:1:2',
      ['bgp large-community-list standard L seq 5 permit 65000:1:2 65000:2:3'],
    ],
    [
      'bgp large-community-list expanded LX permit ^65000:.*:3$',
      ['bgp large-community-list expanded LX seq 5 permit ^65000:.*:3$'],
    ],
    [
      'ip community-list standard OLD permit 65000:1',
      ['bgp community-list standard OLD seq 5 permit 65000:1'],
    ],
    ['ip as-path access-list OLD permit .*', ['bgp as-path access-list OLD seq 5 permit .*']],
  ])('%s', (line, shown) => {
    expect(listsOf(line).written).toEqual(shown);
    expect(listsOf(line, `no ${line}`).written).toEqual([]);
    const [list] = shown[0].split(/ (?:seq|remark|description) /);
    expect(listsOf(line, `no ${list}`).written).toEqual([]);
  });

  test('prefix lists and access lists count on by five, the others to the next multiple of five', () => {
    const { written } = listsOf(
      'ip prefix-list Q seq 7 permit 10.0.0.0/8',
      'ip prefix-list Q permit 11.0.0.0/8',
      'access-list A seq 7 permit 10.0.0.0/8',
      'access-list A permit any',
      'bgp as-path access-list S seq 7 permit 1',
      'bgp as-path access-list S permit 2',
      'bgp community-list standard C seq 7 permit 1:1',
      'bgp community-list standard C permit 2:2',
    );
    const sequences = written.map((line) => / seq (\d+)/.exec(line)![1]);
    expect(sequences).toEqual(['7', '12', '7', '12', '7', '10', '7', '10']);
  });

  test('what stands there is not put there again; a number that is there is given anew', () => {
    const { written } = listsOf(
      'ip prefix-list Q seq 7 permit 10.0.0.0/8',
      'ip prefix-list Q permit 11.0.0.0/8',
      'ip prefix-list Q seq 7 permit 12.0.0.0/8',
      'ip prefix-list Q permit 10.0.0.1/8',
      'ip prefix-list Q permit 11.0.0.0/8',
      'ip prefix-list Q seq 99 permit 11.0.0.0/8',
      'ip prefix-list Q deny 11.0.0.0/8',
      'no ip prefix-list Q seq 12',
    );
    expect(written).toEqual([
      'ip prefix-list Q seq 7 permit 12.0.0.0/8',
      'ip prefix-list Q seq 17 permit 10.0.0.0/8',
      'ip prefix-list Q seq 22 deny 11.0.0.0/8',
    ]);
  });
});

describe('lists as the policy engine takes them', () => {
  test('each kind', () => {
    const { definitions } = listsOf(
      'ip prefix-list P permit any',
      'ip prefix-list P deny 10.0.0.0/8 ge 9',
      'ipv6 prefix-list P permit any',
      'access-list A deny 10.0.0.0/8 exact-match',
      'access-list A permit 10.0.0.0 0.0.255.255',
      'ipv6 access-list A permit any',
      'bgp as-path access-list AP permit ^1',
      'bgp community-list standard C permit no-export',
      'bgp community-list standard C permit internet 1:1',
      'bgp community-list expanded X permit _1:',
      'bgp large-community-list standard L permit 1:2:3',
      'bgp extcommunity-list standard E permit rt 1:2 soo 3:4',
    );
    const expected: PolicyDefinitions = {
      prefixLists: [
        {
          name: 'P',
          family: 'ipv4-unicast',
          entries: [
            { sequence: 5, action: 'permit', prefix: '0.0.0.0/0', lengthMax: 32 },
            { sequence: 10, action: 'deny', prefix: '10.0.0.0/8', lengthMin: 9 },
          ],
        },
        {
          name: 'P',
          family: 'ipv6-unicast',
          entries: [{ sequence: 5, action: 'permit', prefix: '::/0', lengthMax: 128 }],
        },
      ],
      accessLists: [
        {
          name: 'A',
          family: 'ipv4-unicast',
          entries: [
            { sequence: 5, action: 'deny', prefix: '10.0.0.0/8', isExact: true },
            { sequence: 10, action: 'permit', prefix: '10.0.0.0/16', isExact: false, isAnyLength: true },
          ],
        },
        {
          name: 'A',
          family: 'ipv6-unicast',
          entries: [{ sequence: 5, action: 'permit', prefix: '::/0', isExact: false }],
        },
      ],
      asPathLists: [{ name: 'AP', entries: [{ sequence: 5, action: 'permit', regularExpression: '^1' }] }],
      communityLists: [
        {
          name: 'C',
          form: 'standard',
          entries: [
            { sequence: 5, action: 'permit', values: ['no-export'] },
            { sequence: 10, action: 'permit', values: [] },
          ],
        },
        { name: 'X', form: 'expanded', entries: [{ sequence: 5, action: 'permit', values: ['_1:'] }] },
      ],
      largeCommunityLists: [
        { name: 'L', form: 'standard', entries: [{ sequence: 5, action: 'permit', values: ['1:2:3'] }] },
      ],
      extendedCommunityLists: [
        {
          name: 'E',
          form: 'standard',
          entries: [{ sequence: 5, action: 'permit', values: ['rt 1:2', 'soo 3:4'] }],
        },
      ],
      routeMaps: [],
    };
    expect(definitions).toEqual(expected);
  });

  test('know their lines', () => {
    const text = 'router bgp 65000\nbgp router-id 192.0.2.1\n ip prefix-list P permit any';
    const { document, placeOf } = parseFrrConf(text, { file: 'frr.conf' });
    const { configuration } = toRouterConfiguration(document!, { placeOf });
    expect(configuration!.policies.prefixLists[0].entries[0].place).toEqual({
      file: 'frr.conf',
      line: 3,
      text: 'ip prefix-list P permit any',
    });
  });
});
