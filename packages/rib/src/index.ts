export { AdjRibOut, type AdvertisementVisitor } from './adj-rib-out.ts';
export { AdjRibOutSubgroup } from './adj-rib-out-subgroup.ts';
export { AttributePool, type AttributesId } from './attribute-pool.ts';
export type { DecisionContext, DecisionStep } from './decision/decision-step.ts';
export { stepsBeforeEqualCost, tieBreakers } from './decision/decision-steps.ts';
export type { PrefixExplanation } from './decision/explain.ts';
export type { ConsideredRoute, StepExplanation } from './decision/explain-steps.ts';
export type {
  DecisionStepName,
  IneligibleReason,
  LoadSharing,
  RouteExplanation,
} from './decision/explanation.ts';
export type { RouteWeight } from './decision/load-weights.ts';
export type { DecisionOptions, LinkBandwidthUse, MaximumPaths } from './decision/options.ts';
export { FamilyRib, type FamilyRibOptions } from './family-rib.ts';
export { type NextHopId, NextHopTable } from './next-hop-table.ts';
export { PathSlots, type SlotId, type SlotUser } from './path-slots.ts';
export { none, type PrefixId, PrefixIndex } from './prefix-index.ts';
export {
  localPeer,
  type PeerNumber,
  type RouteSource,
  type SourceId,
  SourceTable,
  type Staleness,
} from './route-source.ts';
export {
  ineligibleCode,
  ineligibleReasons,
  type RouteChange,
  type RouteId,
  RouteTable,
} from './route-table.ts';
