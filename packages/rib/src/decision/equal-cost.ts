import { compareAddresses } from '@bgpeer/bgp-wire';
import type { NextHopId } from '../next-hop-table.ts';
import type { RouteId } from '../route-table.ts';
import { attributesOf, type DecisionContext, type DecisionStep, sourceOf } from './decision-step.ts';
import { stepsBeforeEqualCost } from './decision-steps.ts';
import { externalOverInternal } from './steps/external-over-internal.ts';
import { compareOctets } from './steps/peer-address.ts';

/** A route may share the load of the best one: it is as good, and may stand beside it. */
export function isEqualCost(route: RouteId, best: RouteId, context: DecisionContext): boolean {
  return stepApart(route, best, context) === undefined && whyNotBeside(route, best, context) === undefined;
}

/**
 * The step at which a route is worse than the best one; undefined when it is as good through `path-staleness`. As FRR
 * does, a route is held against the best one only: one that lost on MULTI_EXIT_DISC to a sibling from its own
 * neighbouring AS still shares the load of a best route from another AS, whose MED says nothing about it.
 */
export function stepApart(route: RouteId, best: RouteId, context: DecisionContext): DecisionStep | undefined {
  return stepsBeforeEqualCost.find(
    (step) =>
      (step.applies?.(context) ?? true) &&
      !(step === externalOverInternal && context.options.peerTypeMultipathRelax) &&
      (step.comparable?.(route, best, context) ?? true) &&
      step.compare(route, best, context) !== 0,
  );
}

/**
 * Why a route that is as good as the best one may still not share its load; undefined when it may. With
 * `multipath-relax` AS_PATHs of equal length will do. Without it, external routes must come from the same neighbouring
 * AS, and internal ones have the same AS_PATH, as FRR decides.
 */
export function whyNotBeside(route: RouteId, best: RouteId, context: DecisionContext): string | undefined {
  const source = sourceOf(route, context);
  const bestSource = sourceOf(best, context);
  if (source.kind === 'local' || bestSource.kind === 'local') return 'a route of our own shares no load';
  if (nextHopOf(route, context) === nextHopOf(best, context)) return 'its next hop is that of the best route';
  if (context.options.multipathRelax) return undefined;
  if (source.kind === 'external') {
    if (source.asNumber === bestSource.asNumber) return undefined;
    return `it comes from AS ${source.asNumber}, the best route from AS ${bestSource.asNumber}, and multipath-relax is off`;
  }
  return haveSameAsPath(route, best, context)
    ? undefined
    : 'its AS_PATH differs from the best one, and multipath-relax is off';
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
