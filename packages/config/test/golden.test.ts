import { noPolicyDefinitions } from '@bgpeer/policy';
import { describe, expect, test } from 'vitest';
import { formatFrrConf, parseFrrConf, parseYamlConfig, toRouterConfiguration } from '../src/index.ts';
import { readGolden, readRepositoryFile } from './shared-material.ts';

const labPeer = {
  peerGroup: 'CILIUM',
  remoteAs: { kind: 'external' },
  passive: false,
  shutdown: false,
  port: 179,
  holdTimeSeconds: 180,
  keepaliveTimeSeconds: 60,
  connectRetryTimeSeconds: 120,
  delayOpenTimeSeconds: 0,
  sendHoldTimeSeconds: 480,
  families: {
    'ipv4-unicast': {
      nextHopSelf: false,
      nextHopSelfForce: false,
      attributesUnchanged: { asPath: false, nextHop: false, multiExitDisc: false },
      routeReflectorClient: false,
      routeServerClient: false,
      weight: 0,
      sendCommunities: { standard: true, extended: true, large: true },
      allowOwnAsCount: 0,
      allowOwnAsAtOrigin: false,
      asOverride: false,
      addPathReceive: true,
      aigp: false,
      softReconfigurationInbound: false,
    },
  },
  extendedNextHop: false,
  ebgpMultihop: 1,
  disableConnectedCheck: false,
  gracefulShutdown: false,
  enforceFirstAs: false,
  senderAsPathLoopDetection: false,
  advertisementIntervalSeconds: 0,
};

const labConfiguration = {
  asNumber: 65_000,
  bgpIdentifier: '192.168.10.200',
  hostName: '',
  ebgpRequiresPolicy: false,
  rejectAsSets: true,
  defaultLocalPreference: 100,
  gracefulRestart: {
    mode: 'restarter',
    restartTimeSeconds: 120,
    stalePathTimeSeconds: 360,
    selectionDeferralTimeSeconds: 360,
    preserveForwardingState: false,
    notificationSupport: true,
    hardAdministrativeReset: true,
  },
  reflection: { clientToClient: true, allowOutboundPolicy: false },
  gracefulShutdown: false,
  decision: {
    multipathRelax: true,
    multipathRelaxAsSet: false,
    peerTypeMultipathRelax: false,
    compareRouterId: false,
    ignoreAsPathLength: false,
    alwaysCompareMed: false,
    missingMedAsWorst: false,
    deterministicMed: false,
    linkBandwidth: 'by-weight',
  },
  maximumPaths: {
    'ipv4-unicast': { external: 4, internal: 256, equalClusterLength: false },
    'ipv6-unicast': { external: 256, internal: 256, equalClusterLength: false },
  },
  policies: noPolicyDefinitions,
  redistribute: [],
  aggregates: [],
  staticRoutes: [],
  networks: [{ family: 'ipv4-unicast', prefix: '10.10.1.0/24' }],
  peers: ['192.168.10.100', '192.168.10.101', '192.168.20.100'].map((address) => ({ address, ...labPeer })),
  listenRanges: [],
  listenLimit: 100,
};

describe('the lab that real FRR was recorded in', () => {
  const golden = parseFrrConf(readGolden('frr.conf'), { file: 'frr.conf' });

  test('folds to its configuration, with a note on the log statement only', () => {
    expect(golden.problems).toEqual([
      expect.objectContaining({ severity: 'note', line: 1, text: 'log syslog informational' }),
    ]);
    expect(toRouterConfiguration(golden.document!)).toEqual({
      configuration: labConfiguration,
      problems: [],
    });
  });

  test('is written as FRR writes its running configuration', () => {
    const isAboutTheMachine = (line: string) => /^(frr version|hostname|log) /.test(line);
    const expected = readGolden('02-initial/more/show-running-config.txt')
      .trimEnd()
      .split('\n')
      .filter((line) => !isAboutTheMachine(line));
    expect(formatFrrConf(golden.document!).trimEnd().split('\n')).toEqual(expected);
  });

  test('is read back from what FRR shows, host name aside', () => {
    const shown = readGolden('02-initial/more/show-running-config.txt');
    const { document, problems } = parseFrrConf(shown, { file: 'running-config' });
    expect(problems.map(({ severity }) => severity)).toEqual(['note', 'note']);
    expect(document).toEqual({ ...golden.document, hostName: 'vm' });
  });

  test('is the same in all three of the example’s forms', () => {
    const frrConf = parseFrrConf(readRepositoryFile('examples/cilium-lab/frr.conf'), { file: 'frr.conf' });
    const yaml = parseYamlConfig(readRepositoryFile('examples/cilium-lab/bgpeer.yaml'), {
      file: 'bgpeer.yaml',
    });
    expect(yaml.problems).toEqual([]);
    expect(toRouterConfiguration(frrConf.document!).configuration).toEqual(labConfiguration);
    expect(toRouterConfiguration(yaml.document!).configuration).toEqual(labConfiguration);
  });

  test('has a loopback twin for one machine', () => {
    const text = readRepositoryFile('examples/cilium-lab/demo-loopback.frr.conf');
    const { document, problems } = parseFrrConf(text, { file: 'demo-loopback.frr.conf' });
    expect(problems).toEqual([]);
    const addresses = ['127.0.0.10', '127.0.0.11', '127.0.0.20'];
    expect(toRouterConfiguration(document!)).toEqual({
      configuration: {
        ...labConfiguration,
        peers: addresses.map((address) => ({ address, ...labPeer, passive: true })),
      },
      problems: [],
    });
  });
});
