import type { FamilyName } from '@bgpeer/bgp-wire';
import { type FamilyRib, none, type RouteId } from '@bgpeer/rib';
import { explainImport } from '../import/import-explanation.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import { ineligibleText } from './explanation-text.ts';
import type { ReceivedRouteView } from './view-types.ts';

/** What a peer gave of a family, in the order of prefixes: accepted or not, and why. */
export function* receivedRoutesView(
  state: RouterState,
  peer: Peer,
  family: FamilyName,
): Generator<ReceivedRouteView> {
  const rib = state.ribs.get(family)!;
  for (const prefix of rib.sortedPrefixes()) {
    for (let route = rib.routes.first(prefix); route !== none; route = rib.routes.next(route)) {
      if (rib.sources.get(rib.routes.source(route)).peer === peer.number)
        yield receivedRoute(state, rib, route);
    }
  }
}

function receivedRoute(state: RouterState, rib: FamilyRib, route: RouteId): ReceivedRouteView {
  const { routes, pool } = rib;
  const explanation = explainImport(state, rib.index.family.name, route);
  const { ineligible, decidedBy } = explanation ?? {};
  const attributes = routes.attributes(route);
  const pathIdentifier = routes.pathIdentifier(route);
  return {
    prefix: rib.index.format(routes.prefix(route)),
    ...(pathIdentifier !== 0 && { pathIdentifier }),
    attributes: pool.attributes(routes.received(route)),
    ...(ineligible === undefined && {
      imported: { attributes: pool.attributes(attributes), weight: pool.weight(attributes) },
    }),
    ...(ineligible !== undefined && {
      turnedAway: { reason: ineligible, text: ineligibleText(ineligible, decidedBy) },
    }),
    ...(decidedBy !== undefined && { decidedBy }),
    updatedAt: routes.updatedAtSeconds(route) * 1_000,
  };
}
