import type { FqdnCapability } from '@bgpeer/bgp-wire';
import type { PeerView } from '@bgpeer/router';
import type { Offer } from './capability-comparison.ts';
import {
  addPathOffers,
  extendedNextHopFamilies,
  familyOffers,
  findCapability,
  offerOf,
  routeRefreshReceived,
} from './capability-comparison.ts';
import { familyKey, knownFamilies } from './family-words.ts';

export type NeighborCapabilitiesJson = ReturnType<typeof neighborCapabilitiesJson>;

/** `neighborCapabilities` of `show bgp neighbors json`: what the two OPENs said. */
export function neighborCapabilitiesJson(peer: PeerView) {
  const addPath = addPathOffers(peer);
  const nextHopFamilies = extendedNextHopFamilies(peer);
  const gracefulRestart = findCapability(peer.receivedCapabilities, 'graceful-restart');
  return {
    '4byteAs': offerOf(peer, 'four-octet-as'),
    extendedMessage: offerOf(peer, 'extended-message'),
    addPath:
      addPath.length === 0
        ? undefined
        : Object.fromEntries(
            addPath.map(({ family, transmit, receive }) => [
              familyKey(family),
              { ...addPathKey('tx', transmit), ...addPathKey('rx', receive) },
            ]),
          ),
    role: offerOf(peer, 'role'),
    extendedNexthop: offerOf(peer, 'extended-next-hop'),
    // Both words are spelt as FRR spells them.
    extendedNexthopFamililesByPeer:
      nextHopFamilies.length === 0
        ? undefined
        : Object.fromEntries(nextHopFamilies.map((family) => [familyKey(family), 'recieved'])),
    longLivedGracefulRestart: offerOf(peer, 'long-lived-graceful-restart'),
    // FRR names no family here.
    longLivedGracefulRestartByPeer:
      findCapability(peer.receivedCapabilities, 'long-lived-graceful-restart') && {},
    routeRefresh: routeRefreshJson(peer),
    enhancedRouteRefresh: offerOf(peer, 'enhanced-route-refresh'),
    multiprotocolExtensions: Object.fromEntries(
      familyOffers(peer).map(({ family, offer }) => [familyKey(family), { [offer]: true }]),
    ),
    hostName: hostNameJson(peer),
    gracefulRestart: offerOf(peer, 'graceful-restart'),
    gracefulRestartRemoteTimerMsecs: gracefulRestart && gracefulRestart.restartTimeSeconds * 1000,
    addressFamiliesByPeer:
      gracefulRestart &&
      Object.fromEntries(
        knownFamilies(gracefulRestart.families).map(({ family, row }) => [
          familyKey(family),
          { preserved: row.forwardingPreserved || undefined },
        ]),
      ),
  };
}

function addPathKey(direction: 'tx' | 'rx', offer: Offer | undefined): Readonly<Record<string, true>> {
  switch (offer) {
    case 'advertisedAndReceived':
      return { [`${direction}AdvertisedAndReceived`]: true };
    case 'advertised':
      return { [`${direction}Advertised`]: true };
    case 'received':
      return { [`${direction}Received`]: true };
    case undefined:
      return {};
  }
}

function routeRefreshJson(peer: PeerView): string | undefined {
  const offer = offerOf(peer, 'route-refresh');
  return offer === 'advertisedAndReceived' ? `${offer}${routeRefreshReceived(peer)}` : offer;
}

function hostNameJson(peer: PeerView) {
  const sent = findCapability(peer.sentCapabilities, 'fqdn');
  const received = findCapability(peer.receivedCapabilities, 'fqdn');
  return {
    advHostName: nameOrNone(sent, 'hostName'),
    advDomainName: nameOrNone(sent, 'domainName'),
    rcvHostName: nameOrNone(received, 'hostName'),
    rcvDomainName: nameOrNone(received, 'domainName'),
  };
}

/** A name of the FQDN capability: `n/a` when empty, undefined without the capability. */
export function nameOrNone(
  fqdn: FqdnCapability | undefined,
  name: 'hostName' | 'domainName',
): string | undefined {
  return fqdn && (fqdn[name] || 'n/a');
}
