import type { AdvertisedRouteView, PrefixView, RouteView, SelectedRouteView } from '@bgpeer/router';
import type { ForwardingAnswer } from '@bgpeer/speaker';
import {
  loadBalancerPrefix,
  type Node,
  nodes,
  routerAddress,
  type StageFacts,
  worker0,
} from './lab-facts.ts';

/** Every prefix of the table, in its order. */
export function labPrefixes(facts: StageFacts): PrefixView[] {
  const { loadBalancer } = facts;
  return [
    ownPrefix(facts),
    ...(loadBalancer === undefined ? [] : [loadBalancerView(facts, loadBalancer)]),
    ...nodes.map((node, index) => podPrefixView(node, facts.podVersions[index], facts)),
  ];
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

function ownPrefix(facts: StageFacts): PrefixView {
  return {
    family: 'ipv4-unicast',
    prefix: '10.10.1.0/24',
    version: 1,
    selectionReason: 'First path received',
    advertisedTo: advertisedTo(facts),
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

/** What is selected for forwarding, our own network too. */
export function forwardingAnswer(facts: StageFacts): ForwardingAnswer {
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
    forwarding: {
      kind: 'unicast' as const,
      hops: through.map(({ address }) => ({ nextHop: address, gateway: address, weight: 1 })),
    },
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
    forwarding: { kind: 'unicast', hops: [] },
    multiExitDisc: 0,
    installedAt: facts.now - 22_000,
  };
  return {
    now: facts.now,
    fib: 'kernel',
    others: [],
    interfaceIndexes: {},
    routes: [
      { ...own, installed: false, interfaces: {}, distance: 200 },
      ...(sharing.length === 0 ? [] : [route(loadBalancerPrefix, sharing)]),
      ...nodes.map((node) => route(node.podPrefix, [node])),
    ],
  };
}

/** What 192.168.10.100 was sent. */
export function advertisedRoutes(facts: StageFacts): AdvertisedRouteView[] {
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
