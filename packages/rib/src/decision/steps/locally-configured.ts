import { type DecisionStep, sourceOf } from '../decision-step.ts';

/**
 * Of several routes of our own the one with the lower path identifier: origination numbers its reasons for a prefix in
 * the order of FRR's preference. Without this nothing would part them.
 */
export const locallyConfigured: DecisionStep = {
  name: 'locally-configured',
  selectionReason: 'Locally configured route',
  comparable: (a, b, context) =>
    sourceOf(a, context).kind === 'local' && sourceOf(b, context).kind === 'local',
  compare: (a, b, context) => context.routes.pathIdentifier(a) - context.routes.pathIdentifier(b),
  describe: (route, context) => `place ${context.routes.pathIdentifier(route)} among our own routes`,
};
