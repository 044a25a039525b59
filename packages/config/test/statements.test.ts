import { describe, expect, test } from 'vitest';
import type { ConfigDocumentInput } from '../src/index.ts';
import { formatFrrConf, parseFrrConf } from '../src/index.ts';
import { documentWith } from './documents.ts';

/** A statement, what it says, and what is left when its `no` form follows. */
type Row = readonly [
  statement: string,
  says: Partial<ConfigDocumentInput>,
  afterNo: Partial<ConfigDocumentInput>,
];

const routerRows: readonly Row[] = [
  ['bgp ebgp-requires-policy', { ebgpRequiresPolicy: true }, { ebgpRequiresPolicy: false }],
  ['bgp default ipv4-unicast', { defaultIpv4Unicast: true }, { defaultIpv4Unicast: false }],
  ['bgp default local-preference 200', { defaultLocalPreference: 200 }, {}],
  [
    'bgp always-compare-med',
    { bestpath: { alwaysCompareMed: true } },
    { bestpath: { alwaysCompareMed: false } },
  ],
  [
    'bgp bestpath as-path ignore',
    { bestpath: { asPathIgnore: true } },
    { bestpath: { asPathIgnore: false } },
  ],
  [
    'bgp bestpath as-path multipath-relax',
    { bestpath: { multipathRelax: true } },
    { bestpath: { multipathRelax: false } },
  ],
  [
    'bgp bestpath compare-routerid',
    { bestpath: { compareRouterId: true } },
    { bestpath: { compareRouterId: false } },
  ],
  [
    'bgp bestpath med missing-as-worst',
    { bestpath: { medMissingAsWorst: true } },
    { bestpath: { medMissingAsWorst: false } },
  ],
  [
    'bgp graceful-restart',
    { gracefulRestart: { mode: 'restarter' } },
    { gracefulRestart: { mode: 'helper' } },
  ],
  ['bgp graceful-restart-disable', { gracefulRestart: { mode: 'disabled' } }, {}],
  ['bgp graceful-restart restart-time 15', { gracefulRestart: { restartTimeSeconds: 15 } }, {}],
  ['bgp graceful-restart stalepath-time 60', { gracefulRestart: { stalePathTimeSeconds: 60 } }, {}],
  ['bgp graceful-restart select-defer-time 0', { gracefulRestart: { selectionDeferralTimeSeconds: 0 } }, {}],
  ['bgp default ipv6-unicast', { defaultIpv6Unicast: true }, { defaultIpv6Unicast: false }],
  ['bgp enforce-first-as', { enforceFirstAs: true }, { enforceFirstAs: false }],
  [
    'bgp disable-ebgp-connected-route-check',
    { disableConnectedCheck: true },
    { disableConnectedCheck: false },
  ],
  ['bgp graceful-shutdown', { gracefulShutdown: true }, { gracefulShutdown: false }],
  ['bgp shutdown', { shutdown: true }, { shutdown: false }],
  [
    'bgp shutdown message for repairs',
    { shutdown: true, shutdownMessage: 'for repairs' },
    { shutdown: false },
  ],
  [
    'bgp deterministic-med',
    { bestpath: { deterministicMed: true } },
    { bestpath: { deterministicMed: false } },
  ],
  [
    'bgp bestpath peer-type multipath-relax',
    { bestpath: { peerTypeMultipathRelax: true } },
    { bestpath: { peerTypeMultipathRelax: false } },
  ],
  [
    'bgp bestpath as-path multipath-relax as-set',
    { bestpath: { multipathRelax: 'as-set' } },
    { bestpath: { multipathRelax: false } },
  ],
  [
    'bgp bestpath bandwidth ignore',
    { bestpath: { linkBandwidth: 'ignore' } },
    { bestpath: { linkBandwidth: 'by-weight' } },
  ],
  [
    'bgp bestpath bandwidth skip-missing',
    { bestpath: { linkBandwidth: 'skip-missing' } },
    { bestpath: { linkBandwidth: 'by-weight' } },
  ],
  [
    'bgp bestpath bandwidth default-weight-for-missing',
    { bestpath: { linkBandwidth: 'default-weight-for-missing' } },
    { bestpath: { linkBandwidth: 'by-weight' } },
  ],
  ['bgp minimum-holdtime 20', { minimumHoldTimeSeconds: 20 }, {}],
  ['bgp bestpath aigp', { bestpath: { aigp: true } }, { bestpath: { aigp: false } }],
  ['bgp cluster-id 192.0.2.7', { reflection: { clusterId: '192.0.2.7' } }, {}],
  [
    'bgp client-to-client reflection',
    { reflection: { clientToClient: true } },
    { reflection: { clientToClient: false } },
  ],
  [
    'bgp graceful-restart preserve-fw-state',
    { gracefulRestart: { preserveForwardingState: true } },
    { gracefulRestart: { preserveForwardingState: false } },
  ],
  [
    'bgp graceful-restart notification',
    { gracefulRestart: { notificationSupport: true } },
    { gracefulRestart: { notificationSupport: false } },
  ],
  [
    'bgp hard-administrative-reset',
    { gracefulRestart: { hardAdministrativeReset: true } },
    { gracefulRestart: { hardAdministrativeReset: false } },
  ],
  [
    'bgp long-lived-graceful-restart stale-time 3600',
    { gracefulRestart: { longLivedStaleTimeSeconds: 3600 } },
    {},
  ],
  [
    'maximum-paths ibgp 8 equal-cluster-length',
    { maximumPaths: { 'ipv4-unicast': { internal: 8, equalClusterLength: true } } },
    {},
  ],
  ['timers bgp 3 9', { keepaliveTimeSeconds: 3, holdTimeSeconds: 9 }, {}],
  ['maximum-paths 4', { maximumPaths: { 'ipv4-unicast': { external: 4 } } }, {}],
  ['maximum-paths ibgp 8', { maximumPaths: { 'ipv4-unicast': { internal: 8 } } }, {}],
  ['network 10.10.1.0/24', { networks: ['10.10.1.0/24'] }, {}],
  ['network 10.10.1.0/24 route-map R', { networks: [{ prefix: '10.10.1.0/24', routeMap: 'R' }] }, {}],
  ['network 10.10.1.7/24', { networks: ['10.10.1.0/24'] }, {}],
  ['network 10.10.0.0 mask 255.255.240.0', { networks: ['10.10.0.0/20'] }, {}],
  ['bgp listen limit 5000', { listenLimit: 5000 }, {}],
  ['bgp listen range fd00::/8 peer-group G', { listenRanges: [{ prefix: 'fd00::/8', peerGroup: 'G' }] }, {}],
];

