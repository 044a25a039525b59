import type { RouteId } from '../../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from '../decision-step.ts';

/**
 * Kept beyond a graceful restart by us, or by somebody before us, who says so with the community LLGR_STALE
 * (RFC 9494, sections 4.2 and 4.3).
 */
function isLongLivedStale(route: RouteId, context: DecisionContext): boolean {
  return (
    context.sources.staleness(context.routes.source(route)) === 'long-lived-stale' ||
    context.pool.isLongLivedStale(attributesOf(route, context))
  );
}

/** Before everything else: a long-lived stale route is the least preferred one (RFC 9494, section 4.3). */
export const longLivedStale: DecisionStep = {
  name: 'long-lived-stale',
  selectionReason: 'Path Staleness',
  applies: ({ pool, sources }) => sources.hasStale || pool.hasLongLivedStale,
  compare: (a, b, context) => Number(isLongLivedStale(a, context)) - Number(isLongLivedStale(b, context)),
  describe: (route, context) =>
    isLongLivedStale(route, context) ? 'long-lived stale' : 'not long-lived stale',
};
