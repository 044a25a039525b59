import type { Capability } from '@bgpeer/bgp-wire';
import type {
  AdvertisedRouteView,
  PeerFamilyView,
  PeerView,
  PrefixView,
  RouteView,
  SelectedRouteView,
  SummaryView,
} from '@bgpeer/router';
import type { ForwardingAnswer, RoutesAnswer, SummaryAnswer } from '@bgpeer/speaker';

/** One moment of the recorded lab, as the views of a router that is in that moment. */
export interface LabStage {
  readonly folder: string;
  readonly summary: SummaryAnswer;
  readonly routes: RoutesAnswer;
  readonly forwarding: ForwardingAnswer;
  /** What 192.168.10.100 was sent. */
  readonly advertised: readonly AdvertisedRouteView[];
}

interface Node {
  readonly address: string;
  readonly hostName: string;
  readonly podPrefix: string;
  readonly interface: { readonly name: string; readonly index: number };
}

const nodes: readonly Node[] = [
  {
    address: '192.168.10.100',
    hostName: 'k8s-ctr',
    podPrefix: '172.20.0.0/24',
    interface: { name: 'eth1', index: 2 },
  },
  {
    address: '192.168.10.101',
    hostName: 'k8s-w1',
    podPrefix: '172.20.1.0/24',
    interface: { name: 'eth1', index: 2 },
  },
  {
    address: '192.168.20.100',
    hostName: 'k8s-w0',
    podPrefix: '172.20.2.0/24',
    interface: { name: 'eth2', index: 3 },
  },
];

const [control, worker1, worker0] = nodes;
const routerAddress = '192.168.10.200';
const loadBalancerPrefix = '172.16.1.1/32';
const unicast4 = { afi: 1, safi: 1 };

/** `02-initial`: three sessions, one PodCIDR from each. */
export function initialStage(): LabStage {
  return labStage({
    folder: '02-initial',
    tableVersion: 4,
    now: 1795186634_000,
    loadBalancer: undefined,
    podVersions: [4, 2, 3],
    stale: undefined,
  });
}

/** `03-lb-ecmp`: the load balancer's address from all three nodes. */
export function equalCostStage(): LabStage {
  return labStage({
    folder: '03-lb-ecmp',
    tableVersion: 5,
    now: 1795186639_000,
    loadBalancer: {
      version: 5,
      best: control,
      others: [worker0, worker1],
      reason: 'Router ID',
      updatedAt: 1795186636_000,
    },
    podVersions: [4, 2, 3],
    stale: undefined,
  });
}

/** `06-lb-local`: one node withdrew it. */
export function localStage(): LabStage {
  return labStage({
    folder: '06-lb-local',
    tableVersion: 6,
    now: 1795186650_000,
    loadBalancer: {
      version: 6,
      best: worker1,
      others: [worker0],
      reason: 'Router ID',
      updatedAt: 1795186637_000,
    },
    podVersions: [4, 2, 3],
    stale: undefined,
  });
}

/** `12-agent-restart/while-stale`: a node's speaker is away, its routes are kept. */
export function staleStage(): LabStage {
  return labStage({
    folder: '12-agent-restart/while-stale',
    tableVersion: 18,
    now: 1795186755_000,
    loadBalancer: {
      version: 8,
      best: control,
      others: [worker0, worker1],
      reason: 'Older Path',
      updatedAt: 1795186653_000,
    },
    podVersions: [4, 2, 18],
    stale: worker1,
  });
}

interface StageFacts {
  readonly folder: string;
  readonly tableVersion: number;
  readonly now: number;
  readonly loadBalancer:
    | {
        readonly version: number;
        readonly best: Node;
        readonly others: readonly Node[];
        readonly reason: string;
        readonly updatedAt: number;
      }
    | undefined;
  readonly podVersions: readonly [number, number, number];
  readonly stale: Node | undefined;
}

