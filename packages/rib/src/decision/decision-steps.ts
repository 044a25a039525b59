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

/** The steps up to the point where what is as good as the best one may share its load. */
export const stepsBeforeEqualCost: readonly DecisionStep[] = [
  longLivedStale,
  weight,
  localPreference,
  locallyOriginated,
  accumulatedIgpMetric,
  asPathLength,
  origin,
  multiExitDisc,
  externalOverInternal,
  interiorCost,
  equalCostClusterLength,
  pathStaleness,
];

/** The steps that choose one of what is left. */
export const tieBreakers: readonly DecisionStep[] = [
  oldestExternal,
  bgpIdentifier,
  clusterListLength,
  locallyConfigured,
  peerAddress,
  pathIdentifier,
];
