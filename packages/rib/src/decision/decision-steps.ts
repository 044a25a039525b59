import type { DecisionStep } from './decision-step.ts';
import { asPathLength } from './steps/as-path-length.ts';
import { bgpIdentifier } from './steps/bgp-identifier.ts';
import { clusterListLength } from './steps/cluster-list-length.ts';
import { externalOverInternal } from './steps/external-over-internal.ts';
import { interiorCost } from './steps/interior-cost.ts';
import { localPreference } from './steps/local-preference.ts';
import { locallyOriginated } from './steps/locally-originated.ts';
import { multiExitDisc } from './steps/multi-exit-disc.ts';
import { oldestExternal } from './steps/oldest-external.ts';
import { origin } from './steps/origin.ts';
import { peerAddress } from './steps/peer-address.ts';
import { weight } from './steps/weight.ts';

/** The steps up to the point where what is left may share the load. */
export const stepsBeforeEqualCost: readonly DecisionStep[] = [
  weight,
  localPreference,
  locallyOriginated,
  asPathLength,
  origin,
  multiExitDisc,
  externalOverInternal,
  interiorCost,
];

/** The steps that choose one of what is left. */
export const tieBreakers: readonly DecisionStep[] = [
  oldestExternal,
  bgpIdentifier,
  clusterListLength,
  peerAddress,
];
