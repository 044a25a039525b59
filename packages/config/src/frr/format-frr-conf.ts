import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import { stated } from './format-lines.ts';
import { formatNeighbor } from './format-neighbor.ts';
import { formatNeighborFamily } from './format-neighbor-family.ts';
import { formatOrigination, formatStaticRoutes } from './format-origination.ts';
import { formatPolicies, permitAllName } from './format-policies.ts';
import { formatRouter, formatRouterEnd } from './format-router.ts';

/** The document as FRR's `show running-config` lays it out; `parseFrrConf` reads an equal document from it. */
export function formatFrrConf(document: ConfigDocument): string {
  const lines = [
    'Building configuration...',
    '',
    'Current configuration:',
    '!',
    `frr defaults ${document.defaults}`,
    ...stated(document.hostName, (name) => `hostname ${name}`),
    ...formatOwnStatements(document),
    '!',
    ...formatStaticRoutes(document),
    `router bgp ${document.asNumber}`,
    ...formatRouter(document).map((line) => ` ${line}`),
    ...formatNeighbors(document).map((line) => ` ${line}`),
    ...formatRouterEnd(document).map((line) => ` ${line}`),
    ...familyNames.flatMap((family) => formatFamily(document, family)),
    'exit',
    '!',
    ...formatSendHoldTimes(document),
    ...formatPolicies(document),
    'end',
  ];
  return `${lines.join('\n')}\n`;
}

/** What FRR has no statements for. */
function formatOwnStatements(document: ConfigDocument): string[] {
  return [
    ...stated(document.fib, (fib) => `bgpeer fib ${fib}`),
    ...stated(document.listen?.port, (port) => `bgpeer listen port ${port}`),
    ...(document.listen?.addresses ?? []).map((address) => `bgpeer listen address ${address}`),
    ...stated(document.connectRetryTimeSeconds, (time) => `bgpeer timers connect ${time}`),
  ];
}

function formatSendHoldTimes(document: ConfigDocument): string[] {
  return namedNeighbors(document).flatMap(([name, settings]) =>
    stated(settings.sendHoldTimeSeconds, (time) => `bgpeer neighbor ${name} send-hold-time ${time}`),
  );
}

function formatNeighbors(document: ConfigDocument): string[] {
  return [
    ...Object.entries(document.peerGroups).flatMap(([name, settings]) => [
      `neighbor ${name} peer-group`,
      ...formatNeighbor(name, settings),
    ]),
    ...document.peers.flatMap((peer) => formatNeighbor(peer.address, peer, peer.peerGroup)),
  ];
}

function formatFamily(document: ConfigDocument, family: FamilyName): string[] {
  const widths = document.maximumPaths?.[family] ?? {};
  const permitAll = permitAllName(document);
  const statements = [
    ...formatOrigination(document, family),
    ...namedNeighbors(document).flatMap(([name, settings]) =>
      formatNeighborFamily(name, settings.families?.[family] ?? {}, permitAll),
    ),
    ...stated(widths.external, (width) => `maximum-paths ${width}`),
    ...stated(
      widths.internal,
      (width) =>
        `maximum-paths ibgp ${width}${widths.equalClusterLength === true ? ' equal-cluster-length' : ''}`,
    ),
  ];
  if (statements.length === 0) return [];
  const head = ` address-family ${family === 'ipv4-unicast' ? 'ipv4' : 'ipv6'} unicast`;
  return [' !', head, ...statements.map((line) => `  ${line}`), ' exit-address-family'];
}

/** Peer groups by their names, then peers by their addresses. */
function namedNeighbors(document: ConfigDocument) {
  return [
    ...Object.entries(document.peerGroups),
    ...document.peers.map((peer) => [peer.address, peer] as const),
  ];
}
