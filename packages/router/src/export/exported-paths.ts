import type { FamilyRib, PrefixId, RouteId } from '@bgpeer/rib';
import type { AddPathOptions } from './export-options.ts';

/** The routes of a prefix of which a peer with add-path is told, in no particular order (RFC 7911). */
export function pathsToSend(
  rib: FamilyRib,
  prefix: PrefixId,
  { send, pathCountMax = Number.POSITIVE_INFINITY }: AddPathOptions,
): readonly RouteId[] {
  switch (send.paths) {
    case 'all':
      return withinLimit(rib, prefix, rib.eligible(prefix), pathCountMax);
    case 'best':
      return rib.ranked(prefix, Math.min(send.pathCountMax, pathCountMax));
    case 'best-per-as':
      return withinLimit(rib, prefix, rib.bestOfEachNeighborAs(prefix), pathCountMax);
  }
}

/** The better ones, where the peer takes fewer than there are. */
function withinLimit(
  rib: FamilyRib,
  prefix: PrefixId,
  routes: readonly RouteId[],
  countMax: number,
): readonly RouteId[] {
  if (routes.length <= countMax) return routes;
  const among = new Set(routes);
  return rib
    .ranked(prefix)
    .filter((route) => among.has(route))
    .slice(0, countMax);
}
