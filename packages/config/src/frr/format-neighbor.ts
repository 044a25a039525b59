import type { PeerFamilyDocument } from '../document/peer-family-document.ts';
import type { PeerGroupDocument } from '../document/peer-settings-document.ts';
import { stated, switched } from './format-lines.ts';

/** A neighbor's statements at the level of `router bgp`, in FRR's order. */
export function formatNeighbor(name: string, settings: PeerGroupDocument, peerGroup?: string): string[] {
  const neighbor = `neighbor ${name}`;
  return [
    ...stated(settings.remoteAs, (remoteAs) => `${neighbor} remote-as ${remoteAs}`),
    ...stated(peerGroup, (group) => `${neighbor} peer-group ${group}`),
    ...stated(settings.description, (text) => `${neighbor} description ${text}`),
    ...formatShutdown(neighbor, settings),
    ...stated(settings.port, (port) => `${neighbor} port ${port}`),
    ...switched(settings.passive, `${neighbor} passive`),
    ...stated(settings.ebgpMultihop, (hops) => `${neighbor} ebgp-multihop ${hops}`),
    ...stated(settings.localAddress, (address) => `${neighbor} update-source ${address}`),
    ...stated(
      settings.holdTimeSeconds,
      (hold) => `${neighbor} timers ${settings.keepaliveTimeSeconds} ${hold}`,
    ),
    ...stated(settings.connectRetryTimeSeconds, (time) => `${neighbor} timers connect ${time}`),
    ...stated(settings.delayOpenTimeSeconds, (time) =>
      time === 0 ? `no ${neighbor} timers delayopen` : `${neighbor} timers delayopen ${time}`,
    ),
    ...switched(settings.extendedNextHop, `${neighbor} capability extended-nexthop`),
  ];
}

/** A neighbor's statements in one address family, in FRR's order. */
export function formatNeighborFamily(
  name: string,
  settings: PeerFamilyDocument,
  permitAllRouteMap: string,
): string[] {
  const neighbor = `neighbor ${name}`;
  const communities = settings.sendCommunities ?? {};
  return [
    ...switched(settings.activate, `${neighbor} activate`),
    ...switched(settings.nextHopSelf, `${neighbor} next-hop-self`),
    ...switched(communities.standard, `${neighbor} send-community`),
    ...switched(communities.extended, `${neighbor} send-community extended`),
    ...switched(communities.large, `${neighbor} send-community large`),
    ...stated(settings.weight, (weight) => `${neighbor} weight ${weight}`),
    ...stated(
      settings.maximumPrefixes,
      ({ count, warningOnly }) => `${neighbor} maximum-prefix ${count}${warningOnly ? ' warning-only' : ''}`,
    ),
    ...formatPolicy(settings.importPolicy, `${neighbor} route-map ${permitAllRouteMap} in`),
    ...formatPolicy(settings.exportPolicy, `${neighbor} route-map ${permitAllRouteMap} out`),
    ...stated(settings.allowOwnAsCount, (count) =>
      count === 0 ? `no ${neighbor} allowas-in` : `${neighbor} allowas-in ${count}`,
    ),
  ];
}

function formatShutdown(neighbor: string, { shutdown, shutdownMessage }: PeerGroupDocument): string[] {
  const message = shutdownMessage === undefined ? '' : ` message ${shutdownMessage}`;
  return switched(shutdown, `${neighbor} shutdown${message}`);
}

function formatPolicy(policy: PeerFamilyDocument['importPolicy'], statement: string): string[] {
  return stated(policy, (name) => (name === 'permit-all' ? statement : `no ${statement}`));
}
