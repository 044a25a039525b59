import { asTrans, type IpAddress, isIpv4, parseIpv4, parsePrefix } from '@bgpeer/bgp-wire';
import type { PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { didYouMean } from '../did-you-mean.ts';
import type { ConfigDocument } from '../document/config-document.ts';
import type { DocumentKey } from '../problem.ts';
import { profileDefaults } from './defaults.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** Says what makes no sense between the parts of a document; what is wrong in a single value, its schema has said. */
export function checkDocument(
  document: ConfigDocument,
  fallbackRouterId: IpAddress | undefined,
  collector: ProblemCollector,
): void {
  checkRouter(document, fallbackRouterId, collector);
  checkNetworks(document, collector);
  checkPeers(document, collector);
  checkListenRanges(document, collector);
}

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

function checkRouter(
  document: ConfigDocument,
  fallbackRouterId: IpAddress | undefined,
  collector: ProblemCollector,
): void {
  if (document.routerId === undefined && fallbackRouterId === undefined) {
    collector.error(
      ['routerId'],
      'no BGP Identifier',
      'a dotted quad that no other router has',
      'add `bgp router-id A.B.C.D` (natively `routerId`)',
    );
  }
  // AS_TRANS stands in for an AS number that two octets cannot hold, so no speaker may have it (RFC 6793, section 9).
  if (document.asNumber === asTrans) {
    collector.error(
      ['asNumber'],
      '23456 is AS_TRANS',
      'an AS number of your own (RFC 6793)',
      'choose another',
    );
  }
  const profile = profileDefaults[document.defaults];
  checkTimers([], { ...profile, ...definedTimers(document) }, collector);
}

function checkNetworks(document: ConfigDocument, collector: ProblemCollector): void {
  for (const [index, prefix] of document.networks.entries()) {
    if (document.networks.indexOf(prefix) === index) continue;
    collector.warn(['networks', index], `${prefix} stands here twice`, 'each prefix once', 'remove one');
  }
}

function checkPeers(document: ConfigDocument, collector: ProblemCollector): void {
  const firstIndexOf = new Map<IpAddress, number>();
  for (const [index, peer] of document.peers.entries()) {
    const path = ['peers', index];
    const firstIndex = firstIndexOf.get(peer.address);
    if (firstIndex === undefined) firstIndexOf.set(peer.address, index);
    else {
      const message = `${peer.address} is already peers[${firstIndex}]`;
      collector.error([...path, 'address'], message, 'one peer for an address', 'make one of the two');
    }
    if (!isUnicastAddress(peer.address)) {
      const message = `${peer.address} is no host's address`;
      collector.error([...path, 'address'], message, 'a unicast address', 'correct the address');
    }
    const group = checkGroup(document, peer.peerGroup, [...path, 'peerGroup'], collector);
    if (peer.remoteAs === undefined && group !== 'unknown' && group?.remoteAs === undefined) {
      complainOfMissingRemoteAs(path, `peer ${peer.address}`, collector);
    }
    const inherited = group === 'unknown' ? undefined : group?.localAddress;
    checkLocalAddress(path, peer.localAddress ?? inherited, isIpv4(peer.address), collector);
    checkTimers(path, peer, collector);
  }
  for (const [name, group] of Object.entries(document.peerGroups)) {
    checkTimers(['peerGroups', name], group, collector);
  }
}

function checkListenRanges(document: ConfigDocument, collector: ProblemCollector): void {
  const seen = new Set<string>();
  for (const [index, range] of document.listenRanges.entries()) {
    const path = ['listenRanges', index];
    if (seen.has(range.prefix)) {
      const message = `${range.prefix} is given to two groups`;
      collector.error(path, message, 'one group for a range', 'remove one of the two');
    }
    seen.add(range.prefix);
    const group = checkGroup(document, range.peerGroup, [...path, 'peerGroup'], collector);
    if (group === undefined || group === 'unknown') continue;
    if (group.remoteAs === undefined) {
      complainOfMissingRemoteAs(
        path,
        `peer group ${range.peerGroup}, which ${range.prefix} needs,`,
        collector,
      );
    }
    const isIpv4Range = parsePrefix(range.prefix)?.family === 'ipv4-unicast';
    checkLocalAddress(path, group.localAddress, isIpv4Range, collector);
  }
}

type FoundGroup = ConfigDocument['peerGroups'][string] | 'unknown' | undefined;

function checkGroup(
  document: ConfigDocument,
  name: string | undefined,
  path: readonly DocumentKey[],
  collector: ProblemCollector,
): FoundGroup {
  if (name === undefined) return undefined;
  if (Object.hasOwn(document.peerGroups, name)) return document.peerGroups[name];
  const names = Object.keys(document.peerGroups);
  const suggestion = didYouMean(name, names);
  collector.error(
    path,
    `there is no peer group ${name}`,
    names.length === 0 ? 'a peer group that is defined' : `one of ${names.join(', ')}`,
    suggestion === undefined
      ? `define ${name} (\`neighbor ${name} peer-group\`)`
      : `did you mean ${suggestion}?`,
  );
  return 'unknown';
}

function complainOfMissingRemoteAs(
  path: readonly DocumentKey[],
  subject: string,
  collector: ProblemCollector,
): void {
  collector.error(
    path,
    `${subject} has no remote AS`,
    'an AS number, internal, external or any',
    'add `neighbor … remote-as …` (natively `remoteAs`) to it or to its group',
  );
}

function checkLocalAddress(
  path: readonly DocumentKey[],
  localAddress: IpAddress | undefined,
  peerIsIpv4: boolean,
  collector: ProblemCollector,
): void {
  if (localAddress === undefined || isIpv4(localAddress) === peerIsIpv4) return;
  const wanted = peerIsIpv4 ? 'an IPv4 address, as the peer’s is' : 'an IPv6 address, as the peer’s is';
  collector.error(
    [...path, 'localAddress'],
    `${localAddress} cannot reach the peer`,
    wanted,
    'correct update-source',
  );
}

type Timers = { holdTimeSeconds?: number; keepaliveTimeSeconds?: number };

function definedTimers({ holdTimeSeconds, keepaliveTimeSeconds }: Timers): Timers {
  return holdTimeSeconds === undefined ? {} : { holdTimeSeconds, keepaliveTimeSeconds };
}

/** RFC 4271, section 4.4: a reasonable maximum is a third of the Hold Time. */
function checkTimers(path: readonly DocumentKey[], timers: Timers, collector: ProblemCollector): void {
  const { holdTimeSeconds, keepaliveTimeSeconds } = timers;
  if (holdTimeSeconds === undefined || keepaliveTimeSeconds === undefined || holdTimeSeconds === 0) return;
  const third = Math.floor(holdTimeSeconds / 3);
  if (keepaliveTimeSeconds <= third) return;
  collector.warn(
    [...path, 'keepaliveTimeSeconds'],
    `a keepalive time of ${keepaliveTimeSeconds} s is more than a third of the hold time of ${holdTimeSeconds} s`,
    `at most ${third}`,
    'make it a third of the hold time; until then a third is used',
  );
}

function checkFamilies(
  settings: PeerSettings,
  path: readonly DocumentKey[],
  collector: ProblemCollector,
): void {
  if (Object.keys(settings.families).length > 0) return;
  collector.warn(
    path,
    'no address family is active: the session will carry no routes',
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
    (family) => family.importPolicy === undefined || family.exportPolicy === undefined,
  );
}

function isUnicastAddress(address: IpAddress): boolean {
  const ipv4 = parseIpv4(address);
  if (ipv4 === undefined) return address !== '::' && !/^ff..:/.test(address);
  const firstOctet = ipv4 >>> 24;
  return firstOctet !== 0 && firstOctet < 224;
}
