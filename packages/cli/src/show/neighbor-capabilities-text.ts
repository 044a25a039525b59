import { familyOf } from '@bgpeer/bgp-wire';
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
import { knownFamilies } from './family-words.ts';
import { nameOrNone } from './neighbor-capabilities-json.ts';

const offerWords: Readonly<Record<Offer, string>> = {
  advertisedAndReceived: 'advertised and received',
  advertised: 'advertised',
  received: 'received',
};
const refreshWords = { New: 'new', Old: 'old', OldNew: 'old & new' } as const;

/** The lines of `show bgp neighbors` that say what the two OPENs offered. */
export function capabilityLines(peer: PeerView): string[] {
  return [
    '  Neighbor capabilities:',
    ...offerLine('4 Byte AS', offerOf(peer, 'four-octet-as')),
    ...offerLine('Extended Message', offerOf(peer, 'extended-message')),
    ...addPathLines(peer),
    ...offerLine('Role', offerOf(peer, 'role')),
    ...extendedNextHopLines(peer),
    ...longLivedLines(peer),
    ...routeRefreshLines(peer),
    ...offerLine('Enhanced Route Refresh', offerOf(peer, 'enhanced-route-refresh')),
    ...familyOffers(peer).flatMap(({ family, offer }) =>
      offerLine(`Address Family ${familyOf(family).title}`, offer),
    ),
    hostNameLine(peer),
    ...gracefulRestartLines(peer),
  ];
}

function offerLine(title: string, offer: Offer | undefined): string[] {
  return offer === undefined ? [] : [`    ${title}: ${offerWords[offer]}`];
}

function addPathLines(peer: PeerView): string[] {
  const offers = addPathOffers(peer);
  if (offers.length === 0) return [];
  const lines = offers.flatMap(({ family, transmit, receive }) => [
    ...(transmit === undefined ? [] : [`      ${familyOf(family).title}: TX ${offerWords[transmit]}`]),
    ...(receive === undefined ? [] : [`      ${familyOf(family).title}: RX ${offerWords[receive]}`]),
  ]);
  return ['    AddPath:', ...lines];
}

function extendedNextHopLines(peer: PeerView): string[] {
  const byPeer = extendedNextHopFamilies(peer).map(
    (family) => `                   ${familyOf(family).title}`,
  );
  return [
    ...offerLine('Extended nexthop', offerOf(peer, 'extended-next-hop')),
    ...(byPeer.length === 0 ? [] : ['      Address families by peer:', ...byPeer]),
  ];
}

function longLivedLines(peer: PeerView): string[] {
  const received = findCapability(peer.receivedCapabilities, 'long-lived-graceful-restart');
  const families = knownFamilies(received?.families ?? []);
  return [
    ...offerLine('Long-lived Graceful Restart', offerOf(peer, 'long-lived-graceful-restart')),
    ...(families.length === 0 ? [] : ['      Address families by peer:']),
    ...families.map(({ family }) => `           ${familyOf(family).title}`),
  ];
}

function routeRefreshLines(peer: PeerView): string[] {
  const received = routeRefreshReceived(peer);
  const suffix = received === undefined ? '' : `(${refreshWords[received]})`;
  return offerLine('Route refresh', offerOf(peer, 'route-refresh')).map((line) => line + suffix);
}

function hostNameLine(peer: PeerView): string {
  const part = (word: string, capabilities: PeerView['sentCapabilities']) => {
    const fqdn = findCapability(capabilities, 'fqdn');
    if (fqdn === undefined) return `not ${word}`;
    return `${word} (name: ${nameOrNone(fqdn, 'hostName')},domain name: ${nameOrNone(fqdn, 'domainName')})`;
  };
  const advertised = part('advertised', peer.sentCapabilities);
  return `    Hostname Capability: ${advertised} ${part('received', peer.receivedCapabilities)}`;
}

function gracefulRestartLines(peer: PeerView): string[] {
  const received = findCapability(peer.receivedCapabilities, 'graceful-restart');
  const families = knownFamilies(received?.families ?? []).map(
    ({ title, row }) => `${title}(${row.forwardingPreserved ? 'preserved' : 'not preserved'})`,
  );
  return [
    ...offerLine('Graceful Restart Capability', offerOf(peer, 'graceful-restart')),
    ...(received === undefined
      ? []
      : [
          `      Remote Restart timer is ${received.restartTimeSeconds} seconds`,
          '      Address families by peer:',
          `        ${families.length === 0 ? 'none' : families.join(', ')}`,
        ]),
  ];
}
