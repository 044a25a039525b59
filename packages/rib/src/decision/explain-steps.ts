import type { RouteId } from '../route-table.ts';
import type { DecisionContext, DecisionStep } from './decision-step.ts';
import { stepsBeforeEqualCost, tieBreakers } from './decision-steps.ts';
import type { PrefixExplanation } from './explain.ts';
import type { DecisionStepName } from './explanation.ts';

/** What one step of the decision process did. */
export interface StepExplanation {
  readonly step: DecisionStepName;
  /** False where a switch turns the step off, or nothing is about that it could tell apart. */
  readonly applies: boolean;
  /** The routes that were still in, newest first; places are those in the explanation's `routes`. */
  readonly considered: readonly ConsideredRoute[];
}

/** One route at one step. */
export interface ConsideredRoute {
  readonly place: number;
  /** What is compared, in words. */
  readonly value: string;
  /** The place of the route that removed it here. */
  readonly removedBy?: number;
}

/** Goes through the steps that an explanation tells the outcome of, until one route is left. */
export function explainSteps(explanation: PrefixExplanation, context: DecisionContext): StepExplanation[] {
  const { routes, explanations } = explanation;
  const explained: StepExplanation[] = [];
  let remaining = routes
    .map((route, place) => ({ route, place }))
    .filter(({ place }) => explanations[place].outcome !== 'ineligible');
  for (const step of [...stepsBeforeEqualCost, ...tieBreakers]) {
    if (remaining.length < 2) break;
    const considered = remaining.map(({ route, place }) =>
      considerRoute(route, place, step, explanation, context),
    );
    explained.push({ step: step.name, applies: step.applies?.(context) ?? true, considered });
    remaining = remaining.filter((_, index) => considered[index].removedBy === undefined);
  }
  return explained;
}

function considerRoute(
  route: RouteId,
  place: number,
  step: DecisionStep,
  { explanations }: PrefixExplanation,
  context: DecisionContext,
): ConsideredRoute {
  const value = step.describe(route, context);
  const outcome = explanations[place];
  if (!('step' in outcome) || outcome.step !== step.name) return { place, value };
  return { place, value, removedBy: outcome.removedBy };
}
