import { parsePrefix } from '@bgpeer/bgp-wire';
import { compilePolicies } from '@bgpeer/policy';
import { describe, expect, test } from 'vitest';
import {
  formatFrrConf,
  formatYamlConfig,
  parseFrrConf,
  parseYamlConfig,
  toRouterConfiguration,
} from '../src/index.ts';

const text = `
asNumber: 65000
routerId: 192.0.2.1
communityNames: { vpn-only: 65000:7 }
advertisements:
  - prefixes: [10.1.0.0/16, 2001:db8::/48]
    aggregationLength: 24
    localPref: 150
    communities: [vpn-only, large:1:2:3]
  - prefixes: [10.1.5.0/24, 10.2.0.0/24]
    communities: [no-export]
    peers: [192.0.2.6]
peerGroups:
  G: { remoteAs: 65000 }
peers:
  - { address: 192.0.2.5, peerGroup: G }
  - { address: 192.0.2.6, peerGroup: G }
`;

/** The configuration of a YAML text that has no errors. */
function configurationOf(yaml: string) {
  const { document, placeOf, problems } = parseYamlConfig(yaml, { file: 'bgpeer.yaml' });
  expect(problems).toEqual([]);
  const folded = toRouterConfiguration(document!, { placeOf });
  expect(folded.problems).toEqual([]);
  return { document: document!, configuration: folded.configuration! };
}

/** What a peer is sent of a route: nothing, or what was added to it. */
function advertised(peerAddress: string, prefixText: string) {
  const { configuration } = configurationOf(text);
  const peer = configuration.peers.find(({ address }) => address === peerAddress)!;
  const { bitLength, family, octets } = parsePrefix(prefixText)!;
  const policy = compilePolicies(configuration.policies).filters(
    (peer.families[family] ?? peer.families['ipv4-unicast'])!.exportFilters!,
  );
  const prefixClass = policy.prefixClass(family, octets, 0, bitLength);
  const verdict = policy.evaluate(prefixClass, { attributes: { communities: [1] }, weight: 0 }, {});
  const { communities, largeCommunities, localPref } = verdict.attributes;
  return verdict.permitted ? { communities, largeCommunities, localPref } : undefined;
}

describe('advertisements as MetalLB has them', () => {
  test('advertise what lies in their pools, up to their length', () => {
    const ofFirst = { communities: [1, 65_000 * 65_536 + 7], largeCommunities: [[1, 2, 3]], localPref: 150 };
    expect(advertised('192.0.2.5', '10.1.7.0/24')).toEqual(ofFirst);
    expect(advertised('192.0.2.5', '10.1.7.1/32')).toBeUndefined();
    expect(advertised('192.0.2.5', '10.2.0.0/24')).toBeUndefined();
    expect(advertised('192.0.2.5', '10.3.0.0/24')).toBeUndefined();
  });

  test('are for the peers that they name, each adding its own', () => {
    const noExport = 0xffff_ff01;
    expect(advertised('192.0.2.6', '10.2.0.1/32')).toEqual({ communities: [1, noExport] });
    expect(advertised('192.0.2.6', '10.1.7.0/24')?.communities).toEqual([1, 65_000 * 65_536 + 7]);
    expect(advertised('192.0.2.6', '10.1.5.0/24')).toEqual({
      communities: [1, 65_000 * 65_536 + 7, noExport],
      largeCommunities: [[1, 2, 3]],
      localPref: 150,
    });
  });

  test('become route-maps, which every text of the document says', () => {
    const { document } = configurationOf(text);
    expect(document.advertisements).toBeUndefined();
    expect(Object.keys(document.policies!.routeMaps!)).toEqual([
      'advertise-ipv4-to-G',
      'advertise-ipv6-to-G',
      'advertise-ipv4-to-192.0.2.6',
      'advertise-ipv6-to-192.0.2.6',
    ]);
    expect(parseFrrConf(formatFrrConf(document), { file: 'frr.conf' }).document).toEqual(document);
    expect(parseYamlConfig(formatYamlConfig(document), { file: 'bgpeer.yaml' }).document).toEqual(document);
  });

  test('have their lines in verdicts', () => {
    const { configuration } = configurationOf(text);
    const list = configuration.policies.prefixLists.find(({ name }) => name === 'advertisement-2-ipv4')!;
    expect(list.entries[0].place).toMatchObject({ file: 'bgpeer.yaml', line: 10 });
  });

  test.each([
    ['communities: [vpn-olny]', 8, 'neither a community'],
    ['peers: [G, 192.0.2.9]', 8, 'no peer and no peer group'],
    ['aggregationLength: 8', 7, 'more specific than the aggregation length'],
  ])('%s is an error with its line', (line, at, message) => {
    const wrong = [
      'asNumber: 65000',
      'routerId: 192.0.2.1',
      'peerGroups:',
      '  G: { remoteAs: 65000 }',
      'advertisements:',
      '  -',
      '    prefixes: [10.1.0.0/16]',
      `    ${line}`,
    ];
    const { problems } = parseYamlConfig(wrong.join('\n'), { file: 'bgpeer.yaml' });
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'error', line: at, message: expect.stringContaining(message) }),
    ]);
  });

  test('do not stand beside an export policy', () => {
    const { problems } = parseYamlConfig(
      text.replace(
        '  G: { remoteAs: 65000 }',
        '  G: { remoteAs: 65000, families: { ipv4-unicast: { exportPolicy: permit-all } } }',
      ),
      { file: 'bgpeer.yaml' },
    );
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 6,
        message: expect.stringContaining('exportPolicy'),
      }),
    ]);
  });
});
