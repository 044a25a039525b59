import { attributesOf, type DecisionStep, sourceOf } from '../decision-step.ts';
import { clusterListLength } from './cluster-list-length.ts';

/**
 * With `maximum-paths ibgp N equal-cluster-length` the length of CLUSTER_LIST counts as a part of the interior cost of
 * internal routes, so that only equally long ones share the load.
 */
export const equalCostClusterLength: DecisionStep = {
  name: 'equal-cost-cluster-length',
  selectionReason: 'IGP Metric',
  applies: (context) => context.maximumPaths.equalClusterLength,
  comparable: (a, b, context) =>
    sourceOf(a, context).kind === 'internal' && sourceOf(b, context).kind === 'internal',
  compare: (a, b, context) =>
    context.pool.clusterListLength(attributesOf(a, context)) -
    context.pool.clusterListLength(attributesOf(b, context)),
  describe: clusterListLength.describe,
};
