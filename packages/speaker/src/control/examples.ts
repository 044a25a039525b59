import type {
  AdvertisedRoutesAnswer,
  ConfigurationAnswer,
  ControlEvent,
  ControlStatus,
  ForwardingAnswer,
  NextHopsAnswer,
  PoliciesAnswer,
  ReceivedRoutesAnswer,
} from './contract.ts';

/** Answers as they may be, for the reference: the lab's top-of-rack router. Long objects are cut down to what they are about. */

const now = 1_790_000_000_000;

const summaryView = {
  asNumber: 65000,
  bgpIdentifier: '192.168.10.200',
  families: [{ family: 'ipv4-unicast', tableVersion: 5, prefixCount: 5, routeCount: 7, tableOctets: 65_536 }],
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
  peerGroupNames: ['CILIUM'],
  listenLimit: 100,
} as const;

const peer = {
  address: '192.168.10.100',
  peerGroup: 'CILIUM',
  localAsNumber: 65000,
  remoteAsNumber: 65001,
  session: 'external',
  hostName: 'k8s-ctr',
  state: 'Established',
  establishedAt: now - 60_000,
};

const loadBalancerRoute = {
  family: 'ipv4-unicast',
  prefix: '172.16.1.1/32',
  source: 'external',
  nextHops: ['192.168.10.100', '192.168.10.101', '192.168.20.100'],
  forwarding: {
    kind: 'unicast',
    hops: ['192.168.10.100', '192.168.10.101', '192.168.20.100'].map((nextHop) => ({
      nextHop,
      gateway: nextHop,
      weight: 1,
    })),
  },
  installedAt: now - 30_000,
  multiExitDisc: 0,
} as const;

const attributes = {
  origin: 'IGP',
  asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65001] }],
  nextHop: '192.168.10.100',
} as const;

export const status: ControlStatus = {
  now,
  version: '0.1.0',
  processId: 4711,
  hostName: 'tor',
  startedAt: now - 90_000,
  listening: [{ address: '::', port: 179 }],
  fib: 'kernel',
  configurationSource: 'frr.conf',
  residentOctets: 80_000_000,
};

export const summary = { now, summary: summaryView, peers: [peer] };

export const peers = { now, peers: [peer] };

export const routes = {
  now,
  summary: summaryView,
  prefixes: [
    {
      family: 'ipv4-unicast',
      prefix: '172.16.1.1/32',
      version: 5,
      selectionReason: 'Older Path',
      advertisedTo: [{ address: '192.168.10.101' }],
      routes: [
        {
          source: 'external',
          peer: { address: '192.168.10.100', bgpIdentifier: '192.168.10.100', asNumber: 65001 },
          valid: true,
          best: true,
          multipath: true,
          attributes,
        },
      ],
    },
  ],
};

export const advertisedRoutes: AdvertisedRoutesAnswer = {
  now,
  summary: summaryView,
  routes: [
    {
      prefix: '172.20.0.0/24',
      attributes: { ...attributes, nextHop: '192.168.10.200' },
      source: 'external',
      sourceWeight: 0,
      sourceAttributes: attributes,
      nextHopSelf: true,
    },
  ],
};

export const receivedRoutes: ReceivedRoutesAnswer = {
  now,
  summary: summaryView,
  routes: [
    {
      prefix: '172.16.1.1/32',
      attributes,
      imported: { attributes: { ...attributes, localPref: 200 }, weight: 0 },
      decidedBy: { kind: 'route-map', name: 'NODES-IN', sequence: 10 },
      updatedAt: now - 30_000,
    },
  ],
};

export const policies: PoliciesAnswer = {
  now,
  policies: {
    lists: [
      {
        kind: 'prefix-list',
        family: 'ipv4-unicast',
        name: 'SERVICES',
        entries: [{ sequence: 5, action: 'permit', words: '172.16.0.0/16 le 32' }],
      },
    ],
    routeMaps: [
      {
        name: 'NODES-IN',
        entries: [
          {
            sequence: 10,
            action: 'permit',
            matches: ['ip address prefix-list SERVICES'],
            sets: ['local-preference 200'],
          },
        ],
      },
    ],
  },
};

export const forwarding: ForwardingAnswer = {
  now,
  fib: 'kernel',
  others: [
    {
      prefix: '192.168.10.0/24',
      protocol: 'connected',
      distance: 0,
      metric: 0,
      forwarding: { kind: 'unicast', hops: [{ interfaceName: 'eth1', weight: 1 }] },
      installed: true,
      installedAt: now - 90_000,
    },
  ],
  interfaceIndexes: { eth1: 3 },
  routes: [
    {
      ...loadBalancerRoute,
      installed: true,
      interfaces: {
        '192.168.10.100': { name: 'eth1', index: 3 },
        '192.168.10.101': { name: 'eth1', index: 3 },
        '192.168.20.100': { name: 'eth2', index: 4 },
      },
      distance: 20,
    },
  ],
};

export const nextHops: NextHopsAnswer = {
  now,
  nextHops: [
    {
      address: '192.168.10.100',
      reachable: true,
      metric: 0,
      via: { prefix: '192.168.10.0/24', protocol: 'connected' },
      hops: [{ gateway: '192.168.10.100', interfaceName: 'eth1' }],
      prefixCounts: { 'ipv4-unicast': 2 },
    },
  ],
};

export const configuration: ConfigurationAnswer = {
  frr: 'router bgp 65000\n bgp router-id 192.168.10.200\n',
  yaml: 'asNumber: 65000\nrouterId: 192.168.10.200\n',
};

export const event: ControlEvent = {
  kind: 'route',
  at: now,
  family: 'ipv4-unicast',
  prefix: '172.16.1.1/32',
  selected: loadBalancerRoute,
};