function labStage(facts: StageFacts): LabStage {
  const summary = summaryView(facts);
  const peers = nodes.map((node) => (node === facts.stale ? stalePeer(node, facts) : peerView(node, facts)));
  const { now, loadBalancer } = facts;
  return {
    folder: facts.folder,
    summary: { now, summary, peers },
    routes: {
      now,
      summary,
      prefixes: [
        ownPrefix(facts),
        ...(loadBalancer === undefined ? [] : [loadBalancerView(facts, loadBalancer)]),
        ...nodes.map((node, index) => podPrefixView(node, facts.podVersions[index], facts)),
      ],
    },
    forwarding: forwardingAnswer(facts),
    advertised: advertisedRoutes(facts),
  };
}

function summaryView(facts: StageFacts): SummaryView {
  const prefixCount = facts.loadBalancer === undefined ? 4 : 5;
  return {
    asNumber: 65000,
    bgpIdentifier: routerAddress,
    hostName: 'router',
    families: [
      {
        family: 'ipv4-unicast',
        tableVersion: facts.tableVersion,
        prefixCount,
        routeCount: 4 + (facts.loadBalancer?.others.length ?? -1) + 1,
        tableOctets: 1024,
      },
    ],
    multipathRelax: true,
    compareRouterId: false,
    peerGroupNames: ['CILIUM'],
    listenLimit: 100,
  };
}

const routerCapabilities: readonly Capability[] = [
  { name: 'multiprotocol', ...unicast4 },
  { name: 'route-refresh', legacy: true },
  { name: 'route-refresh' },
  { name: 'enhanced-route-refresh' },
  { name: 'four-octet-as', asNumber: 65000 },
  { name: 'extended-message' },
  { name: 'add-path', families: [{ ...unicast4, mode: 'receive' }] },
  { name: 'fqdn', hostName: 'router', domainName: '' },
  {
    name: 'graceful-restart',
    restarting: true,
    notificationSupport: true,
    restartTimeSeconds: 120,
    families: [{ ...unicast4, forwardingPreserved: false }],
  },
  { name: 'unrecognized', code: 71, value: '00010180000000' },
];

function nodeCapabilities(node: Node): readonly Capability[] {
  return [
    { name: 'route-refresh' },
    { name: 'multiprotocol', ...unicast4 },
    { name: 'four-octet-as', asNumber: 65001 },
    { name: 'fqdn', hostName: node.hostName, domainName: '' },
    { name: 'extended-next-hop', encodings: [{ ...unicast4, nextHopAfi: 2 }] },
    {
      name: 'graceful-restart',
      restarting: true,
      notificationSupport: true,
      restartTimeSeconds: 15,
      families: [{ ...unicast4, forwardingPreserved: true }],
    },
  ];
}

function acceptedCount(node: Node, { loadBalancer }: StageFacts): number {
  const carries =
    loadBalancer !== undefined && (loadBalancer.best === node || loadBalancer.others.includes(node));
  return carries ? 2 : 1;
}

function familyRow(node: Node, facts: StageFacts): PeerFamilyView {
  return {
    family: 'ipv4-unicast',
    configured: true,
    negotiated: true,
    acceptedPrefixCount: acceptedCount(node, facts),
    sentPrefixCount: facts.loadBalancer === undefined ? 4 : 5,
    stalePrefixCount: 0,
    endOfRibSent: true,
    endOfRibReceived: true,
    importDenied: false,
    exportDenied: false,
    updateGroup: 1,
    nextHopSelf: false,
    sendCommunities: { standard: true, extended: true, large: true },
  };
}

