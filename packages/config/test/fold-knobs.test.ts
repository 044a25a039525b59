import type { PeerFamilySettings, PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { describe, expect, test } from 'vitest';
import { parseFrrConf, toRouterConfiguration } from '../src/index.ts';

/** The configuration of a file whose `router bgp` has these lines. */
function configurationOf(...lines: string[]): RouterConfiguration {
  const text = [
    'router bgp 65000',
    'bgp router-id 192.0.2.1',
    'no bgp ebgp-requires-policy',
    'neighbor G peer-group',
    'neighbor 10.0.0.1 remote-as 65001',
    'neighbor 10.0.0.1 peer-group G',
    ...lines,
  ].join('\n');
  const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
  expect(problems).toEqual([]);
  return toRouterConfiguration(document!).configuration!;
}

describe('what the router is told', () => {
  test.each<[string, Partial<RouterConfiguration>]>([
    [
      'bgp cluster-id 17',
      { reflection: { clientToClient: true, allowOutboundPolicy: false, clusterId: '0.0.0.17' } },
    ],
    [
      'no bgp client-to-client reflection',
      { reflection: { clientToClient: false, allowOutboundPolicy: false } },
    ],
    ['bgp graceful-shutdown', { gracefulShutdown: true }],
    ['bgp minimum-holdtime 20', { minimumHoldTimeSeconds: 20 }],
  ])('%s', (statement, expected) => {
    expect(configurationOf()).not.toMatchObject(expected);
    expect(configurationOf(statement)).toMatchObject(expected);
  });

  test.each<[string, Partial<RouterConfiguration['gracefulRestart']>]>([
    ['bgp graceful-restart preserve-fw-state', { preserveForwardingState: true }],
    ['no bgp graceful-restart notification', { notificationSupport: false }],
    ['no bgp hard-administrative-reset', { hardAdministrativeReset: false }],
    ['bgp long-lived-graceful-restart stale-time 9', { longLivedStaleTimeSeconds: 9 }],
  ])('%s', (statement, expected) => {
    const without = configurationOf().gracefulRestart;
    expect(without).not.toMatchObject(expected);
    expect(configurationOf(statement).gracefulRestart).toEqual({ ...without, ...expected });
  });

  test.each<[string, Partial<RouterConfiguration['decision']>]>([
    ['bgp bestpath as-path multipath-relax', { multipathRelax: true }],
    ['bgp bestpath as-path multipath-relax as-set', { multipathRelax: true, multipathRelaxAsSet: true }],
    ['bgp bestpath peer-type multipath-relax', { peerTypeMultipathRelax: true }],
    ['bgp bestpath compare-routerid', { compareRouterId: true }],
    ['bgp bestpath as-path ignore', { ignoreAsPathLength: true }],
    ['no bgp bestpath aigp', { ignoreAccumulatedIgpMetric: true }],
    ['bgp bestpath med missing-as-worst', { missingMedAsWorst: true }],
    ['bgp bestpath bandwidth ignore', { linkBandwidth: 'ignore' }],
    ['bgp always-compare-med', { alwaysCompareMed: true }],
    ['bgp deterministic-med', { deterministicMed: true }],
  ])('%s', (statement, expected) => {
    const without = configurationOf().decision;
    expect(without).not.toMatchObject(expected);
    expect(configurationOf(statement).decision).toEqual({ ...without, ...expected });
  });

  test('widths of internal paths with equally long CLUSTER_LISTs', () => {
    expect(configurationOf('maximum-paths ibgp 3 equal-cluster-length').maximumPaths).toEqual({
      'ipv4-unicast': { external: 256, internal: 3, equalClusterLength: true },
      'ipv6-unicast': { external: 256, internal: 256, equalClusterLength: false },
    });
  });

  test('the datacenter profile compares MED deterministically', () => {
    const { configuration } = toRouterConfiguration({
      asNumber: 1,
      routerId: '192.0.2.1',
      defaults: 'datacenter',
    });
    expect(configuration!.decision.deterministicMed).toBe(true);
  });
});

/** A statement after `neighbor X`, what it makes of the peer, and what takes it back on a member of a group. */
type PeerRow = readonly [string, Partial<PeerSettings>, string | undefined];

const peerRows: readonly PeerRow[] = [
  [
    'local-as 64999 no-prepend replace-as',
    { localAs: { asNumber: 64_999, noPrepend: true, replaceAs: true } },
    undefined,
  ],
  ['local-role peer strict-mode', { localRole: { role: 'peer', strict: true } }, undefined],
  ['graceful-restart', { gracefulRestartMode: 'restarter' }, undefined],
  ['graceful-restart-helper', { gracefulRestartMode: 'helper' }, undefined],
  ['graceful-restart-disable', { gracefulRestartMode: 'disabled' }, undefined],
  ['graceful-shutdown', { gracefulShutdown: true }, 'no'],
  ['enforce-first-as', { enforceFirstAs: true }, 'no'],
  ['sender-as-path-loop-detection', { senderAsPathLoopDetection: true }, 'no'],
  ['advertisement-interval 7', { advertisementIntervalSeconds: 7 }, undefined],
  ['disable-connected-check', { disableConnectedCheck: true }, 'no'],
];

type FamilyRow = readonly [string, Partial<PeerFamilySettings>, string | undefined];

const familyRows: readonly FamilyRow[] = [
  ['next-hop-self', { nextHopSelf: true }, 'no'],
  ['next-hop-self force', { nextHopSelf: true, nextHopSelfForce: true }, 'no'],
  [
    'attribute-unchanged next-hop',
    { attributesUnchanged: { asPath: false, nextHop: true, multiExitDisc: false } },
    'no',
  ],
  ['route-server-client', { routeServerClient: true }, 'no'],
  ['as-override', { asOverride: true }, 'no'],
  ['remove-private-AS all', { removePrivateAs: { all: true, replaceAs: false } }, 'no'],
  ['allowas-in 2', { allowOwnAsCount: 2 }, 'no'],
  ['allowas-in origin', { allowOwnAsAtOrigin: true }, 'no'],
  [
    'maximum-prefix 9',
    { prefixLimit: { prefixCountMax: 9, thresholdPercent: 75, warningOnly: false } },
    undefined,
  ],
  [
    'maximum-prefix 9 50 restart 3',
    { prefixLimit: { prefixCountMax: 9, thresholdPercent: 50, warningOnly: false, restartMinutes: 3 } },
    undefined,
  ],
  ['maximum-prefix-out 9', { prefixCountMaxOut: 9 }, undefined],
  ['addpath-tx-all-paths', { addPathSend: { paths: 'all' } }, 'no'],
  ['addpath-tx-bestpath-per-AS', { addPathSend: { paths: 'best-per-as' } }, 'no'],
  ['addpath-tx-best-selected 3', { addPathSend: { paths: 'best', pathCountMax: 3 } }, 'no'],
  ['disable-addpath-rx', { addPathReceive: false }, 'no'],
  ['addpath-rx-paths-limit 3', { addPathReceiveLimit: 3 }, undefined],
  ['aigp', { aigp: true }, 'no'],
  ['soft-reconfiguration inbound', { softReconfigurationInbound: true }, 'no'],
  ['weight 3', { weight: 3 }, undefined],
  ['default-originate', { defaultOriginate: {} }, 'no'],
];

describe('what a peer is told, by itself or by its group', () => {
  const without = configurationOf().peers[0];

  test.each(peerRows)('%s', (words, expected, takenBack) => {
    expect(without).not.toMatchObject(expected);
    expect(configurationOf(`neighbor 10.0.0.1 ${words}`).peers[0]).toEqual({ ...without, ...expected });
    const ofGroup = `neighbor G ${words}`;
    expect(configurationOf(ofGroup).peers[0]).toEqual({ ...without, ...expected });
    // `no` on a member takes a switch back; of a value it takes the member's own, and the group's is left.
    const afterNo = configurationOf(ofGroup, `no neighbor 10.0.0.1 ${words}`).peers[0];
    expect(afterNo).toEqual(takenBack === undefined ? { ...without, ...expected } : without);
  });

  const plain = without.families['ipv4-unicast']!;
  const familyOf = (...lines: string[]) => configurationOf(...lines).peers[0].families['ipv4-unicast'];

  test.each(familyRows)('%s', (words, expected, takenBack) => {
    expect(plain).not.toMatchObject(expected);
    expect(familyOf(`neighbor 10.0.0.1 ${words}`)).toEqual({ ...plain, ...expected });
    const ofGroup = `neighbor G ${words}`;
    expect(familyOf(ofGroup)).toEqual({ ...plain, ...expected });
    const afterNo = familyOf(ofGroup, `no neighbor 10.0.0.1 ${words}`);
    expect(afterNo).toEqual(takenBack === undefined ? { ...plain, ...expected } : plain);
  });

  test('a reflector’s client', () => {
    const [, client] = configurationOf(
      'neighbor 10.0.0.2 remote-as internal',
      'neighbor 10.0.0.2 route-reflector-client',
    ).peers;
    expect(client.families['ipv4-unicast']).toEqual({ ...plain, routeReflectorClient: true });
  });

  test('one best path is sent without ADD-PATH', () => {
    expect(familyOf('neighbor 10.0.0.1 addpath-tx-best-selected 1')).toEqual(plain);
  });

  test('a member’s own limit replaces the group’s as a whole', () => {
    expect(
      familyOf('neighbor G maximum-prefix 9 50 restart 3', 'neighbor 10.0.0.1 maximum-prefix 7')?.prefixLimit,
    ).toEqual({ prefixCountMax: 7, thresholdPercent: 75, warningOnly: false });
  });

  test('the router’s defaults for every peer, and a peer that has its own', () => {
    const lines = ['bgp enforce-first-as', 'bgp disable-ebgp-connected-route-check'];
    expect(configurationOf(...lines).peers[0]).toEqual({
      ...without,
      enforceFirstAs: true,
      disableConnectedCheck: true,
    });
    const own = ['no neighbor 10.0.0.1 enforce-first-as', 'no neighbor G disable-connected-check'];
    expect(configurationOf(...lines, ...own).peers[0]).toEqual(without);
  });

  test('IPv6 unicast for all', () => {
    const [peer] = configurationOf('bgp default ipv6-unicast', 'no bgp default ipv4-unicast').peers;
    expect(Object.keys(peer.families)).toEqual(['ipv6-unicast']);
  });

  test('the router’s shutdown is every peer’s', () => {
    const stopped = configurationOf(
      'bgp shutdown message for repairs',
      'no neighbor 10.0.0.1 shutdown',
      'neighbor 10.0.0.2 remote-as 65002',
      'neighbor 10.0.0.2 shutdown message mine',
    );
    expect(stopped.peers.map(({ shutdown, shutdownMessage }) => [shutdown, shutdownMessage])).toEqual([
      [true, 'for repairs'],
      [true, 'for repairs'],
    ]);
  });
});
