import { none, type PrefixId } from '../prefix-index.ts';
import type { RouteId } from '../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep, sourceOf } from './decision-step.ts';
import { orderingSteps, stepsHeldAgainstBest, tieBreakers } from './decision-steps.ts';
import { compareToFill, equalCostWidth, isEqualCost } from './equal-cost.ts';

/** Told of every removal, when somebody wants to know why. */
export type RemovalRecorder = (removed: RouteId, by: RouteId, step: DecisionStep) => void;

/**
 * The decision process (RFC 4271, section 9.1.2.2): an ordered list of steps, each of which removes routes from
 * consideration. The same run gives the best route, the equal-cost set and, with a recorder, the reason for each route.
 * The result stands in the object until the next run.
 */
export class DecisionProcess {
  /** The best route, or `none`. */
  best: RouteId = none;
  /** The routes that share the load, the best one first; empty without a best route. */
  readonly equalCost: RouteId[] = [];
  readonly #context: DecisionContext;
  readonly #candidates: RouteId[] = [];

  constructor(context: DecisionContext) {
    this.#context = context;
  }

  /** Decides for a prefix. */
  run(prefix: PrefixId, recorder?: RemovalRecorder): void {
    this.#collectEligible(prefix);
    this.#decide(recorder);
  }

  /** Decides among these routes of one prefix, all of which must be eligible. */
  runOver(routes: readonly RouteId[]): void {
    this.#candidates.length = 0;
    for (const route of routes) this.#candidates.push(route);
    this.#decide(undefined);
  }

  #decide(recorder: RemovalRecorder | undefined): void {
    this.best = none;
    this.equalCost.length = 0;
    if (this.#candidates.length === 0) return;
    for (const step of orderingSteps) this.#apply(step, recorder);
    for (const route of this.#candidates) this.equalCost.push(route);
    for (const step of stepsHeldAgainstBest) this.#apply(step, recorder);
    for (const step of tieBreakers) this.#apply(step, recorder);
    this.best = this.#candidates[0];
    if (this.equalCost.length > 1) this.#narrowEqualCost();
  }

  #collectEligible(prefix: PrefixId): void {
    const { routes } = this.#context;
    this.#candidates.length = 0;
    for (let route = routes.first(prefix); route !== none; route = routes.next(route)) {
      if (isEligible(route, this.#context)) this.#candidates.push(route);
    }
  }

  #apply(step: DecisionStep, recorder: RemovalRecorder | undefined): void {
    if (this.#candidates.length < 2) return;
    if (step.applies !== undefined && !step.applies(this.#context)) return;
    if (step.comparable === undefined) this.#keepBest(step, recorder);
    else this.#keepUnbeaten(step, recorder);
  }

  /** For steps that order all routes: one pass finds the best value, a second removes what is worse. */
  #keepBest(step: DecisionStep, recorder: RemovalRecorder | undefined): void {
    const candidates = this.#candidates;
    let best = candidates[0];
    for (let index = 1; index < candidates.length; index += 1) {
      if (step.compare(candidates[index], best, this.#context) < 0) best = candidates[index];
    }
    let kept = 0;
    for (const route of candidates) {
      if (step.compare(best, route, this.#context) < 0) recorder?.(route, best, step);
      else candidates[kept++] = route;
    }
    candidates.length = kept;
  }

  /** For steps that compare some pairs only: a route goes when any other that it may be compared with is better. */
  #keepUnbeaten(step: DecisionStep, recorder: RemovalRecorder | undefined): void {
    const candidates = this.#candidates;
    const beatenBy = candidates.map((route) => this.#strongestRival(step, route));
    let kept = 0;
    for (let index = 0; index < beatenBy.length; index += 1) {
      const route = candidates[index];
      if (beatenBy[index] !== none) recorder?.(route, beatenBy[index], step);
      else candidates[kept++] = route;
    }
    candidates.length = kept;
  }

  #strongestRival(step: DecisionStep, route: RouteId): RouteId {
    let strongest = none;
    for (const rival of this.#candidates) {
      if (rival === route || !step.comparable!(route, rival, this.#context)) continue;
      if (step.compare(rival, strongest === none ? route : strongest, this.#context) < 0) strongest = rival;
    }
    return strongest;
  }

  #narrowEqualCost(): void {
    const { best, equalCost } = this;
    const width = equalCostWidth(best, this.#context);
    const others = equalCost.filter(
      (route) => route !== best && width > 1 && isEqualCost(route, best, this.#context),
    );
    if (others.length >= width) others.sort((a, b) => compareToFill(a, b, this.#context));
    equalCost.length = 0;
    equalCost.push(best, ...others.slice(0, width - 1));
  }
}

/** Takes part in the decision: nothing was held against it on import, and its next hop can be reached (section 9.1.2). */
export function isEligible(route: RouteId, context: DecisionContext): boolean {
  if (context.routes.ineligibleCode(route) !== 0) return false;
  const { nextHops } = context.pool;
  const nextHop = context.pool.nextHop(attributesOf(route, context));
  if (nextHops.isReachable(nextHop)) return true;
  // A route-map may give routes of our own any next hop.
  return nextHops.isOurs(nextHop) && sourceOf(route, context).kind === 'local';
}