function peerView(node: Node, facts: StageFacts): PeerView {
  const counters = { open: 1, update: 5, notification: 0, keepalive: 2, routeRefresh: 0 };
  return {
    address: node.address,
    peerGroup: 'CILIUM',
    localAsNumber: 65000,
    remoteAsNumber: 65001,
    session: 'external',
    localBgpIdentifier: routerAddress,
    remoteBgpIdentifier: node.address,
    hostName: node.hostName,
    localHostName: 'router',
    state: 'Established',
    adminShutdown: false,
    passive: false,
    prefixLimitReached: false,
    establishedAt: facts.now - 5_000,
    lastReadAt: facts.now - 2_000,
    lastWriteAt: facts.now - 2_000,
    lastUpdateReceivedAt: facts.now - 5_000,
    configured: { holdTimeSeconds: 180, keepaliveTimeSeconds: 60 },
    negotiated: { holdTimeSeconds: 9, keepaliveTimeSeconds: 3 },
    connectRetryTimeSeconds: 120,
    sentCapabilities: routerCapabilities,
    receivedCapabilities: nodeCapabilities(node),
    endpoints: {
      localAddress: routerAddress,
      localPort: 179,
      remoteAddress: node.address,
      remotePort: 59455,
      sharedSubnet: '192.168.10.0/24',
    },
    sent: counters,
    received: { ...counters, update: 2 },
    outputQueueOctets: 0,
    connectionsEstablished: 1,
    connectionsDropped: 0,
    ebgpMultihop: 1,
    families: [familyRow(node, facts)],
    gracefulRestart: {
      localMode: 'restarter',
      remoteMode: 'restarter',
      restartTimeSeconds: 120,
      stalePathTimeSeconds: 360,
      selectionDeferralTimeSeconds: 360,
      receivedRestartTimeSeconds: 15,
      remoteRestarting: true,
      remoteNotificationSupport: true,
      families: [{ family: 'ipv4-unicast', forwardingPreserved: true }],
    },
  };
}

function stalePeer(node: Node, facts: StageFacts): PeerView {
  const established = peerView(node, facts);
  return {
    ...established,
    remoteBgpIdentifier: undefined,
    state: 'Active',
    establishedAt: undefined,
    droppedAt: facts.now - 2_000,
    lastReset: {
      at: facts.now - 2_000,
      kind: 'connection-closed',
      text: 'the peer closed the connection',
      graceful: true,
    },
    negotiated: undefined,
    sentCapabilities: [],
    receivedCapabilities: [],
    endpoints: undefined,
    connectionsDropped: 1,
    families: [{ ...familyRow(node, facts), negotiated: false, sentPrefixCount: 0, updateGroup: undefined }],
    gracefulRestart: {
      ...established.gracefulRestart,
      remoteMode: 'not-applicable',
      remoteRestarting: false,
      remoteNotificationSupport: false,
      restartDeadline: facts.now + 13_000,
      stalePathDeadline: facts.now + 358_000,
      families: [],
    },
  };
}

function advertisedTo(facts: StageFacts): PrefixView['advertisedTo'] {
  return nodes.filter((node) => node !== facts.stale).map(({ address, hostName }) => ({ address, hostName }));
}

function learnedRoute(node: Node, facts: StageFacts, updatedAt: number): RouteView {
  const isStale = node === facts.stale;
  return {
    source: 'external',
    peer: {
      address: node.address,
      bgpIdentifier: isStale ? '0.0.0.0' : node.address,
      asNumber: 65001,
      hostName: node.hostName,
    },
    valid: true,
    best: true,
    multipath: false,
    stale: isStale,
    staleUntil: isStale ? facts.now + 13_000 : undefined,
    weight: 0,
    nextHopMetric: 0,
    nextHopReachable: true,
    attributes: {
      origin: 'IGP',
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65001] }],
      nextHop: node.address,
    },
    updatedAt,
    explanation: { outcome: 'best' },
    explanationText: 'best',
  };
}

function podPrefixView(node: Node, version: number, facts: StageFacts): PrefixView {
  return {
    family: 'ipv4-unicast',
    prefix: node.podPrefix,
    version,
    selectionReason: 'First path received',
    advertisedTo: advertisedTo(facts),
    routes: [learnedRoute(node, facts, 1795186629_000)],
  };
}

