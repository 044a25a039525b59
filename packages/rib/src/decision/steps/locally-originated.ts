import type { RouteId } from '../../route-table.ts';
import { type DecisionContext, type DecisionStep, sourceOf } from '../decision-step.ts';

function isLocal(route: RouteId, context: DecisionContext): boolean {
  return sourceOf(route, context).kind === 'local';
}

/** A route of our own before one that was learned. */
export const locallyOriginated: DecisionStep = {
  name: 'locally-originated',
  selectionReason: 'Local Route',
  compare: (a, b, context) => Number(isLocal(b, context)) - Number(isLocal(a, context)),
  describe: (route, context) => (isLocal(route, context) ? 'originated here' : 'learned from a peer'),
};
