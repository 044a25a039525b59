import type { RouteId } from '../route-table.ts';
import { attributesOf, type DecisionContext, sourceOf } from './decision-step.ts';
import { tieBreakers } from './decision-steps.ts';

/**
 * Why a route that is as good as the best one up to the interior cost may still not share its load; undefined when it
 * may. With `multipath-relax` AS_PATHs of equal length will do. Without it, external routes must come from the same
 * neighbouring AS, and internal ones have the same AS_PATH, as FRR decides.
 */
export function whyNotEqualCost(route: RouteId, best: RouteId, context: DecisionContext): string | undefined {
  const source = sourceOf(route, context);
  const bestSource = sourceOf(best, context);
  if (source.kind === 'local' || bestSource.kind === 'local') return 'a route of our own shares no load';
  if (context.options.multipathRelax) return undefined;
  if (bestSource.kind === 'external') {
    if (source.asNumber === bestSource.asNumber) return undefined;
    return `it comes from AS ${source.asNumber}, the best route from AS ${bestSource.asNumber}, and multipath-relax is off`;
  }
  return haveSameAsPath(route, best, context)
    ? undefined
    : 'its AS_PATH differs from the best one, and multipath-relax is off';
}

/** The order in which a set that is too wide is filled: the best route, then by the tie-breakers. */
export function compareByTieBreakers(a: RouteId, b: RouteId, context: DecisionContext): number {
  for (const step of tieBreakers) {
    if (step.applies !== undefined && !step.applies(context)) continue;
    const order = step.compare(a, b, context);
    if (order !== 0) return order;
  }
  return 0;
}

/** How many routes may share the load of a best route of this kind. */
export function equalCostWidth(best: RouteId, context: DecisionContext): number {
  const { kind } = sourceOf(best, context);
  switch (kind) {
    case 'external':
      return context.maximumPaths.external;
    case 'internal':
      return context.maximumPaths.internal;
    case 'local':
      return 1;
  }
}

function haveSameAsPath(a: RouteId, b: RouteId, context: DecisionContext): boolean {
  const ids = [attributesOf(a, context), attributesOf(b, context)];
  if (ids[0] === ids[1]) return true;
  const [left, right] = ids.map((id) => JSON.stringify(context.pool.attributes(id).asPath ?? []));
  return left === right;
}
