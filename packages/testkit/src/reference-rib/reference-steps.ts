import { type AsPath, compareAddresses } from '@bgpeer/bgp-wire';
import type { DecisionStepName } from '@bgpeer/rib';
import { isSameRoute, type ReferenceRibOptions, type ReferenceRoute } from './reference-route.ts';

/** One step of the decision process: from the routes still considered to those that stay. */
export interface ReferenceStep {
  readonly name: DecisionStepName;
  keep(
    routes: readonly ReferenceRoute[],
    options: ReferenceRibOptions,
    incumbent: ReferenceRoute | undefined,
  ): readonly ReferenceRoute[];
}

const originRank = { IGP: 0, EGP: 1, INCOMPLETE: 2 } as const;
const multiExitDiscWorst = 4_294_967_295;

/** RFC 4271, section 9.1.2.2, in FRR's order, each step as its sentence says it. */
export const referenceSteps: readonly ReferenceStep[] = [
  { name: 'weight', keep: (routes) => keepLowest(routes, (route) => -route.weight) },
  {
    name: 'local-preference',
    keep: (routes, options) =>
      keepLowest(routes, (route) => -(route.attributes.localPref ?? options.defaultLocalPreference)),
  },
  {
    name: 'locally-originated',
    keep: (routes) => keepLowest(routes, (route) => (route.peer.source === 'local' ? 0 : 1)),
  },
  {
    name: 'as-path-length',
    keep: (routes, options) =>
      options.decision.ignoreAsPathLength
        ? routes
        : keepLowest(routes, (route) => lengthOf(route.attributes.asPath ?? [])),
  },
  {
    name: 'origin',
    keep: (routes) => keepLowest(routes, (route) => originRank[route.attributes.origin ?? 'INCOMPLETE']),
  },
  { name: 'multi-exit-disc', keep: keepLowestMultiExitDisc },
  {
    name: 'external-over-internal',
    keep: (routes) => keepLowest(routes, (route) => (route.peer.source === 'internal' ? 1 : 0)),
  },
  { name: 'interior-cost', keep: (routes) => keepLowest(routes, (route) => route.nextHopMetric) },
  { name: 'oldest-external', keep: keepIncumbent },
  { name: 'bgp-identifier', keep: (routes) => keepFirst(routes, compareIdentifiers) },
  {
    name: 'cluster-list-length',
    keep: (routes) => keepFirst(routes, compareClusterListLengths),
  },
  // One peer's routes for one prefix differ in nothing but the path identifier: the lowest of them stays.
  { name: 'peer-address', keep: (routes) => keepFirst(routes, comparePeers) },
];

/** The order of routes that are equal up to the interior cost: how an equal-cost set that is too wide is cut. */
export function compareTieBreaks(one: ReferenceRoute, other: ReferenceRoute): number {
  return compareIdentifiers(one, other) || compareClusterListLengths(one, other) || comparePeers(one, other);
}

function keepLowest(
  routes: readonly ReferenceRoute[],
  rankOf: (route: ReferenceRoute) => number,
): readonly ReferenceRoute[] {
  const lowest = Math.min(...routes.map(rankOf));
  return routes.filter((route) => rankOf(route) === lowest);
}

function keepFirst(
  routes: readonly ReferenceRoute[],
  compare: (one: ReferenceRoute, other: ReferenceRoute) => number,
): readonly ReferenceRoute[] {
  return routes.filter((route) => routes.every((other) => compare(route, other) <= 0));
}

/** RFC 4271, section 9.1.2.2 c: a route goes when another one from the same neighbouring AS has a lower value. */
function keepLowestMultiExitDisc(
  routes: readonly ReferenceRoute[],
  options: ReferenceRibOptions,
): readonly ReferenceRoute[] {
  const rankOf = (route: ReferenceRoute) =>
    route.attributes.multiExitDisc ?? (options.decision.missingMedAsWorst ? multiExitDiscWorst : 0);
  return routes.filter(
    (route) =>
      !routes.some(
        (other) =>
          (options.decision.alwaysCompareMed || neighborAsOf(route) === neighborAsOf(other)) &&
          rankOf(other) < rankOf(route),
      ),
  );
}

/** Of external routes the one selected until now stays, so that equals do not take turns (RFC 5004). */
function keepIncumbent(
  routes: readonly ReferenceRoute[],
  options: ReferenceRibOptions,
  incumbent: ReferenceRoute | undefined,
): readonly ReferenceRoute[] {
  if (options.decision.compareRouterId || incumbent === undefined) return routes;
  const standing = routes.filter(
    (route) => route.peer.source === 'external' && isSameRoute(route, incumbent),
  );
  return standing.length === 0 ? routes : standing;
}

function compareIdentifiers(one: ReferenceRoute, other: ReferenceRoute): number {
  return compareAddresses(
    one.attributes.originatorId ?? one.peer.bgpIdentifier,
    other.attributes.originatorId ?? other.peer.bgpIdentifier,
  );
}

function compareClusterListLengths(one: ReferenceRoute, other: ReferenceRoute): number {
  return (one.attributes.clusterList ?? []).length - (other.attributes.clusterList ?? []).length;
}

function comparePeers(one: ReferenceRoute, other: ReferenceRoute): number {
  return compareAddresses(one.peer.address, other.peer.address) || one.pathIdentifier - other.pathIdentifier;
}

/** AS_SET counts one, confederation segments nothing (RFC 4271, section 9.1.2.2 a; RFC 5065, section 5.3). */
function lengthOf(asPath: AsPath): number {
  let length = 0;
  for (const segment of asPath) {
    if (segment.type === 'AS_SEQUENCE') length += segment.asNumbers.length;
    if (segment.type === 'AS_SET') length += 1;
  }
  return length;
}

/** A path that is empty or begins with a set was made within this AS (RFC 4271, section 9.1.2.2 c). */
function neighborAsOf(route: ReferenceRoute): number | 'local AS' {
  const first = (route.attributes.asPath ?? []).find(
    (segment) => segment.type === 'AS_SEQUENCE' || segment.type === 'AS_SET',
  );
  return first?.type === 'AS_SEQUENCE' ? first.asNumbers[0] : 'local AS';
}
