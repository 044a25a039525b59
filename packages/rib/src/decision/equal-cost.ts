import { compareAddresses } from '@bgpeer/bgp-wire';
import type { NextHopId } from '../next-hop-table.ts';
import type { RouteId } from '../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep, sourceOf } from './decision-step.ts';
import { stepsHeldAgainstBest } from './decision-steps.ts';
import { externalOverInternal } from './steps/external-over-internal.ts';
import { compareOctets } from './steps/peer-address.ts';

/** A route that is equal to the best one as far as routes are ordered may share its load. */
export function isEqualCost(route: RouteId, best: RouteId, context: DecisionContext): boolean {
  return (
    obstacleBeside(route, best, context) === undefined &&
    stepApart(route, best, stepsHeldAgainstBest, context) === undefined
  );
}

/**
 * The first of these steps at which a route differs from the best one; undefined when it is as good. As FRR does, a route
 * is held against the best one only: one that lost on MULTI_EXIT_DISC to a sibling from its own neighbouring AS still
 * shares the load of a best route from another AS, whose MED says nothing about it.
 */
export function stepApart(
  route: RouteId,
  best: RouteId,
  steps: readonly DecisionStep[],
  context: DecisionContext,
): DecisionStep | undefined {
  for (const step of steps) {
    if (step === externalOverInternal && context.options.peerTypeMultipathRelax) continue;
    if (step.applies !== undefined && !step.applies(context)) continue;
    if (step.comparable !== undefined && !step.comparable(route, best, context)) continue;
    if (step.compare(route, best, context) !== 0) return step;
  }
  return undefined;
}

/** What keeps a route that is as good as the best one from standing beside it. */
type Obstacle = 'own-route' | 'same-next-hop' | 'other-neighbor-as' | 'other-as-path';

/**
 * With `multipath-relax` AS_PATHs of equal length will do. Without it, external routes must come from the same
 * neighbouring AS, and internal ones have the same AS_PATH, as FRR decides.
 */
function obstacleBeside(route: RouteId, best: RouteId, context: DecisionContext): Obstacle | undefined {
  const source = sourceOf(route, context);
  const bestSource = sourceOf(best, context);
  if (source.kind === 'local' || bestSource.kind === 'local') return 'own-route';
  if (nextHopOf(route, context) === nextHopOf(best, context)) return 'same-next-hop';
  if (context.options.multipathRelax) return undefined;
  if (source.kind === 'external')
    return source.asNumber === bestSource.asNumber ? undefined : 'other-neighbor-as';
  return haveSameAsPath(route, best, context) ? undefined : 'other-as-path';
}

/** The same in words; undefined when it may stand beside it. */
export function whyNotBeside(route: RouteId, best: RouteId, context: DecisionContext): string | undefined {
  const obstacle = obstacleBeside(route, best, context);
  switch (obstacle) {
    case undefined:
      return undefined;
    case 'own-route':
      return 'a route of our own shares no load';
    case 'same-next-hop':
      return 'its next hop is that of the best route';
    case 'other-neighbor-as': {
      const [own, other] = [route, best].map((each) => sourceOf(each, context).asNumber);
      return `it comes from AS ${own}, the best route from AS ${other}, and multipath-relax is off`;
    }
    case 'other-as-path':
      return 'its AS_PATH differs from the best one, and multipath-relax is off';
  }
}

/** The order in which a set that is too wide is filled behind the best route: by next hop, then by peer, as FRR does. */
export function compareToFill(a: RouteId, b: RouteId, context: DecisionContext): number {
  return (
    compareNextHops(a, b, context) ||
    compareOctets(sourceOf(a, context).addressOctets, sourceOf(b, context).addressOctets) ||
    context.routes.pathIdentifier(a) - context.routes.pathIdentifier(b)
  );
}

/** How many routes may share the load of a best route of this kind. */
export function equalCostWidth(best: RouteId, context: DecisionContext): number {
  const { kind } = sourceOf(best, context);
  switch (kind) {
    case 'external':
      return context.maximumPaths.external;
    case 'internal':
      return context.maximumPaths.internal;
    case 'local':
      return 1;
  }
}

function nextHopOf(route: RouteId, context: DecisionContext): NextHopId {
  return context.pool.nextHop(attributesOf(route, context));
}

function compareNextHops(a: RouteId, b: RouteId, context: DecisionContext): number {
  const { nextHops } = context.pool;
  const [left, right] = [nextHopOf(a, context), nextHopOf(b, context)];
  return left === right ? 0 : compareAddresses(nextHops.address(left), nextHops.address(right));
}

function haveSameAsPath(a: RouteId, b: RouteId, context: DecisionContext): boolean {
  const ids = [attributesOf(a, context), attributesOf(b, context)];
  if (ids[0] === ids[1]) return true;
  const [left, right] = ids.map((id) => JSON.stringify(context.pool.attributes(id).asPath ?? []));
  return left === right;
}
