import { none, type PrefixId } from '../prefix-index.ts';
import { ineligibleReasons, type RouteId } from '../route-table.ts';
import { DecisionProcess, isEligible } from './decision-process.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from './decision-step.ts';
import { stepsBeforeEqualCost } from './decision-steps.ts';
import { equalCostWidth, stepApart, whyNotBeside } from './equal-cost.ts';
import type { IneligibleReason, LoadSharing, RouteExplanation } from './explanation.ts';
import { loadWeights, type RouteWeight } from './load-weights.ts';
import { selectionReasonOf } from './selection-reason.ts';

/** The decision for one prefix with the reason for every route. */
export interface PrefixExplanation {
  /** Newest first. */
  readonly routes: readonly RouteId[];
  /** One for each of `routes`; indices in them are places in `routes`. */
  readonly explanations: readonly RouteExplanation[];
  /** One for each of `routes`: whether it shares the load of the prefix, and why not. */
  readonly sharing: readonly LoadSharing[];
  /** How many routes may share the load (`maximum-paths`); undefined without a best route. */
  readonly width?: number;
  /** The shares of those that do, without those that are to carry nothing. */
  readonly weights: readonly RouteWeight[];
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
  const { best, equalCost } = decision;
  const sharing = routes.map((route) => sharingOf(route, best, equalCost, context));
  const explanations = routes.map((route, place) =>
    explainRoute(route, routes, removals.get(route), sharing[place], context),
  );
  const weights = loadWeights(equalCost, context);
  if (best === none) return { routes, explanations, sharing, weights };
  const eligible = routes.filter((route) => isEligible(route, context));
  const selectionReason = selectionReasonOf(best, eligible, context);
  const width = equalCostWidth(best, context);
  return { routes, explanations, sharing, width, weights, selectionReason };
}

function explainRoute(
  route: RouteId,
  routes: readonly RouteId[],
  removal: Removal | undefined,
  sharing: LoadSharing,
  context: DecisionContext,
): RouteExplanation {
  if (!isEligible(route, context)) {
    const reason = ineligibleReasons[context.routes.ineligibleCode(route)] ?? whyNotByNextHop(route, context);
    return { outcome: 'ineligible', reason };
  }
  if (removal === undefined) return { outcome: 'best' };
  const { step, by } = removal;
  const removedBy = routes.indexOf(by);
  if (sharing.shares) return { outcome: 'multipath', step: step.name, removedBy };
  return {
    outcome: 'removed',
    step: step.name,
    removedBy,
    detail: `${step.describe(route, context)}, the other has ${step.describe(by, context)}`,
    ...(sharing.obstacle === 'rule' && { notMultipath: sharing.text }),
  };
}

function whyNotByNextHop(route: RouteId, context: DecisionContext): IneligibleReason {
  const isOurs = context.pool.nextHops.isOurs(context.pool.nextHop(attributesOf(route, context)));
  return isOurs ? 'next-hop-is-ours' : 'next-hop-unreachable';
}

function sharingOf(
  route: RouteId,
  best: RouteId,
  equalCost: readonly RouteId[],
  context: DecisionContext,
): LoadSharing {
  if (equalCost.includes(route)) return { shares: true };
  if (best === none || !isEligible(route, context))
    return { shares: false, obstacle: 'ineligible', text: 'it takes no part in the decision' };
  const step = stepApart(route, best, stepsBeforeEqualCost, context);
  if (step !== undefined) {
    const text = `${step.describe(route, context)}, the best route has ${step.describe(best, context)}`;
    return { shares: false, obstacle: 'step', step: step.name, text };
  }
  const text =
    whyNotBeside(route, best, context) ??
    `the equal-cost set is full (maximum-paths ${equalCostWidth(best, context)})`;
  return { shares: false, obstacle: 'rule', text };
}
