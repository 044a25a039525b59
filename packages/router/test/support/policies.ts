import { noPolicyDefinitions, type PolicyDefinitions, type RouteMapEntry } from '@bgpeer/policy';
import type { PeerFamilySettings, PeerSettings, RouterConfiguration } from '@bgpeer/router';
import { peerFamilySettings, type VirtualRouter } from '@bgpeer/testkit';

/** Definitions with one route-map, `IN`, and whatever lists it names. */
export function routeMapIn(
  entries: readonly Partial<RouteMapEntry>[],
  lists: Partial<PolicyDefinitions> = {},
): PolicyDefinitions {
  return {
    ...noPolicyDefinitions,
    ...lists,
    routeMaps: [
      {
        name: 'IN',
        entries: entries.map((entry, place) => ({
          sequence: (place + 1) * 10,
          action: 'permit',
          matches: [],
          sets: [],
          ...entry,
        })),
      },
    ],
  };
}

/** A prefix list of IPv4 prefixes, each by itself. */
export function prefixList(name: string, ...prefixes: readonly string[]) {
  const entries = prefixes.map((prefix, place) => ({
    sequence: (place + 1) * 5,
    action: 'permit' as const,
    prefix,
  }));
  return { name, family: 'ipv4-unicast' as const, entries };
}

/** A peer's settings for IPv4 unicast alone. */
export function ipv4(partial: Partial<PeerFamilySettings>): Pick<PeerSettings, 'families'> {
  return { families: { 'ipv4-unicast': peerFamilySettings(partial) } };
}

/** The router goes over to its configuration with a change. */
export function reconfigure(
  router: VirtualRouter,
  change: (now: RouterConfiguration) => Partial<RouterConfiguration>,
): void {
  const now = router.router.configuration;
  router.command({ name: 'configure', configuration: { ...now, ...change(now) } });
}

/** The same, for one peer of it. */
export function reconfigurePeer(router: VirtualRouter, address: string, change: Partial<PeerSettings>): void {
  reconfigure(router, ({ peers }) => ({
    peers: peers.map((peer) => (peer.address === address ? { ...peer, ...change } : peer)),
  }));
}
