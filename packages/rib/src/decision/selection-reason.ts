import type { RouteId } from '../route-table.ts';
import { DecisionProcess } from './decision-process.ts';
import { attributesOf, type DecisionContext, type DecisionStep } from './decision-step.ts';
import { stepsBeforeEqualCost, tieBreakers } from './decision-steps.ts';

/**
 * FRR's words for why the best route is best. FRR keeps the reason of the last comparison that it made: with multipath,
 * of the best route with the oldest other one that has another next hop; without, of the oldest route with the best of
 * those before it.
 * @param eligible every route that takes part, newest first
 */
export function selectionReasonOf(
  best: RouteId,
  eligible: readonly RouteId[],
  context: DecisionContext,
): string {
  const rival = lastRival(best, eligible, context);
  if (rival === undefined) return 'First path received';
  return stepBetween(best, rival, context)?.selectionReason ?? 'Nothing left to compare';
}

function lastRival(
  best: RouteId,
  eligible: readonly RouteId[],
  context: DecisionContext,
): RouteId | undefined {
  const others = eligible.filter((route) => route !== best);
  if (others.length === 0) return undefined;
  const { maximumPaths, pool } = context;
  const nextHopOf = (route: RouteId): number => pool.nextHop(attributesOf(route, context));
  const candidate = others.findLast((route) => nextHopOf(route) !== nextHopOf(best));
  const isMultipath = maximumPaths.external > 1 || maximumPaths.internal > 1;
  if (isMultipath && candidate !== undefined) return candidate;
  if (eligible.at(-1) !== best) return others.at(-1);
  const decision = new DecisionProcess(context);
  decision.runOver(others);
  return decision.best;
}

/** The first step at which two routes differ and may be compared. */
function stepBetween(a: RouteId, b: RouteId, context: DecisionContext): DecisionStep | undefined {
  return [...stepsBeforeEqualCost, ...tieBreakers].find(
    (step) =>
      (step.applies?.(context) ?? true) &&
      (step.comparable?.(a, b, context) ?? true) &&
      step.compare(a, b, context) !== 0,
  );
}
