import type { DecisionStep } from './decision-step.ts';
import { accumulatedIgpMetric } from './steps/accumulated-igp-metric.ts';
import { asPathLength } from './steps/as-path-length.ts';
import { bgpIdentifier } from './steps/bgp-identifier.ts';
import { clusterListLength } from './steps/cluster-list-length.ts';
import { equalCostClusterLength } from './steps/equal-cost-cluster-length.ts';
import { externalOverInternal } from './steps/external-over-internal.ts';
import { interiorCost } from './steps/interior-cost.ts';
import { localPreference } from './steps/local-preference.ts';
import { locallyConfigured } from './steps/locally-configured.ts';
import { locallyOriginated } from './steps/locally-originated.ts';
import { longLivedStale } from './steps/long-lived-stale.ts';
import { multiExitDisc } from './steps/multi-exit-disc.ts';
import { oldestExternal } from './steps/oldest-external.ts';
import { origin } from './steps/origin.ts';
import { pathIdentifier } from './steps/path-identifier.ts';
import { pathStaleness } from './steps/path-staleness.ts';
import { peerAddress } from './steps/peer-address.ts';
import { weight } from './steps/weight.ts';

/** The first steps, each of which orders all routes: what is left after them is equal so far. */
export const orderingSteps: readonly DecisionStep[] = [
  longLivedStale,
  weight,
  localPreference,
  locallyOriginated,
  accumulatedIgpMetric,
  asPathLength,
  origin,
];

/** The next ones, at which a route may lose to another than the best one: to share its load it must be as good as that. */
export const stepsHeldAgainstBest: readonly DecisionStep[] = [
  multiExitDisc,
  externalOverInternal,
  interiorCost,
  equalCostClusterLength,
  pathStaleness,
];

/** The steps up to the point where what is as good as the best one may share its load. */
export const stepsBeforeEqualCost: readonly DecisionStep[] = [...orderingSteps, ...stepsHeldAgainstBest];

/** The steps that choose one of what is left. */
export const tieBreakers: readonly DecisionStep[] = [
  oldestExternal,
  bgpIdentifier,
  clusterListLength,
  locallyConfigured,
  peerAddress,
  pathIdentifier,
];
