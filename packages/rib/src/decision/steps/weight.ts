import { attributesOf, type DecisionStep } from '../decision-step.ts';

/** FRR's own first step: the higher weight, which never leaves this speaker. */
export const weight: DecisionStep = {
  name: 'weight',
  selectionReason: 'Weight',
  compare: (a, b, context) =>
    context.pool.weight(attributesOf(b, context)) - context.pool.weight(attributesOf(a, context)),
  describe: (route, context) => `weight ${context.pool.weight(attributesOf(route, context))}`,
};
