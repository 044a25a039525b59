import type { RouteId } from '../../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from '../decision-step.ts';

/** A missing MULTI_EXIT_DISC is the lowest (RFC 4271, section 9.1.2.2 c), or the worst when so configured. */
function metric(route: RouteId, context: DecisionContext): number {
  const missing = context.options.missingMedAsWorst ? 0xffffffff : 0;
  return context.pool.multiExitDisc(attributesOf(route, context)) ?? missing;
}

/**
 * The lower MULTI_EXIT_DISC, among routes of one neighbouring AS only unless `always-compare-med` (RFC 4271, section
 * 9.1.2.2 c). Each route is held against every other, so the outcome does not hang on the order of arrival.
 */
export const multiExitDisc: DecisionStep = {
  name: 'multi-exit-disc',
  selectionReason: 'MED',
  comparable: (a, b, context) =>
    context.options.alwaysCompareMed ||
    context.pool.neighborAs(attributesOf(a, context)) === context.pool.neighborAs(attributesOf(b, context)),
  compare: (a, b, context) => metric(a, context) - metric(b, context),
  describe: (route, context) => {
    const carried = context.pool.multiExitDisc(attributesOf(route, context));
    return carried === undefined ? `no MED, counted as ${metric(route, context)}` : `MED ${carried}`;
  },
};
