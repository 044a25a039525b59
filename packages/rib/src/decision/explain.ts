import { none, type PrefixId } from '../prefix-index.ts';
import { ineligibleReasons, type RouteId } from '../route-table.ts';
import { DecisionProcess, isEligible } from './decision-process.ts';
import type { DecisionContext, DecisionStep } from './decision-step.ts';
import { tieBreakers } from './decision-steps.ts';
import { equalCostWidth, whyNotEqualCost } from './equal-cost.ts';
import type { RouteExplanation } from './explanation.ts';

/** The decision for one prefix with the reason for every route. */
export interface PrefixExplanation {
  /** Newest first. */
  readonly routes: readonly RouteId[];
  /** One for each of `routes`; indices in them are places in `routes`. */
  readonly explanations: readonly RouteExplanation[];
  /** FRR's words for why the best route is best; undefined without one. */
  readonly selectionReason?: string;
}

interface Removal {
  readonly by: RouteId;
  readonly step: DecisionStep;
}

/** Runs the decision process once more, with somebody watching. */
export function explainPrefix(prefix: PrefixId, context: DecisionContext): PrefixExplanation {
  const routes: RouteId[] = [];
  for (let route = context.routes.first(prefix); route !== none; route = context.routes.next(route))
    routes.push(route);
  const removals = new Map<RouteId, Removal>();
  const decision = new DecisionProcess(context);
  decision.run(prefix, (removed, by, step) => removals.set(removed, { by, step }));
  const explanations = routes.map((route) => explainRoute(route, routes, decision, removals, context));
  const decidedBy = decision.decidedBy?.selectionReason ?? 'First path received';
  return { routes, explanations, selectionReason: decision.best === none ? undefined : decidedBy };
}

function explainRoute(
  route: RouteId,
  routes: readonly RouteId[],
  decision: DecisionProcess,
  removals: ReadonlyMap<RouteId, Removal>,
  context: DecisionContext,
): RouteExplanation {
  if (!isEligible(route, context)) {
    const reason = ineligibleReasons[context.routes.ineligibleCode(route)] ?? 'next-hop-unreachable';
    return { outcome: 'ineligible', reason };
  }
  const removal = removals.get(route);
  if (removal === undefined) return { outcome: 'best' };
  const { step, by } = removal;
  const removedBy = routes.indexOf(by);
  if (decision.equalCost.includes(route)) return { outcome: 'multipath', step: step.name, removedBy };
  const detail = `${step.describe(route, context)}, the other has ${step.describe(by, context)}`;
  const notMultipath = whyLeftOut(route, step, decision.best, context);
  return {
    outcome: 'removed',
    step: step.name,
    removedBy,
    detail,
    ...(notMultipath !== undefined && { notMultipath }),
  };
}

/** For a route that only lost a tie-break: why it does not share the load all the same. */
function whyLeftOut(
  route: RouteId,
  step: DecisionStep,
  best: RouteId,
  context: DecisionContext,
): string | undefined {
  if (!tieBreakers.includes(step)) return undefined;
  const reason = whyNotEqualCost(route, best, context);
  if (reason !== undefined) return reason;
  return `the equal-cost set is full (maximum-paths ${equalCostWidth(best, context)})`;
}
