import { attributesOf, type DecisionStep } from '../decision-step.ts';

/** The shorter AS_PATH, an AS_SET counting as one (RFC 4271, section 9.1.2.2 a). */
export const asPathLength: DecisionStep = {
  name: 'as-path-length',
  selectionReason: 'AS Path',
  applies: (context) => !context.options.ignoreAsPathLength,
  compare: (a, b, context) =>
    context.pool.asPathLength(attributesOf(a, context)) - context.pool.asPathLength(attributesOf(b, context)),
  describe: (route, context) => `AS_PATH length ${context.pool.asPathLength(attributesOf(route, context))}`,
};
