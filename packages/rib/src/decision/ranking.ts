import { none, type PrefixId } from '../prefix-index.ts';
import type { RouteId } from '../route-table.ts';
import { DecisionProcess, isEligible } from './decision-process.ts';
import { attributesOf, type DecisionContext } from './decision-step.ts';

/** Usable routes of a prefix in the order in which they would be selected: each is the best of what remains. */
export function rankedRoutes(prefix: PrefixId, countMax: number, context: DecisionContext): RouteId[] {
  const decision = new DecisionProcess(context);
  let remaining = eligibleRoutes(prefix, context);
  const ranked: RouteId[] = [];
  while (remaining.length > 0 && ranked.length < countMax) {
    decision.runOver(remaining);
    const { best } = decision;
    ranked.push(best);
    remaining = remaining.filter((route) => route !== best);
  }
  return ranked;
}

/**
 * The best route of each neighbouring AS: the first AS of the AS_PATH, or our own for a path that begins here, as for
 * MULTI_EXIT_DISC (RFC 4271, section 9.1.2.2 c). In no particular order.
 */
export function bestOfEachNeighborAs(prefix: PrefixId, context: DecisionContext): RouteId[] {
  const decision = new DecisionProcess(context);
  const groups = Map.groupBy(eligibleRoutes(prefix, context), (route) =>
    context.pool.neighborAs(attributesOf(route, context)),
  );
  return Array.from(groups.values(), (routes) => {
    decision.runOver(routes);
    return decision.best;
  });
}

/** Routes of a prefix that take part in the decision, newest first. */
export function eligibleRoutes(prefix: PrefixId, context: DecisionContext): RouteId[] {
  const eligible: RouteId[] = [];
  for (let route = context.routes.first(prefix); route !== none; route = context.routes.next(route)) {
    if (isEligible(route, context)) eligible.push(route);
  }
  return eligible;
}