const neighborRows: readonly (readonly [statement: string, says: object, afterNo: object])[] = [
  ['remote-as 65001', { remoteAs: 65_001 }, {}],
  ['remote-as 1.10', { remoteAs: 65_546 }, {}],
  ['remote-as internal', { remoteAs: 'internal' }, {}],
  ['remote-as external', { remoteAs: 'external' }, {}],
  ['remote-as any', { remoteAs: 'any' }, {}],
  ['description the rack  next door!', { description: 'the rack  next door!' }, {}],
  ['passive', { passive: true }, { passive: false }],
  ['shutdown', { shutdown: true }, { shutdown: false }],
  ['shutdown message back at noon', { shutdown: true, shutdownMessage: 'back at noon' }, { shutdown: false }],
  ['port 1790', { port: 1790 }, {}],
  ['update-source 192.0.2.7', { localAddress: '192.0.2.7' }, {}],
  ['timers 3 9', { keepaliveTimeSeconds: 3, holdTimeSeconds: 9 }, {}],
  ['timers connect 5', { connectRetryTimeSeconds: 5 }, {}],
  ['timers delayopen 12', { delayOpenTimeSeconds: 12 }, { delayOpenTimeSeconds: 0 }],
  ['capability extended-nexthop', { extendedNextHop: true }, { extendedNextHop: false }],
  ['ebgp-multihop 2', { ebgpMultihop: 2 }, { ebgpMultihop: 1 }],
  ['ebgp-multihop', { ebgpMultihop: 255 }, { ebgpMultihop: 1 }],
  ['disable-connected-check', { disableConnectedCheck: true }, { disableConnectedCheck: false }],
  ['enforce-multihop', { disableConnectedCheck: true }, { disableConnectedCheck: false }],
  ['advertisement-interval 30', { advertisementIntervalSeconds: 30 }, {}],
  ['local-as 64999', { localAs: { asNumber: 64_999, noPrepend: false, replaceAs: false } }, {}],
  ['local-as 64999 no-prepend', { localAs: { asNumber: 64_999, noPrepend: true, replaceAs: false } }, {}],
  [
    'local-as 1.10 no-prepend replace-as',
    { localAs: { asNumber: 65_546, noPrepend: true, replaceAs: true } },
    {},
  ],
  ['local-role customer', { localRole: { role: 'customer', strict: false } }, {}],
  ['local-role rs-server strict-mode', { localRole: { role: 'rs-server', strict: true } }, {}],
  ['enforce-first-as', { enforceFirstAs: true }, { enforceFirstAs: false }],
  [
    'sender-as-path-loop-detection',
    { senderAsPathLoopDetection: true },
    { senderAsPathLoopDetection: false },
  ],
  ['graceful-restart', { gracefulRestartMode: 'restarter' }, {}],
  ['graceful-restart-helper', { gracefulRestartMode: 'helper' }, {}],
  ['graceful-restart-disable', { gracefulRestartMode: 'disabled' }, {}],
  ['graceful-shutdown', { gracefulShutdown: true }, { gracefulShutdown: false }],
];

