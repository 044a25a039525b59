import { type AfiSafi, type Capability, familyNames, familyOf } from '@bgpeer/bgp-wire';
import type { PeerSettings, RouterConfiguration } from './configuration.ts';

/** The capabilities of our OPEN to a peer, in FRR's order. */
export function capabilitiesToOffer(router: RouterConfiguration, peer: PeerSettings): readonly Capability[] {
  const families = familyNames.filter((name) => peer.families[name] !== undefined).map(familyOf);
  const codes: AfiSafi[] = families.map(({ afi, safi }) => ({ afi, safi }));
  const offer: Capability[] = codes.map((family) => ({ name: 'multiprotocol', ...family }));
  offer.push(
    { name: 'route-refresh', legacy: true },
    { name: 'route-refresh' },
    { name: 'enhanced-route-refresh' },
  );
  offer.push({ name: 'four-octet-as', asNumber: router.asNumber }, { name: 'extended-message' });
  offer.push({ name: 'add-path', families: codes.map((family) => ({ ...family, mode: 'receive' })) });
  if (peer.extendedNextHop && peer.families['ipv4-unicast'] !== undefined) {
    offer.push({ name: 'extended-next-hop', encodings: [{ afi: 1, safi: 1, nextHopAfi: 2 }] });
  }
  if (router.hostName !== '') offer.push({ name: 'fqdn', hostName: router.hostName, domainName: '' });
  if (router.gracefulRestart.mode !== 'disabled') offer.push(gracefulRestartOffer(router, codes));
  return offer;
}

/**
 * A helper lists no families: it can help, and asks for no help. A restarter lists them with the forwarding state not
 * preserved, as it keeps none across a restart of its own (RFC 4724, section 3).
 */
function gracefulRestartOffer(router: RouterConfiguration, codes: readonly AfiSafi[]): Capability {
  const { mode, restartTimeSeconds } = router.gracefulRestart;
  const families =
    mode === 'restarter' ? codes.map((family) => ({ ...family, forwardingPreserved: false })) : [];
  return {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: true,
    restartTimeSeconds,
    families,
  };
}
