import type { ConfigDocument } from '../document/config-document.ts';
import { policyUses } from '../document/policy/policy-uses.ts';
import type { RouteMapDocument } from '../document/policy/route-map-document.ts';

/** How `permit-all` is written in frr.conf: a route-map of this name with this entry alone, which permits everything. */
export const permitAllRouteMap = { name: 'PERMIT-ALL', sequence: 10 } as const;

/**
 * Reads `permit-all` where a neighbor names the route-map that stands for it. The route-map itself goes, unless
 * something else names it.
 */
export function recognizePermitAll(document: Partial<ConfigDocument>): void {
  const { name } = permitAllRouteMap;
  const routeMaps = document.policies?.routeMaps;
  if (routeMaps === undefined || !isPermitAll(routeMaps[name])) return;
  let isAttached = false;
  for (const settings of [...Object.values(document.peerGroups ?? {}), ...(document.peers ?? [])]) {
    for (const family of Object.values(settings.families ?? {})) {
      for (const key of ['importPolicy', 'exportPolicy'] as const) {
        if (family?.[key] !== name) continue;
        family[key] = 'permit-all';
        isAttached = true;
      }
    }
  }
  const isCalled = Object.values(routeMaps).some(({ entries }) => entries.some(({ call }) => call === name));
  const isUsed = policyUses(document).some((use) => use.kind === 'route-map' && use.name === name);
  if (isAttached && !isCalled && !isUsed) delete routeMaps[name];
}

/** Whether a route-map is one entry that permits everything, as `permit-all` is written. */
export function isPermitAll(routeMap: RouteMapDocument | undefined): boolean {
  if (routeMap?.entries.length !== 1) return false;
  const { action, sequence, ...more } = routeMap.entries[0];
  const saysMore = Object.values(more).some((value) => value !== undefined);
  return sequence === permitAllRouteMap.sequence && action === 'permit' && !saysMore;
}
