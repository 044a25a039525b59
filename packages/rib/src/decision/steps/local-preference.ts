import type { RouteId } from '../../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from '../decision-step.ts';

function degreeOfPreference(route: RouteId, context: DecisionContext): number {
  return context.pool.localPreference(attributesOf(route, context)) ?? context.defaultLocalPreference;
}

/** The higher degree of preference (RFC 4271, section 9.1.1). */
export const localPreference: DecisionStep = {
  name: 'local-preference',
  selectionReason: 'Local Pref',
  compare: (a, b, context) => degreeOfPreference(b, context) - degreeOfPreference(a, context),
  describe: (route, context) => `local preference ${degreeOfPreference(route, context)}`,
};
