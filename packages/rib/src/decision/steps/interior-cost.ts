import type { RouteId } from '../../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from '../decision-step.ts';

/** Of the next hop, as the underlay says. */
export function interiorCostOf(route: RouteId, context: DecisionContext): number {
  return context.pool.nextHops.metric(context.pool.nextHop(attributesOf(route, context)));
}

/** The nearer next hop (RFC 4271, section 9.1.2.2 e). */
export const interiorCost: DecisionStep = {
  name: 'interior-cost',
  selectionReason: 'IGP Metric',
  compare: (a, b, context) => interiorCostOf(a, context) - interiorCostOf(b, context),
  describe: (route, context) => `interior cost ${interiorCostOf(route, context)}`,
};
