import type { PeerSettings, RouterConfiguration } from '@bgpeer/router';

/**
 * What Node cannot do for this configuration, each in a sentence for the log: the TTL of a TCP socket is out of its
 * reach, so the hop limits that a configuration implies are not enforced by the packets themselves.
 */
export function platformLimits(configuration: RouterConfiguration): string[] {
  const settings = [
    ...configuration.peers.map((peer) => ({ place: peer.address, peer })),
    ...configuration.listenRanges.map((range) => ({ place: range.prefix, peer: range.settings })),
  ];
  const systemDefault = 'the system default (sysctl net.ipv4.ip_default_ttl)';
  const cannot = 'Node.js cannot set the TTL of a TCP connection';
  const limits: string[] = [];
  const multihop = settings.filter(({ peer }) => peer.ebgpMultihop > 1).map(({ place }) => place);
  if (multihop.length > 0) {
    limits.push(
      `ebgp-multihop of ${multihop.join(', ')}: ${cannot}, so packets leave with ${systemDefault} instead of the hops given`,
    );
  }
  const singleHop = settings
    .filter(({ peer }) => mayBeDirectExternal(configuration, peer))
    .map(({ place }) => place);
  if (singleHop.length > 0) {
    limits.push(
      `external peers ${singleHop.join(', ')}: ${cannot}, so packets leave with ${systemDefault} instead of 1, ` +
        'and a peer several hops away is not kept out by it',
    );
  }
  return limits;
}

function mayBeDirectExternal({ asNumber }: RouterConfiguration, peer: PeerSettings): boolean {
  const { remoteAs, localAs } = peer;
  const localAsNumber = localAs?.asNumber ?? asNumber;
  const isInternal =
    remoteAs.kind === 'internal' || (remoteAs.kind === 'exactly' && remoteAs.asNumber === localAsNumber);
  return peer.ebgpMultihop <= 1 && !isInternal;
}
