import type { RouteId } from '../../route-table.ts';
import type { DecisionContext, DecisionStep } from '../decision-step.ts';

function isStale(route: RouteId, context: DecisionContext): boolean {
  return context.sources.staleness(context.routes.source(route)) !== 'fresh';
}

/**
 * A route whose session stands before one that is only kept over a restart. FRR asks this after the length of
 * CLUSTER_LIST; here it is the last step before the equal-cost set is cut, so that traffic is never shared with a way that
 * may lead nowhere while another one is known to work.
 */
export const pathStaleness: DecisionStep = {
  name: 'path-staleness',
  selectionReason: 'Path Staleness',
  applies: ({ sources }) => sources.hasStale,
  compare: (a, b, context) => Number(isStale(a, context)) - Number(isStale(b, context)),
  describe: (route, context) =>
    isStale(route, context) ? 'stale (its session is down)' : 'fresh (its session is up)',
};
