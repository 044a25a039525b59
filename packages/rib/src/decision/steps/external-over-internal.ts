import type { RouteId } from '../../route-table.ts';
import { type DecisionContext, type DecisionStep, sourceOf } from '../decision-step.ts';

function isInternal(route: RouteId, context: DecisionContext): boolean {
  return sourceOf(route, context).kind === 'internal';
}

/** A route from an external peer before one from an internal peer (RFC 4271, section 9.1.2.2 d). */
export const externalOverInternal: DecisionStep = {
  name: 'external-over-internal',
  selectionReason: 'Peer Type',
  compare: (a, b, context) => Number(isInternal(a, context)) - Number(isInternal(b, context)),
  describe: (route, context) => `${sourceOf(route, context).kind} route`,
};