function unchanged(asPath: boolean, nextHop: boolean, multiExitDisc: boolean) {
  return { attributesUnchanged: { asPath, nextHop, multiExitDisc } };
}

const familyRows: readonly (readonly [statement: string, says: object, afterNo: object])[] = [
  ['activate', { activate: true }, { activate: false }],
  ['next-hop-self', { nextHopSelf: true }, { nextHopSelf: false }],
  ['next-hop-self force', { nextHopSelf: 'force' }, { nextHopSelf: false }],
  ['weight 7', { weight: 7 }, {}],
  ['allowas-in', { allowOwnAs: 3 }, { allowOwnAs: 0 }],
  ['allowas-in 1', { allowOwnAs: 1 }, { allowOwnAs: 0 }],
  ['allowas-in origin', { allowOwnAs: 'origin' }, { allowOwnAs: 0 }],
  ['next-hop-self all', { nextHopSelf: 'force' }, { nextHopSelf: false }],
  ['attribute-unchanged', unchanged(true, true, true), unchanged(false, false, false)],
  ['attribute-unchanged med as-path', unchanged(true, false, true), unchanged(false, false, false)],
  ['route-reflector-client', { routeReflectorClient: true }, { routeReflectorClient: false }],
  ['route-server-client', { routeServerClient: true }, { routeServerClient: false }],
  ['as-override', { asOverride: true }, { asOverride: false }],
  ['remove-private-AS', { removePrivateAs: { all: false, replaceAs: false } }, { removePrivateAs: false }],
  ['remove-private-AS all', { removePrivateAs: { all: true, replaceAs: false } }, { removePrivateAs: false }],
  [
    'remove-private-AS all replace-AS',
    { removePrivateAs: { all: true, replaceAs: true } },
    { removePrivateAs: false },
  ],
  ['maximum-prefix-out 9', { maximumPrefixesOut: 9 }, {}],
  ['default-originate', { defaultOriginate: true }, { defaultOriginate: false }],
  ['default-originate route-map R', { defaultOriginate: { routeMap: 'R' } }, { defaultOriginate: false }],
  ['addpath-tx-all-paths', { addPathSend: 'all' }, { addPathSend: 'none' }],
  ['addpath-tx-bestpath-per-AS', { addPathSend: 'best-per-as' }, { addPathSend: 'none' }],
  ['addpath-tx-best-selected 3', { addPathSend: 3 }, { addPathSend: 'none' }],
  ['disable-addpath-rx', { addPathReceive: false }, { addPathReceive: true }],
  ['addpath-rx-paths-limit 4', { addPathReceiveLimit: 4 }, {}],
  ['aigp', { aigp: true }, { aigp: false }],
  [
    'soft-reconfiguration inbound',
    { softReconfigurationInbound: true },
    { softReconfigurationInbound: false },
  ],
  [
    'maximum-prefix 100 80 restart 5',
    { maximumPrefixes: { count: 100, warningOnly: false, thresholdPercent: 80, restartMinutes: 5 } },
    {},
  ],
  [
    'maximum-prefix 100 restart 5',
    { maximumPrefixes: { count: 100, warningOnly: false, restartMinutes: 5 } },
    {},
  ],
  [
    'maximum-prefix 100 80 warning-only',
    { maximumPrefixes: { count: 100, warningOnly: true, thresholdPercent: 80 } },
    {},
  ],
  ['maximum-prefix 100', { maximumPrefixes: { count: 100, warningOnly: false } }, {}],
  ['maximum-prefix 100 warning-only', { maximumPrefixes: { count: 100, warningOnly: true } }, {}],
  ['send-community', { sendCommunities: { standard: true } }, { sendCommunities: { standard: false } }],
  [
    'send-community standard',
    { sendCommunities: { standard: true } },
    { sendCommunities: { standard: false } },
  ],
  [
    'send-community extended',
    { sendCommunities: { extended: true } },
    { sendCommunities: { extended: false } },
  ],
  ['send-community large', { sendCommunities: { large: true } }, { sendCommunities: { large: false } }],
  [
    'send-community both',
    { sendCommunities: { standard: true, extended: true } },
    { sendCommunities: { standard: false, extended: false } },
  ],
  [
    'send-community all',
    { sendCommunities: { standard: true, extended: true, large: true } },
    { sendCommunities: { standard: false, extended: false, large: false } },
  ],
];

/** The document of a file whose `router bgp` has these lines. */
function documentOf(...lines: string[]) {
  const text = ['router bgp 65000', ' bgp router-id 192.0.2.1', ...lines.map((line) => `  ${line}`)].join(
    '\n',
  );
  const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
  expect(problems).toEqual([]);
  return document!;
}

