import type { FamilyName } from '@bgpeer/bgp-wire';
import { formatPrefix, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import type { PrefixView } from '@bgpeer/router';
import type { PeersAnswer, RoutesAnswer } from '@bgpeer/speaker';
import { advertisedRoutesJson, advertisedRoutesText } from './advertised-routes.ts';
import { forwardingJson } from './forwarding-json.ts';
import { forwardingText } from './forwarding-text.ts';
import { neighborsJson } from './neighbor-json.ts';
import { neighborsText } from './neighbor-text.ts';
import { nextHopsJson, nextHopsText } from './next-hops-show.ts';
import { showLists } from './policy-lists.ts';
import { prefixJson } from './prefix-json.ts';
import { prefixText } from './prefix-text.ts';
import { receivedRoutesJson, receivedRoutesText } from './received-routes.ts';
import { showRouteMaps } from './route-maps-show.ts';
import type { ShowForm, ShownAnswer, ShowRequest } from './show-form.ts';
import { familyAsked, familyOfAddress } from './show-form.ts';
import type { SummaryFilter } from './summary-json.ts';
import { familySummaryJson, summaryJson } from './summary-json.ts';
import type { SummaryLayout } from './summary-text.ts';
import { familySummaryText, summaryText, titledFamilySummaryText } from './summary-text.ts';
import { tableJson } from './table-json.ts';
import { tableText } from './table-text.ts';
import { showUpdateGroups } from './update-groups-show.ts';
import { versionJson, versionText } from './version.ts';

const bgp = 'show [ip] bgp [ipv4|ipv6] [unicast]';

/** Everything that `show` can show, in FRR's words. */
export const showForms: readonly ShowForm[] = [
  {
    pattern: `${bgp} summary [established|failed] [wide|terse]`,
    meaning:
      'The peers of each address family: state, how long, how many prefixes; `wide` with our AS number',
    answer: showSummary,
  },
  {
    pattern: `${bgp} summary neighbor NEIGHBOR`,
    meaning: 'One peer of the summary',
    answer: showSummary,
  },
  {
    pattern: `${bgp} summary remote-as internal|external|ASN`,
    meaning: 'The peers of one AS, or the internal or external ones',
    answer: showSummary,
  },
  { pattern: bgp, meaning: 'Every prefix with its routes', answer: showTable },
  {
    pattern: `${bgp} PREFIX|ADDRESS [bestpath|multipath]`,
    meaning:
      'One prefix in full, and for every route why it was not chosen; or only the best, or those that share the load',
    answer: showPrefix,
  },
  {
    pattern: `${bgp} neighbors [NEIGHBOR]`,
    meaning: 'All that is known of the peers',
    answer: showNeighbors,
  },
  {
    pattern: `${bgp} neighbors NEIGHBOR advertised-routes`,
    meaning: 'What the peer was sent',
    answer: showAdvertisedRoutes,
  },
  {
    pattern: `${bgp} neighbors NEIGHBOR routes`,
    meaning: 'What was learned from the peer and accepted',
    answer: showNeighborRoutes,
  },
  {
    pattern: `${bgp} neighbors NEIGHBOR received-routes|filtered-routes`,
    meaning:
      'What the peer sent, or what of it was turned away; needs `soft-reconfiguration inbound`, as in FRR',
    answer: showReceivedRoutes,
  },
  {
    pattern: `${bgp} update-groups`,
    meaning: 'Peers that are sent the same octets, group by group',
    answer: showUpdateGroups,
  },
  {
    pattern: 'show ip|ipv6 route [bgp]',
    meaning:
      'The routes selected for forwarding, and whether the kernel has them; without `bgp` those of the machine too',
    answer: showForwarding,
  },
  {
    pattern: 'show [ip] bgp nexthop',
    meaning: 'Every next hop, whether it can be reached, and by which way',
    answer: showNextHops,
  },
  {
    pattern: 'show route-map [NAME]',
    meaning: 'Every route-map, entry by entry',
    answer: showRouteMaps,
  },
  {
    pattern: 'show ip|ipv6 prefix-list [NAME]',
    meaning: 'Every list of prefixes',
    answer: (request) => showLists(request, 'prefix-list'),
  },
  {
    pattern: 'show ip|ipv6 access-list [NAME]',
    meaning: 'Every access list',
    answer: (request) => showLists(request, 'access-list'),
  },
  {
    pattern: 'show bgp|ip as-path-access-list [NAME]',
    meaning: 'Every list of AS paths',
    answer: (request) => showLists(request, 'as-path-list'),
  },
  {
    pattern: 'show bgp community-list [NAME] [detail]',
    meaning: 'Every list of communities',
    answer: (request) => showLists(request, 'community-list'),
  },
  {
    pattern: 'show bgp large-community-list [NAME] [detail]',
    meaning: 'Every list of large communities',
    answer: (request) => showLists(request, 'large-community-list'),
  },
  {
    pattern: 'show bgp extcommunity-list [NAME] [detail]',
    meaning: 'Every list of extended communities',
    answer: (request) => showLists(request, 'extended-community-list'),
  },
  {
    pattern: 'show running-config',
    meaning: 'The configuration as an frr.conf',
    answer: showConfiguration,
  },
  { pattern: 'show version', meaning: 'The version of the router that runs', answer: showVersion },
];

async function showSummary(request: ShowRequest): Promise<ShownAnswer> {
  const answer = await request.client.summary();
  const filter = filterAsked(request);
  const family = familyAsked(request);
  const layout = layoutAsked(request);
  if (family === undefined) {
    return { text: () => summaryText(answer, filter, layout), json: () => summaryJson(answer, filter) };
  }
  if (request.literals.has('unicast')) {
    return {
      text: () => familySummaryText(answer, family, filter, layout),
      json: () => familySummaryJson(answer, family, filter),
    };
  }
  const peers = answer.peers.map((peer) => ({
    ...peer,
    families: peer.families.filter((row) => row.family === family),
  }));
  return {
    text: () => titledFamilySummaryText(answer, family, filter, layout),
    json: () => summaryJson({ ...answer, peers }, filter),
  };
}

async function showTable(request: ShowRequest): Promise<ShownAnswer> {
  const family = familyAsked(request) ?? 'ipv4-unicast';
  return tableAnswer(await request.client.routes(family), family);
}

async function showPrefix({ client, literals, values }: ShowRequest): Promise<ShownAnswer> {
  const address = values.get('ADDRESS');
  const prefix = parsePrefixLoosely(values.get('PREFIX') ?? '');
  const answer =
    address === undefined && prefix !== undefined
      ? await client.routes(prefix.family, { prefix: formatPrefix(prefix) })
      : await client.routes(familyOfAddress(address ?? ''), { address });
  const shown = literals.has('bestpath') ? 'bestpath' : literals.has('multipath') ? 'multipath' : 'all';
  return { text: () => prefixText(answer, shown), json: () => prefixJson(answer, shown) };
}

async function showNeighbors(request: ShowRequest): Promise<ShownAnswer> {
  const answer = await neighborsAsked(request);
  if (answer.peers.length === 0 && request.values.has('NEIGHBOR')) return noSuchNeighbor;
  return { text: () => neighborsText(answer), json: () => neighborsJson(answer) };
}

async function showAdvertisedRoutes(request: ShowRequest): Promise<ShownAnswer> {
  const [peer] = (await neighborsAsked(request)).peers;
  if (peer === undefined) return noSuchNeighbor;
  const family = familyAsked(request) ?? familyOfAddress(peer.address);
  const answer = await request.client.advertisedRoutes(peer.address, family);
  return {
    text: () => advertisedRoutesText(answer, peer, family),
    json: () => advertisedRoutesJson(answer, peer, family),
  };
}

async function showNeighborRoutes(request: ShowRequest): Promise<ShownAnswer> {
  const [peer] = (await neighborsAsked(request)).peers;
  if (peer === undefined) return noSuchNeighbor;
  const family = familyAsked(request) ?? familyOfAddress(peer.address);
  const answer = await request.client.routes(family);
  const prefixes = answer.prefixes
    .map((prefix) => ({
      ...prefix,
      routes: prefix.routes.filter((route) => route.peer?.address === peer.address),
    }))
    .filter((prefix) => prefix.routes.length > 0);
  return tableAnswer({ ...answer, prefixes }, family, answer.prefixes);
}

async function showReceivedRoutes(request: ShowRequest): Promise<ShownAnswer> {
  const [peer] = (await neighborsAsked(request)).peers;
  if (peer === undefined) return noSuchNeighbor;
  const family = familyAsked(request) ?? familyOfAddress(peer.address);
  const part = request.literals.has('filtered-routes') ? 'filtered' : 'received';
  const answer = await request.client.receivedRoutes(peer.address, family);
  return {
    text: () => receivedRoutesText(answer, peer, family, part),
    json: () => receivedRoutesJson(answer, peer, family, part),
  };
}

async function showForwarding({ client, literals }: ShowRequest): Promise<ShownAnswer> {
  const family: FamilyName = literals.has('ipv6') ? 'ipv6-unicast' : 'ipv4-unicast';
  const which = literals.has('bgp') ? 'bgp' : 'all';
  const answer = await client.forwarding(family);
  return {
    text: () => forwardingText(answer, family, which),
    json: () => forwardingJson(answer, which),
    note:
      answer.fib === 'none'
        ? 'Nothing of this is in the kernel: the router runs with `--fib none`.'
        : undefined,
  };
}

async function showNextHops({ client }: ShowRequest): Promise<ShownAnswer> {
  const answer = await client.nextHops();
  return { text: () => nextHopsText(answer), json: () => nextHopsJson(answer) };
}

async function showConfiguration({ client }: ShowRequest): Promise<ShownAnswer> {
  const answer = await client.configuration();
  return { text: () => answer.frr.trimEnd().split('\n'), json: () => answer };
}

async function showVersion({ client }: ShowRequest): Promise<ShownAnswer> {
  const status = await client.status();
  return { text: () => versionText(status), json: () => versionJson(status) };
}

const noSuchNeighbor: ShownAnswer = {
  text: () => neighborsText({ now: 0, peers: [] }),
  json: () => ({ bgpNoSuchNeighbor: true }),
};

function tableAnswer(
  answer: RoutesAnswer,
  family: FamilyName,
  whole: readonly PrefixView[] = answer.prefixes,
): ShownAnswer {
  return { text: () => tableText(answer, family, whole), json: () => tableJson(answer, family) };
}

/** Every peer, or the one that is named by its address or its host name. */
async function neighborsAsked({ client, values }: ShowRequest): Promise<PeersAnswer> {
  const answer = await client.peers();
  const name = values.get('NEIGHBOR');
  if (name === undefined) return answer;
  const peers = answer.peers.filter((peer) => peer.address === name || peer.hostName === name);
  return { ...answer, peers };
}

function filterAsked({ literals, values }: ShowRequest): SummaryFilter {
  const neighbor = values.get('NEIGHBOR');
  if (neighbor !== undefined) return { neighbor };
  if (literals.has('remote-as')) {
    const asNumber = values.get('ASN');
    if (asNumber !== undefined) return { remoteAs: Number(asNumber) };
    return { remoteAs: literals.has('internal') ? 'internal' : 'external' };
  }
  if (literals.has('established')) return 'established';
  return literals.has('failed') ? 'failed' : 'all';
}

function layoutAsked({ literals }: ShowRequest): SummaryLayout {
  if (literals.has('wide')) return 'wide';
  return literals.has('terse') ? 'terse' : 'usual';
}
