import { type AsPath, accumulatedIgpMetric, compareAddresses } from '@bgpeer/bgp-wire';
import type { DecisionStepName } from '@bgpeer/rib';
import { isSameRoute, type ReferenceRibOptions, type ReferenceRoute } from './reference-route.ts';

/** One step of the decision process: from the routes still considered to those that stay. */
export interface ReferenceStep {
  readonly name: DecisionStepName;
  /** FRR's words. */
  readonly reason: string;
  keep(
    routes: readonly ReferenceRoute[],
    options: ReferenceRibOptions,
    incumbent: ReferenceRoute | undefined,
  ): readonly ReferenceRoute[];
}

const originRank = { IGP: 0, EGP: 1, INCOMPLETE: 2 } as const;
const multiExitDiscWorst = 4_294_967_295;

/** 0xFFFF0006 (RFC 9494, section 3.2). */
const llgrStale = 4_294_901_766;

/**
 * RFC 4271, section 9.1.2.2, in FRR's order, each step as its sentence says it: those which the members of an equal-cost
 * set must pass as well as the best route does.
 */
export const referenceStepsBeforeEqualCost: readonly ReferenceStep[] = [
  {
    name: 'long-lived-stale',
    reason: 'Path Staleness',
    keep: (routes) =>
      keepLowest(routes, ({ staleness, attributes }) =>
        staleness === 'long-lived-stale' || attributes.communities?.includes(llgrStale) ? 1 : 0,
      ),
  },
  { name: 'weight', reason: 'Weight', keep: (routes) => keepLowest(routes, (route) => -route.weight) },
  {
    name: 'local-preference',
    reason: 'Local Pref',
    keep: (routes, options) =>
      keepLowest(routes, (route) => -(route.attributes.localPref ?? options.defaultLocalPreference)),
  },
  {
    name: 'locally-originated',
    reason: 'Local Route',
    keep: (routes) => keepLowest(routes, (route) => (route.peer.source === 'local' ? 0 : 1)),
  },
  { name: 'accumulated-igp-metric', reason: 'AIGP', keep: keepLowestAccumulatedMetric },
  {
    name: 'as-path-length',
    reason: 'AS Path',
    keep: (routes, options) =>
      options.decision.ignoreAsPathLength
        ? routes
        : keepLowest(routes, (route) => lengthOf(route.attributes.asPath ?? [])),
  },
  {
    name: 'origin',
    reason: 'Origin',
    keep: (routes) => keepLowest(routes, (route) => originRank[route.attributes.origin ?? 'INCOMPLETE']),
  },
  { name: 'multi-exit-disc', reason: 'MED', keep: keepLowestMultiExitDisc },
  {
    name: 'external-over-internal',
    reason: 'Peer Type',
    keep: (routes) => keepLowest(routes, (route) => (route.peer.source === 'internal' ? 1 : 0)),
  },
  {
    name: 'interior-cost',
    reason: 'IGP Metric',
    keep: (routes) => keepLowest(routes, (route) => route.nextHopMetric),
  },
  { name: 'equal-cost-cluster-length', reason: 'IGP Metric', keep: keepShortestClusterListsOfInternal },
  {
    name: 'path-staleness',
    reason: 'Path Staleness',
    keep: (routes) => keepLowest(routes, ({ staleness }) => (staleness === 'fresh' ? 0 : 1)),
  },
];

/** Those that leave one route. */
export const referenceTieBreakers: readonly ReferenceStep[] = [
  { name: 'oldest-external', reason: 'Older Path', keep: keepIncumbent },
  { name: 'bgp-identifier', reason: 'Router ID', keep: (routes) => keepFirst(routes, compareIdentifiers) },
  {
    name: 'cluster-list-length',
    reason: 'Cluster length',
    keep: (routes) => keepLowest(routes, clusterListLengthOf),
  },
  {
    name: 'locally-configured',
    reason: 'Locally configured route',
    keep: (routes) =>
      routes.every((route) => route.peer.source === 'local')
        ? keepLowest(routes, (route) => route.pathIdentifier)
        : routes,
  },
  { name: 'peer-address', reason: 'Neighbor IP', keep: (routes) => keepFirst(routes, comparePeers) },
  // One peer's routes for one prefix differ in nothing but the path identifier: the lowest of them stays.
  {
    name: 'path-identifier',
    reason: 'Nothing left to compare',
    keep: (routes) => keepLowest(routes, (route) => route.pathIdentifier),
  },
];

/** How an equal-cost set that is too wide is cut: by next hop, then by peer. */
export function compareToFill(one: ReferenceRoute, other: ReferenceRoute): number {
  return (
    compareAddresses(one.attributes.nextHop ?? '0.0.0.0', other.attributes.nextHop ?? '0.0.0.0') ||
    comparePeers(one, other) ||
    one.pathIdentifier - other.pathIdentifier
  );
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

/** RFC 7311, section 4.1: routes without AIGP go when some have it, then those that are not nearest. */
function keepLowestAccumulatedMetric(
  routes: readonly ReferenceRoute[],
  options: ReferenceRibOptions,
): readonly ReferenceRoute[] {
  if (options.decision.ignoreAccumulatedIgpMetric) return routes;
  const costOf = ({ attributes, nextHopMetric }: ReferenceRoute): bigint | undefined => {
    const metric = attributes.aigp && accumulatedIgpMetric(attributes.aigp);
    return metric === undefined ? undefined : metric + BigInt(nextHopMetric);
  };
  if (routes.every((route) => costOf(route) === undefined)) return routes;
  const carriers = routes.filter((route) => costOf(route) !== undefined);
  return carriers.filter((route) => carriers.every((other) => costOf(route)! <= costOf(other)!));
}

/** An internal route goes when another internal one has passed fewer reflectors, if so configured. */
function keepShortestClusterListsOfInternal(
  routes: readonly ReferenceRoute[],
  options: ReferenceRibOptions,
): readonly ReferenceRoute[] {
  if (!options.maximumPaths.equalClusterLength) return routes;
  const isInternal = (route: ReferenceRoute): boolean => route.peer.source === 'internal';
  const shortest = Math.min(...routes.filter(isInternal).map(clusterListLengthOf));
  return routes.filter((route) => !isInternal(route) || clusterListLengthOf(route) === shortest);
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

function clusterListLengthOf({ attributes }: ReferenceRoute): number {
  return (attributes.clusterList ?? []).length;
}

function comparePeers(one: ReferenceRoute, other: ReferenceRoute): number {
  return compareAddresses(one.peer.address, other.peer.address);
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
