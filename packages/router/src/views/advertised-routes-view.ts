import type { FamilyName, PathAttributes } from '@bgpeer/bgp-wire';
import { type FamilyRib, none, type PrefixId, type RouteId, type SlotId } from '@bgpeer/rib';
import { defaultRoutePathIdentifier } from '../export/default-route.ts';
import { mayNameTheRecipient, ownNextHop } from '../export/export-next-hop.ts';
import type { ExportOptions } from '../export/export-options.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import type { AdvertisedRouteView } from './view-types.ts';

/** What a peer has been sent of a family, in the order of prefixes; several paths of one in the order of their identifiers. */
export function* advertisedRoutesView(
  state: RouterState,
  peer: Peer,
  family: FamilyName,
): Generator<AdvertisedRouteView> {
  const group = peer.updateGroups.get(family);
  if (group === undefined) return;
  const { index } = state.ribs.get(family)!;
  const { slots } = group.routes;
  const prefixOf = (slot: SlotId): PrefixId => slots?.prefix(slot) ?? slot;
  const identifierOf = (slot: SlotId): number | undefined => slots?.pathIdentifier(slot);
  const sent = Int32Array.from(group.adjRibOut.subgroupOf(peer.number).advertised).sort(
    (a, b) => index.compare(prefixOf(a), prefixOf(b)) || (identifierOf(a) ?? 0) - (identifierOf(b) ?? 0),
  );
  for (const slot of sent) {
    const view = advertisedRoute(state, peer, family, {
      slot,
      prefix: prefixOf(slot),
      pathIdentifier: identifierOf(slot),
    });
    if (view !== undefined) yield view;
  }
}

interface SentSlot {
  readonly slot: SlotId;
  readonly prefix: PrefixId;
  readonly pathIdentifier: number | undefined;
}

function advertisedRoute(
  state: RouterState,
  peer: Peer,
  family: FamilyName,
  { slot, prefix, pathIdentifier }: SentSlot,
): AdvertisedRouteView | undefined {
  const rib = state.ribs.get(family)!;
  const group = peer.updateGroups.get(family)!;
  const sent = group.adjRibOut.attributes(slot);
  if (sent === none) return undefined;
  const attributes = asSentTo(peer, group.options, rib.pool.attributes(sent));
  const common = {
    prefix: rib.index.format(prefix),
    ...(pathIdentifier !== undefined && { pathIdentifier }),
    attributes,
    nextHopSelf: attributes.nextHop === peer.negotiated?.endpoints.localAddress,
  };
  const isDefaultOriginated =
    group.options.defaultOriginate !== undefined &&
    rib.index.bitLength(prefix) === 0 &&
    (pathIdentifier === undefined || pathIdentifier === defaultRoutePathIdentifier);
  if (isDefaultOriginated)
    return { ...common, source: 'local', sourceWeight: 0, sourceAttributes: attributes };
  const route = routeOf(rib, prefix, pathIdentifier);
  if (route === none) return undefined;
  const source = rib.routes.attributes(route);
  return {
    ...common,
    source: rib.sources.get(rib.routes.source(route)).kind,
    sourceWeight: rib.pool.weight(source),
    sourceAttributes: rib.pool.attributes(source),
  };
}

/** The group's attributes with what its member was told instead of its own address. */
function asSentTo(peer: Peer, options: ExportOptions, attributes: PathAttributes): PathAttributes {
  if (!mayNameTheRecipient(options) || attributes.nextHop !== peer.address) return attributes;
  return { ...attributes, nextHop: ownNextHop(options) };
}

/** The route that a path stands for, or `none` when it has gone. */
function routeOf(rib: FamilyRib, prefix: PrefixId, pathIdentifier: number | undefined): RouteId {
  if (pathIdentifier === undefined) return rib.best(prefix);
  for (let route = rib.routes.first(prefix); route !== none; route = rib.routes.next(route))
    if (rib.pathIdentifierToSend(route) === pathIdentifier) return route;
  return none;
}
