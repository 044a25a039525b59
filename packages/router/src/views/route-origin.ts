import type { IpAddress } from '@bgpeer/bgp-wire';
import type { FamilyRib, RouteId } from '@bgpeer/rib';
import { type OriginationReason, originationReason } from '../origination/local-routes.ts';
import type { RouterState } from '../router-state.ts';

/** Where a route comes from. */
export interface RouteOriginView {
  /** In words: the peer's address, with the path identifier where there is one, or `this speaker (network)`. */
  readonly from: string;
  /** Absent for a route of our own. */
  readonly peer?: IpAddress;
  readonly asNumber?: number;
  readonly pathIdentifier?: number;
  /** Why we originate it; absent for a route that was learned. */
  readonly originatedAs?: OriginationReason;
}

export function routeOrigin(state: RouterState, rib: FamilyRib, route: RouteId): RouteOriginView {
  const originatedAs = originationReason(state, rib.index.family.name, route);
  if (originatedAs !== undefined) return { from: `this speaker (${originatedAs})`, originatedAs };
  const { address, asNumber } = rib.sources.get(rib.routes.source(route));
  const pathIdentifier = rib.routes.pathIdentifier(route);
  return {
    from: pathIdentifier === 0 ? address : `${address} (path ${pathIdentifier})`,
    peer: address,
    asNumber,
    ...(pathIdentifier !== 0 && { pathIdentifier }),
  };
}
