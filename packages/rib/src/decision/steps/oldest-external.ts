import type { RouteId } from '../../route-table.ts';
import { type DecisionContext, type DecisionStep, sourceOf } from '../decision-step.ts';

function isSelected(route: RouteId, context: DecisionContext): boolean {
  return context.selected(context.routes.prefix(route)) === route;
}

/**
 * Among external routes the one that is selected already, so that a newcomer that is only equal changes nothing
 * (RFC 5004, section 3); off with `bgp bestpath compare-routerid`.
 */
export const oldestExternal: DecisionStep = {
  name: 'oldest-external',
  selectionReason: 'Older Path',
  applies: (context) => !context.options.compareRouterId,
  comparable: (a, b, context) =>
    sourceOf(a, context).kind === 'external' && sourceOf(b, context).kind === 'external',
  compare: (a, b, context) => Number(isSelected(b, context)) - Number(isSelected(a, context)),
  describe: (route, context) => (isSelected(route, context) ? 'selected before' : 'newer'),
};
