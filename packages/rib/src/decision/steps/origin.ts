import { attributesOf, type DecisionStep } from '../decision-step.ts';

const originNames = ['IGP', 'EGP', 'INCOMPLETE'];

/** IGP before EGP before INCOMPLETE (RFC 4271, section 9.1.2.2 b). */
export const origin: DecisionStep = {
  name: 'origin',
  selectionReason: 'Origin',
  compare: (a, b, context) =>
    context.pool.originRank(attributesOf(a, context)) - context.pool.originRank(attributesOf(b, context)),
  describe: (route, context) =>
    `origin ${originNames[context.pool.originRank(attributesOf(route, context))]}`,
};