describe('statements of router bgp', () => {
  test.each(routerRows)('%s', (statement, says, afterNo) => {
    expect(documentOf(statement)).toEqual(documentWith(says));
    expect(documentOf(statement, `no ${statement}`)).toEqual(documentWith(afterNo));
    const [network] = documentWith(says).networks;
    const written = formatFrrConf(documentWith(says))
      .split('\n')
      .map((line) => line.trim());
    const isAlone = typeof network === 'string';
    expect(written).toContain(isAlone ? `network ${network}` : statement);
  });

  test('an address family has its own networks and widths', () => {
    const document = documentOf(
      'address-family ipv6 unicast',
      'network fd00:10::/64',
      'maximum-paths 2',
      'exit-address-family',
      'maximum-paths 4',
    );
    const widths = { 'ipv6-unicast': { external: 2 }, 'ipv4-unicast': { external: 4 } };
    expect(document).toEqual(documentWith({ networks: ['fd00:10::/64'], maximumPaths: widths }));
  });

  test('the AS number may be asdot, the identifier the machine’s', () => {
    const { document } = parseFrrConf('ip router-id 192.0.2.9\nrouter bgp 1.10', { file: 'frr.conf' });
    expect(document).toEqual(documentWith({ asNumber: 65_546, routerId: '192.0.2.9' }));
  });

  test('what FRR has no statement for is said with bgpeer', () => {
    const text = [
      'bgpeer fib kernel',
      'bgpeer listen port 1790',
      'bgpeer listen address 127.0.0.1',
      'bgpeer listen address ::1',
      'no bgpeer listen address 127.0.0.1',
      'bgpeer timers connect 7',
      'bgpeer neighbor 192.0.2.5 send-hold-time 0',
      'router bgp 65000',
      'bgp router-id 192.0.2.1',
    ].join('\n');
    const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
    expect(problems).toEqual([]);
    expect(document).toEqual(
      documentWith({
        fib: 'kernel',
        listen: { port: 1790, addresses: ['::1'] },
        connectRetryTimeSeconds: 7,
        peers: [{ address: '192.0.2.5', sendHoldTimeSeconds: 0 }],
      }),
    );
  });
});

describe('statements about a neighbor', () => {
  test.each(neighborRows)('%s', (words, says, afterNo) => {
    const statement = `neighbor 192.0.2.5 ${words}`;
    const peer = { address: '192.0.2.5' };
    expect(documentOf(statement)).toEqual(documentWith({ peers: [{ ...peer, ...says }] }));
    expect(documentOf(statement, `no ${statement}`)).toEqual(
      documentWith({ peers: [{ ...peer, ...afterNo }] }),
    );
    const group = documentOf('neighbor G peer-group', `neighbor G ${words}`);
    expect(group).toEqual(documentWith({ peerGroups: { G: says } }));
  });

  test.each(familyRows)('%s', (words, says, afterNo) => {
    const statement = `neighbor 192.0.2.5 ${words}`;
    const withFamily = (family: string, settings: object) =>
      documentWith({ peers: [{ address: '192.0.2.5', families: { [family]: settings } }] });
    expect(documentOf(statement)).toEqual(withFamily('ipv4-unicast', says));
    expect(documentOf('address-family ipv6', statement)).toEqual(withFamily('ipv6-unicast', says));
    expect(documentOf(statement, `no ${statement}`)).toEqual(withFamily('ipv4-unicast', afterNo));
  });

  test('membership, a group defined after its use, and taking away', () => {
    const document = documentOf(
      'neighbor 192.0.2.5 peer-group G',
      'neighbor 192.0.2.6 peer-group G',
      'neighbor 192.0.2.7 remote-as 1',
      'neighbor G peer-group',
      'no neighbor 192.0.2.6 peer-group G',
      'no neighbor 192.0.2.7',
    );
    const peers = [{ address: '192.0.2.5', peerGroup: 'G' }, { address: '192.0.2.6' }];
    expect(document).toEqual(documentWith({ peerGroups: { G: {} }, peers }));
  });
});

describe('the form of the file', () => {
  test('indentation, comments, line ends and copied terminal lines make no difference', () => {
    const text = [
      '\uFEFF! comment',
      'configure terminal',
      'router   bgp\t65000\r',
      '# another',
      '      bgp router-id 192.0.2.1',
      'address-family ipv4 unicast',
      '! inside',
      'network 10.0.0.0/8',
      'neighbor 192.0.2.5 remote-as 65001',
      'exit',
      'end',
      'write memory',
    ].join('\n');
    const { document, problems } = parseFrrConf(text, { file: 'frr.conf' });
    expect(problems).toEqual([]);
    const peers = [{ address: '192.0.2.5', remoteAs: 65_001 }];
    expect(document).toEqual(documentWith({ networks: ['10.0.0.0/8'], peers }));
  });
});
