import { type IpAddress, isIpv4, parsePrefix, prefixContainsAddress } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import type { DocumentKey } from '../problem.ts';
import { checkCombinations } from './check-combinations.ts';
import { checkGroup, checkLocalAddress, complainOfMissingRemoteAs } from './check-group.ts';
import { checkTimers } from './check-timers.ts';
import type { ProblemCollector } from './problem-collector.ts';

/** Addresses that no host has: unspecified, multicast, and the top of IPv4 (RFC 6890). */
const notUnicast = ['0.0.0.0/8', '224.0.0.0/3', '::/128', 'ff00::/8'].map((text) => parsePrefix(text)!);

/** Each peer by itself, and all of them together: one for an address. */
export function checkPeers(document: ConfigDocument, collector: ProblemCollector): void {
  const firstIndexOf = new Map<IpAddress, number>();
  for (const [index, peer] of document.peers.entries()) {
    const path = ['peers', index];
    checkAddress(peer.address, firstIndexOf.get(peer.address), [...path, 'address'], collector);
    if (!firstIndexOf.has(peer.address)) firstIndexOf.set(peer.address, index);
    const group = checkGroup(document, peer.peerGroup, [...path, 'peerGroup'], collector);
    const inherited = group === 'unknown' ? undefined : group;
    if (peer.remoteAs === undefined && inherited?.remoteAs === undefined && group !== 'unknown') {
      complainOfMissingRemoteAs(path, `peer ${peer.address}`, collector);
    }
    const localAddress = peer.localAddress ?? inherited?.localAddress;
    checkLocalAddress(path, localAddress, isIpv4(peer.address), collector);
    checkTimers(path, peer, collector);
    const places = { own: path, group: ['peerGroups', peer.peerGroup ?? ''] };
    checkCombinations(document, inherited ?? {}, peer, places, collector);
  }
  for (const [name, group] of Object.entries(document.peerGroups)) {
    checkTimers(['peerGroups', name], group, collector);
  }
}

function checkAddress(
  address: IpAddress,
  firstIndex: number | undefined,
  path: readonly DocumentKey[],
  collector: ProblemCollector,
): void {
  if (firstIndex !== undefined) {
    const message = `${address} is already ${collector.pathText(['peers', firstIndex])}`;
    collector.error(path, message, 'one peer for an address', 'make one of the two');
  }
  if (notUnicast.some((prefix) => prefixContainsAddress(prefix, address))) {
    collector.error(path, `${address} is no host’s address`, 'a unicast address', 'correct the address');
  }
}
