import type { Capability } from '@bgpeer/bgp-wire';
import type { PeerFamilyView, PeerView } from '@bgpeer/router';
import { peerSettings } from '@bgpeer/testkit';
import { type Node, routerAddress, type StageFacts } from './lab-facts.ts';

const unicast4 = { afi: 1, safi: 1 };

/** A node as the router sees it at a stage. */
export function labPeer(node: Node, facts: StageFacts): PeerView {
  return node === facts.stale ? stalePeer(node, facts) : peerView(node, facts);
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
  {
    name: 'long-lived-graceful-restart',
    families: [{ afi: 1, safi: 1, forwardingPreserved: true, staleTimeSeconds: 0 }],
  },
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
    receivedPrefixCount: acceptedCount(node, facts),
    softReconfigurationInbound: false,
    sentPrefixCount: facts.loadBalancer === undefined ? 4 : 5,
    stalePrefixCount: 0,
    endOfRibSent: true,
    endOfRibReceived: true,
    importDenied: false,
    exportDenied: false,
    updateGroup: 1,
    addPath: { send: false, receive: false },
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
    settings: peerSettings(),
    gracefulRestart: {
      localMode: 'restarter',
      localRestarting: false,
      remoteMode: 'restarter',
      restartTimeSeconds: 120,
      stalePathTimeSeconds: 360,
      selectionDeferralTimeSeconds: 360,
      receivedRestartTimeSeconds: 15,
      remoteRestarting: true,
      remoteNotificationSupport: true,
      families: [{ family: 'ipv4-unicast', forwardingPreserved: true }],
      longLived: [],
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
