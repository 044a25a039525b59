import type { FamilyName } from '@bgpeer/bgp-wire';
import { none, type PrefixId } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import type { AdvertisedRouteView } from './view-types.ts';

/** What a peer has been sent of a family, in the order of prefixes. */
export function* advertisedRoutesView(
  state: RouterState,
  peer: Peer,
  family: FamilyName,
): Generator<AdvertisedRouteView> {
  const group = peer.updateGroups.get(family);
  if (group === undefined) return;
  const { advertised } = group.adjRibOut.subgroupOf(peer.number);
  for (const prefix of state.ribs.get(family)!.sortedPrefixes()) {
    const view = advertised.has(prefix) ? advertisedRoute(state, peer, family, prefix) : undefined;
    if (view !== undefined) yield view;
  }
}

function advertisedRoute(
  state: RouterState,
  peer: Peer,
  family: FamilyName,
  prefix: PrefixId,
): AdvertisedRouteView | undefined {
  const rib = state.ribs.get(family)!;
  const best = rib.best(prefix);
  const sent = peer.updateGroups.get(family)!.adjRibOut.attributes(prefix);
  if (best === none || sent === none) return undefined;
  const source = rib.routes.attributes(best);
  const attributes = rib.pool.attributes(sent);
  return {
    prefix: rib.index.format(prefix),
    attributes,
    source: rib.sources.get(rib.routes.source(best)).kind,
    sourceWeight: rib.pool.weight(source),
    sourceAttributes: rib.pool.attributes(source),
    nextHopSelf: attributes.nextHop === peer.negotiated?.endpoints.localAddress,
  };
}
