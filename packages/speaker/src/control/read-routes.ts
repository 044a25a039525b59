import { formatFrrConf, formatYamlConfig, listPolicies } from '@bgpeer/config';
import type { PrefixView } from '@bgpeer/router';
import { z } from 'zod';
import { readAddress, readPeer, readPrefixOf } from '../operator-input.ts';
import { RefusedCommand } from '../refused-command.ts';
import type {
  ConfigurationAnswer,
  NextHopsAnswer,
  PeersAnswer,
  PoliciesAnswer,
  SummaryAnswer,
} from './contract.ts';
import { type ControlRoute, controlRoute, eventStream, inputs, StreamedAnswer } from './control-route.ts';
import type { ControlledSpeaker } from './controlled-speaker.ts';
import * as examples from './examples.ts';

/** The calls that only read. */
export const readRoutes: readonly ControlRoute[] = [
  controlRoute({
    method: 'GET',
    path: '/v1/status',
    purpose: 'The process: version, where it listens, memory.',
    input: z.object({}),
    answer: 'ControlStatus',
    example: examples.status,
    handle: (speaker) => speaker.status(),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/summary',
    purpose: 'The router, its tables and its peers: what `show bgp summary` shows.',
    input: z.object({}),
    answer: 'SummaryAnswer',
    example: examples.summary,
    handle: (speaker): SummaryAnswer => ({
      now: speaker.now(),
      summary: speaker.router.summary(),
      peers: speaker.router.peers(),
    }),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/peers',
    purpose: 'Every peer, in the order of addresses.',
    input: z.object({}),
    answer: 'PeersAnswer',
    example: examples.peers,
    handle: (speaker): PeersAnswer => ({ now: speaker.now(), peers: speaker.router.peers() }),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/peers/:address',
    purpose: 'One peer.',
    input: z.object({ address: inputs.peer }),
    answer: 'PeersAnswer',
    example: examples.peers,
    handle: (speaker, { address }): PeersAnswer => {
      const peer = speaker.router.peer(readPeer(speaker.router, address));
      return { now: speaker.now(), peers: peer === undefined ? [] : [peer] };
    },
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/peers/:address/advertised-routes/:family',
    purpose: 'What the peer has been sent.',
    input: z.object({ address: inputs.peer, family: inputs.family }),
    answer: 'AdvertisedRoutesAnswer',
    example: examples.advertisedRoutes,
    handle: (speaker, { address, family }) =>
      new StreamedAnswer(
        { now: speaker.now(), summary: speaker.router.summary() },
        'routes',
        speaker.router.advertisedRoutes(readPeer(speaker.router, address), family),
      ),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/peers/:address/received-routes/:family',
    purpose: 'What the peer gave, before import, and what import made of it.',
    input: z.object({ address: inputs.peer, family: inputs.family }),
    answer: 'ReceivedRoutesAnswer',
    example: examples.receivedRoutes,
    handle: (speaker, { address, family }) =>
      new StreamedAnswer(
        { now: speaker.now(), summary: speaker.router.summary() },
        'routes',
        speaker.router.receivedRoutes(readPeer(speaker.router, address), family),
      ),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/routes/:family',
    purpose: 'Every prefix with all of its routes, and why each of them was chosen or not.',
    input: z.object({
      family: inputs.family,
      prefix: inputs.prefix.optional().describe('only exactly this prefix'),
      address: z.string().optional().describe('only the longest prefix that contains this address'),
    }),
    answer: 'RoutesAnswer',
    example: examples.routes,
    handle: (speaker, input) =>
      new StreamedAnswer(
        { now: speaker.now(), summary: speaker.router.summary() },
        'prefixes',
        selectPrefixes(speaker, input),
      ),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/forwarding/:family',
    purpose:
      'The routes selected for forwarding and what the kernel made of them, static routes, and the machine’s own where they are known: what `show ip route` shows.',
    input: z.object({ family: inputs.family }),
    answer: 'ForwardingAnswer',
    example: examples.forwarding,
    handle: (speaker, { family }) =>
      new StreamedAnswer(
        { now: speaker.now(), fib: speaker.fib, ...speaker.otherForwardingRoutes(family) },
        'routes',
        speaker.forwardingRoutes(family),
      ),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/next-hops',
    purpose: 'Every next hop that some route has, and the way to it: what `show bgp nexthop` shows.',
    input: z.object({}),
    answer: 'NextHopsAnswer',
    example: examples.nextHops,
    handle: (speaker): NextHopsAnswer => ({ now: speaker.now(), nextHops: speaker.router.nextHops() }),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/policies',
    purpose: 'Every list and route-map, entry by entry in the words of frr.conf.',
    input: z.object({}),
    answer: 'PoliciesAnswer',
    example: examples.policies,
    handle: (speaker): PoliciesAnswer => ({
      now: speaker.now(),
      policies: listPolicies(speaker.configuration()),
    }),
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/configuration',
    purpose: 'The configuration as it stands, as an frr.conf and as native YAML.',
    input: z.object({}),
    answer: 'ConfigurationAnswer',
    example: examples.configuration,
    handle: (speaker): ConfigurationAnswer => {
      const document = speaker.configuration();
      return { frr: formatFrrConf(document), yaml: formatYamlConfig(document) };
    },
  }),
  controlRoute({
    method: 'GET',
    path: '/v1/events',
    purpose:
      'Everything that happens from now on, as server-sent events: `event:` is the kind, `id:` counts up from 1, `data:` is the object.',
    input: z.object({}),
    answer: 'ControlEvent',
    example: examples.event,
    handle: () => eventStream,
  }),
];

function selectPrefixes(
  speaker: ControlledSpeaker,
  { family, prefix, address }: { family: PrefixView['family']; prefix?: string; address?: string },
): Iterable<PrefixView> {
  if (prefix === undefined && address === undefined) return speaker.router.prefixes(family);
  if (prefix !== undefined && address !== undefined) {
    throw new RefusedCommand('prefix and address cannot both be given', 'give one of them');
  }
  const found =
    prefix === undefined
      ? speaker.router.longestMatch(family, readAddressOf(family, address!))
      : speaker.router.prefix(family, readPrefixOf(family, prefix));
  return found === undefined ? [] : [found];
}

function readAddressOf(family: PrefixView['family'], text: string): string {
  const address = readAddress(text);
  const own = address.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast';
  if (own === family) return address;
  throw new RefusedCommand(`${address} is not of the family ${family}`, `ask for ${own}`);
}
