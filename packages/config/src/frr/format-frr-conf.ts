import { type FamilyName, familyNames, parsePrefix } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import { stated, switched } from './format-lines.ts';
import { formatNeighbor, formatNeighborFamily } from './format-neighbor.ts';

/** The name of the one route-map that there is: permit everything. */
const permitAllRouteMap = 'PERMIT-ALL';

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
    `router bgp ${document.asNumber}`,
    ...formatRouter(document).map((line) => ` ${line}`),
    ...formatNeighbors(document).map((line) => ` ${line}`),
    ...formatListenRanges(document).map((line) => ` ${line}`),
    ...familyNames.flatMap((family) => formatFamily(document, family)),
    'exit',
    '!',
    ...formatSendHoldTimes(document),
    ...(usesPolicy(document) ? [`route-map ${permitAllRouteMap} permit 10`, 'exit', '!'] : []),
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

function formatRouter(document: ConfigDocument): string[] {
  const bestpath = document.bestpath ?? {};
  return [
    ...stated(document.routerId, (routerId) => `bgp router-id ${routerId}`),
    ...switched(bestpath.alwaysCompareMed, 'bgp always-compare-med'),
    ...switched(document.ebgpRequiresPolicy, 'bgp ebgp-requires-policy'),
    ...switched(document.rejectAsSets, 'bgp reject-as-sets'),
    ...switched(document.defaultIpv4Unicast, 'bgp default ipv4-unicast'),
    ...stated(document.defaultLocalPreference, (value) => `bgp default local-preference ${value}`),
    ...formatGracefulRestart(document.gracefulRestart ?? {}),
    ...switched(bestpath.asPathIgnore, 'bgp bestpath as-path ignore'),
    ...switched(bestpath.multipathRelax, 'bgp bestpath as-path multipath-relax'),
    ...switched(bestpath.compareRouterId, 'bgp bestpath compare-routerid'),
    ...switched(bestpath.medMissingAsWorst, 'bgp bestpath med missing-as-worst'),
    ...stated(document.holdTimeSeconds, (hold) => `timers bgp ${document.keepaliveTimeSeconds} ${hold}`),
  ];
}

function formatGracefulRestart(settings: NonNullable<ConfigDocument['gracefulRestart']>): string[] {
  const { restartTimeSeconds, selectionDeferralTimeSeconds, stalePathTimeSeconds } = settings;
  const modes = {
    disabled: 'bgp graceful-restart-disable',
    helper: 'no bgp graceful-restart',
    restarter: 'bgp graceful-restart',
  };
  return [
    ...stated(stalePathTimeSeconds, (time) => `bgp graceful-restart stalepath-time ${time}`),
    ...stated(restartTimeSeconds, (time) => `bgp graceful-restart restart-time ${time}`),
    ...stated(selectionDeferralTimeSeconds, (time) => `bgp graceful-restart select-defer-time ${time}`),
    ...stated(settings.mode, (mode) => modes[mode]),
  ];
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

function formatListenRanges(document: ConfigDocument): string[] {
  return [
    ...stated(document.listenLimit, (limit) => `bgp listen limit ${limit}`),
    ...document.listenRanges.map(
      ({ peerGroup, prefix }) => `bgp listen range ${prefix} peer-group ${peerGroup}`,
    ),
  ];
}

function formatFamily(document: ConfigDocument, family: FamilyName): string[] {
  const widths = document.maximumPaths?.[family] ?? {};
  const statements = [
    ...document.networks
      .filter((prefix) => parsePrefix(prefix)?.family === family)
      .map((prefix) => `network ${prefix}`),
    ...namedNeighbors(document).flatMap(([name, settings]) =>
      formatNeighborFamily(name, settings.families?.[family] ?? {}, permitAllRouteMap),
    ),
    ...stated(widths.external, (width) => `maximum-paths ${width}`),
    ...stated(widths.internal, (width) => `maximum-paths ibgp ${width}`),
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

function usesPolicy(document: ConfigDocument): boolean {
  const families: (PeerFamilyDocument | undefined)[] = namedNeighbors(document).flatMap(([, settings]) =>
    Object.values(settings.families ?? {}),
  );
  return families.some(
    (family) => family?.importPolicy === 'permit-all' || family?.exportPolicy === 'permit-all',
  );
}
