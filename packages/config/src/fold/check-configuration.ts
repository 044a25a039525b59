import type { PeerSettings, RouterConfiguration } from '@bgpeer/router';
import type { DocumentKey } from '../problem.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** Says what a sound configuration will do that its writer may not expect. */
export function checkRouterConfiguration(
  configuration: RouterConfiguration,
  collector: ProblemCollector,
): void {
  for (const [index, peer] of configuration.peers.entries()) checkFamilies(peer, ['peers', index], collector);
  for (const [index, range] of configuration.listenRanges.entries()) {
    checkFamilies(range.settings, ['listenRanges', index], collector);
  }
  if (configuration.ebgpRequiresPolicy) warnOfMissingPolicies(configuration, collector);
}

function checkFamilies(
  settings: PeerSettings,
  path: readonly DocumentKey[],
  collector: ProblemCollector,
): void {
  if (Object.keys(settings.families).length > 0) return;
  collector.warn(
    path,
    'no address family is active: the peer will not be started',
    'at least one family',
    'add `neighbor … activate` in an address family (natively `families: { ipv4-unicast: { activate: true } }`)',
  );
}

function warnOfMissingPolicies(configuration: RouterConfiguration, collector: ProblemCollector): void {
  const ranges = configuration.listenRanges.map((range) => ({
    name: range.prefix,
    settings: range.settings,
  }));
  const peers = configuration.peers.map((peer) => ({ name: peer.address, settings: peer }));
  const denied = [...peers, ...ranges].filter(
    ({ settings }) => isExternal(configuration, settings) && lacksPolicy(settings),
  );
  if (denied.length === 0) return;
  const names = denied.map(({ name }) => name).join(', ');
  collector.warn(
    ['ebgpRequiresPolicy'],
    `external peers without a policy in some direction: ${names}; routes are denied there (RFC 8212)`,
    'a policy for each direction',
    'write `no bgp ebgp-requires-policy` (natively `ebgpRequiresPolicy: false`), or attach a route-map that permits',
  );
}

function isExternal(configuration: RouterConfiguration, settings: PeerSettings): boolean {
  const { remoteAs } = settings;
  if (remoteAs.kind === 'exactly') return remoteAs.asNumber !== configuration.asNumber;
  return remoteAs.kind === 'external' || remoteAs.kind === 'any';
}

function lacksPolicy(settings: PeerSettings): boolean {
  return Object.values(settings.families).some(
    (family) => family.importFilters === undefined || family.exportFilters === undefined,
  );
}
