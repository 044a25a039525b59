import type { RouteId } from '../../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from '../decision-step.ts';
import { interiorCostOf } from './interior-cost.ts';

/** The AIGP metric and the interior cost of the next hop; undefined for a route without AIGP. */
function wholeCostOf(route: RouteId, context: DecisionContext): bigint | undefined {
  const accumulated = context.pool.accumulatedIgpMetric(attributesOf(route, context));
  return accumulated === undefined ? undefined : accumulated + BigInt(interiorCostOf(route, context));
}

/**
 * The lower metric accumulated on the whole way; with such a route about, those without AIGP go (RFC 7311, section 4.1).
 * Import leaves AIGP in place only where `neighbor X aigp` asks for it.
 */
export const accumulatedIgpMetric: DecisionStep = {
  name: 'accumulated-igp-metric',
  selectionReason: 'AIGP',
  applies: ({ pool, options }) =>
    pool.hasAccumulatedIgpMetrics && options.ignoreAccumulatedIgpMetric !== true,
  compare: (a, b, context) => {
    const [left, right] = [wholeCostOf(a, context), wholeCostOf(b, context)];
    if (left === right) return 0;
    if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
    return left < right ? -1 : 1;
  },
  describe: (route, context) => {
    const cost = wholeCostOf(route, context);
    return cost === undefined ? 'no AIGP' : `AIGP and interior cost ${cost}`;
  },
};
