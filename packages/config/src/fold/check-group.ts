import { type IpAddress, isIpv4 } from '@bgpeer/bgp-wire';
import { didYouMean } from '../did-you-mean.ts';
import type { ConfigDocument } from '../document/config-document.ts';
import type { DocumentKey } from '../problem.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** The group of a name, `unknown` when there is none of it, undefined when no name is given. */
export type FoundGroup = ConfigDocument['peerGroups'][string] | 'unknown' | undefined;

/** Finds the group that a peer or a range refers to; says so when there is none. */
export function checkGroup(
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

/** `subject` is whose remote AS is missing. */
export function complainOfMissingRemoteAs(
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

/** Our end of a connection and the peer's must be of one family. */
export function checkLocalAddress(
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
