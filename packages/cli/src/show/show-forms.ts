import type { FamilyName } from '@bgpeer/bgp-wire';
import { forwardingJson } from './forwarding-json.ts';
import { forwardingText } from './forwarding-text.ts';
import {
  showAdvertisedRoutes,
  showNeighborRoutes,
  showNeighbors,
  showReceivedRoutes,
} from './neighbor-answers.ts';
import { nextHopsJson, nextHopsText } from './next-hops-show.ts';
import { showLists } from './policy-lists.ts';
import { showRouteMaps } from './route-maps-show.ts';
import type { ShowForm, ShownAnswer, ShowRequest } from './show-form.ts';
import { showSummary } from './summary-answer.ts';
import { showPrefix, showTable } from './table-answers.ts';
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