/** Our own 10.10.1.0/24. */
export function ownPrefix(facts: Pick<StageFacts, 'stale'>): PrefixView {
  return {
    family: 'ipv4-unicast',
    prefix: '10.10.1.0/24',
    version: 1,
    selectionReason: 'First path received',
    advertisedTo: nodes
      .filter((node) => node !== facts.stale)
      .map(({ address, hostName }) => ({ address, hostName })),
    routes: [
      {
        source: 'local',
        valid: true,
        best: true,
        multipath: false,
        stale: false,
        weight: 32768,
        nextHopMetric: 0,
        nextHopReachable: true,
        attributes: { origin: 'IGP', asPath: [], multiExitDisc: 0 },
        updatedAt: 1795186612_000,
        explanation: { outcome: 'best' },
        explanationText: 'best',
      },
    ],
  };
}

function loadBalancerView(
  facts: StageFacts,
  { version, best, others, reason, updatedAt }: NonNullable<StageFacts['loadBalancer']>,
): PrefixView {
  const sharing = { multipath: true } as const;
  const other = (node: Node): RouteView => ({
    ...learnedRoute(node, facts, updatedAt),
    ...sharing,
    best: false,
    explanation: { outcome: 'multipath', step: 'bgp-identifier', removedBy: others.length },
    explanationText: 'shares the load',
  });
  return {
    family: 'ipv4-unicast',
    prefix: loadBalancerPrefix,
    version,
    selectionReason: reason,
    advertisedTo: advertisedTo(facts),
    routes: [...others.map(other), { ...learnedRoute(best, facts, updatedAt), ...sharing }],
  };
}

function forwardingAnswer(facts: StageFacts): ForwardingAnswer {
  const { loadBalancer } = facts;
  const sharing =
    loadBalancer === undefined
      ? []
      : nodes.filter((node) => loadBalancer.best === node || loadBalancer.others.includes(node));
  const route = (prefix: string, through: readonly Node[]) => ({
    family: 'ipv4-unicast' as const,
    prefix,
    source: 'external' as const,
    nextHops: through.map((node) => node.address),
    multiExitDisc: 0,
    installedAt: facts.now - 5_000,
    installed: true,
    interfaces: Object.fromEntries(through.map((node) => [node.address, node.interface])),
    distance: 20,
  });
  const own: SelectedRouteView = {
    family: 'ipv4-unicast',
    prefix: '10.10.1.0/24',
    source: 'local',
    nextHops: [],
    multiExitDisc: 0,
    installedAt: facts.now - 22_000,
  };
  return {
    now: facts.now,
    fib: 'kernel',
    routes: [
      { ...own, installed: false, interfaces: {}, distance: 200 },
      ...(sharing.length === 0 ? [] : [route(loadBalancerPrefix, sharing)]),
      ...nodes.map((node) => route(node.podPrefix, [node])),
    ],
  };
}

function advertisedRoutes(facts: StageFacts): AdvertisedRouteView[] {
  const learned = (prefix: string, from: Node): AdvertisedRouteView => {
    const nextHopSelf = from === worker0;
    const asPath = (...asNumbers: number[]) => [{ type: 'AS_SEQUENCE' as const, asNumbers }];
    return {
      prefix,
      attributes: {
        origin: 'IGP',
        asPath: asPath(65000, 65001),
        nextHop: nextHopSelf ? routerAddress : from.address,
      },
      source: 'external',
      sourceWeight: 0,
      sourceAttributes: { origin: 'IGP', asPath: asPath(65001), nextHop: from.address },
      nextHopSelf,
    };
  };
  const own: AdvertisedRouteView = {
    prefix: '10.10.1.0/24',
    attributes: {
      origin: 'IGP',
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65000] }],
      nextHop: routerAddress,
      multiExitDisc: 0,
    },
    source: 'local',
    sourceWeight: 32768,
    sourceAttributes: { origin: 'IGP', asPath: [], multiExitDisc: 0 },
    nextHopSelf: true,
  };
  return [
    own,
    ...(facts.loadBalancer === undefined ? [] : [learned(loadBalancerPrefix, facts.loadBalancer.best)]),
    ...nodes.map((node) => learned(node.podPrefix, node)),
  ];
}
