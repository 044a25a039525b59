import { attributesOf, type DecisionStep } from '../decision-step.ts';

/** The shorter CLUSTER_LIST (RFC 4456, section 9). */
export const clusterListLength: DecisionStep = {
  name: 'cluster-list-length',
  selectionReason: 'Cluster length',
  compare: (a, b, context) =>
    context.pool.clusterListLength(attributesOf(a, context)) -
    context.pool.clusterListLength(attributesOf(b, context)),
  describe: (route, context) =>
    `CLUSTER_LIST length ${context.pool.clusterListLength(attributesOf(route, context))}`,
};
