import type { AdvertisedRouteView, SummaryView } from '@bgpeer/router';
import type { ForwardingAnswer, RoutesAnswer, SummaryAnswer } from '@bgpeer/speaker';
import { routerConfiguration } from '@bgpeer/testkit';
import { control, nodes, routerAddress, type StageFacts, worker0, worker1 } from './lab-facts.ts';
import { labPeer } from './lab-peers.ts';
import { advertisedRoutes, forwardingAnswer, labPrefixes } from './lab-routes.ts';

/** One moment of the recorded lab, as the views of a router that is in that moment. */
export interface LabStage {
  readonly folder: string;
  readonly summary: SummaryAnswer;
  readonly routes: RoutesAnswer;
  readonly forwarding: ForwardingAnswer;
  /** What 192.168.10.100 was sent. */
  readonly advertised: readonly AdvertisedRouteView[];
}

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

function labStage(facts: StageFacts): LabStage {
  const { folder, now } = facts;
  const summary = summaryView(facts);
  return {
    folder,
    summary: { now, summary, peers: nodes.map((node) => labPeer(node, facts)) },
    routes: { now, summary, prefixes: labPrefixes(facts) },
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
    decision: { ...routerConfiguration().decision, multipathRelax: true },
    peerGroupNames: ['CILIUM'],
    listenLimit: 100,
  };
}
