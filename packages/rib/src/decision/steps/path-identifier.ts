import type { DecisionStep } from '../decision-step.ts';

/** Of two routes of one peer (RFC 7911) the one with the lower path identifier, so that one route is always left. */
export const pathIdentifier: DecisionStep = {
  name: 'path-identifier',
  selectionReason: 'Nothing left to compare',
  compare: (a, b, context) => context.routes.pathIdentifier(a) - context.routes.pathIdentifier(b),
  describe: (route, context) => `path identifier ${context.routes.pathIdentifier(route)}`,
};
