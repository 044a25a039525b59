import {
  type AddPathCapability,
  type AfiSafi,
  type Capability,
  type BgpRole as CapabilityRole,
  type FamilyName,
  familyNames,
  familyOf,
} from '@bgpeer/bgp-wire';
import type { BgpRole, PeerFamilySettings, PeerSettings, RouterConfiguration } from './configuration.ts';

/** What our OPENs say of ourselves besides what is configured (RFC 4724, section 3). */
export interface RestartStanding {
  /** We have restarted, and what is to be advertised is not selected yet: the R bit. */
  readonly restarting: boolean;
  /** What we forwarded before for the peer is forwarded still: the F bit. */
  readonly preservesForwarding: (family: FamilyName) => boolean;
}

/** The capabilities of our OPEN to a peer, in FRR's order. */
export function capabilitiesToOffer(
  router: RouterConfiguration,
  peer: PeerSettings,
  standing: RestartStanding,
): readonly Capability[] {
  const names = familyNames.filter((name) => peer.families[name] !== undefined);
  const offer: Capability[] = names.map((name) => ({ name: 'multiprotocol', ...codesOf(name) }));
  offer.push(
    { name: 'route-refresh', legacy: true },
    { name: 'route-refresh' },
    { name: 'enhanced-route-refresh' },
  );
  const asNumber = asNumberTowards(router, peer);
  offer.push({ name: 'four-octet-as', asNumber }, { name: 'extended-message' });
  offer.push(...addPathOffer(names, peer));
  if (peer.extendedNextHop && peer.families['ipv4-unicast'] !== undefined) {
    offer.push({ name: 'extended-next-hop', encodings: [{ afi: 1, safi: 1, nextHopAfi: 2 }] });
  }
  if (peer.localRole !== undefined && !isSurelyInternal(router, peer))
    offer.push({ name: 'role', role: capabilityRoles[peer.localRole.role] });
  if (router.hostName !== '') offer.push({ name: 'fqdn', hostName: router.hostName, domainName: '' });
  offer.push(...gracefulRestartOffer(router, peer, names, standing));
  return offer;
}

/** The AS number that the peer knows us by (RFC 7705). */
export function asNumberTowards(router: RouterConfiguration, peer: PeerSettings): number {
  return peer.localAs?.asNumber ?? router.asNumber;
}

const capabilityRoles: Readonly<Record<BgpRole, CapabilityRole>> = {
  provider: 'provider',
  'rs-server': 'rs',
  'rs-client': 'rs-client',
  customer: 'customer',
  peer: 'peer',
};

/** Roles are for external sessions (RFC 9234, section 4.1); whether one to any AS is external shows only later. */
function isSurelyInternal(router: RouterConfiguration, peer: PeerSettings): boolean {
  const { remoteAs } = peer;
  if (remoteAs.kind === 'exactly') return remoteAs.asNumber === asNumberTowards(router, peer);
  return remoteAs.kind === 'internal';
}

/** What we can take several paths of, and what we are to send several of (RFC 7911, section 4). */
function addPathOffer(names: readonly FamilyName[], peer: PeerSettings): Capability[] {
  const offer: Capability[] = [];
  const families = names.flatMap((name): AddPathCapability['families'] => {
    const mode = addPathMode(peer.families[name]!);
    return mode === undefined ? [] : [{ ...codesOf(name), mode }];
  });
  if (families.length > 0) offer.push({ name: 'add-path', families });
  const limits = names.flatMap((name) => {
    const { addPathReceive, addPathReceiveLimit } = peer.families[name]!;
    if (!addPathReceive || addPathReceiveLimit === undefined) return [];
    return [{ ...codesOf(name), pathCountMax: addPathReceiveLimit }];
  });
  if (limits.length > 0) offer.push({ name: 'paths-limit', families: limits });
  return offer;
}

function addPathMode({ addPathSend, addPathReceive }: PeerFamilySettings) {
  if (addPathSend === undefined) return addPathReceive ? 'receive' : undefined;
  return addPathReceive ? 'both' : 'send';
}

/**
 * A helper lists no families for itself: it can help, and asks for no help (RFC 4724, section 3). The long-lived kind
 * names families in either case, as its stale time holds for both directions (RFC 9494, section 3.1).
 */
function gracefulRestartOffer(
  router: RouterConfiguration,
  peer: PeerSettings,
  names: readonly FamilyName[],
  { restarting, preservesForwarding }: RestartStanding,
): Capability[] {
  const { restartTimeSeconds, notificationSupport, longLivedStaleTimeSeconds } = router.gracefulRestart;
  const mode = peer.gracefulRestartMode ?? router.gracefulRestart.mode;
  if (mode === 'disabled') return [];
  const rows = names.map((name) => ({ ...codesOf(name), forwardingPreserved: preservesForwarding(name) }));
  const offer: Capability[] = [
    {
      name: 'graceful-restart',
      restarting,
      notificationSupport,
      restartTimeSeconds,
      families: mode === 'restarter' ? rows : [],
    },
  ];
  if (longLivedStaleTimeSeconds !== undefined) {
    const families = rows.map((row) => ({ ...row, staleTimeSeconds: longLivedStaleTimeSeconds }));
    offer.push({ name: 'long-lived-graceful-restart', families });
  }
  return offer;
}

function codesOf(name: FamilyName): AfiSafi {
  const { afi, safi } = familyOf(name);
  return { afi, safi };
}
