import { type PolicyDecision, policyDecisionText } from '@bgpeer/policy';
import type { DecisionStepName, IneligibleReason, RouteExplanation } from '@bgpeer/rib';

/** The steps of the decision process in words. */
export const stepNames: Readonly<Record<DecisionStepName, string>> = {
  'long-lived-stale': 'LLGR staleness',
  weight: 'weight',
  'local-preference': 'local preference',
  'locally-originated': 'locally originated',
  'accumulated-igp-metric': 'AIGP',
  'as-path-length': 'AS_PATH length',
  origin: 'origin',
  'multi-exit-disc': 'MED',
  'external-over-internal': 'external over internal',
  'interior-cost': 'interior cost of the next hop',
  'equal-cost-cluster-length': 'equal CLUSTER_LIST length',
  'path-staleness': 'path staleness',
  'oldest-external': 'oldest external route',
  'bgp-identifier': 'BGP Identifier',
  'cluster-list-length': 'CLUSTER_LIST length',
  'locally-configured': 'order of our own routes',
  'peer-address': 'peer address',
  'path-identifier': 'path identifier',
};

const ineligibleTexts: Readonly<Record<IneligibleReason, string>> = {
  'next-hop-unreachable': 'its next hop cannot be reached',
  'as-loop': 'our own AS is in its AS_PATH',
  'next-hop-is-ours': 'its next hop is our own address',
  'originator-loop': 'we are its originator (ORIGINATOR_ID)',
  'cluster-loop': 'our own cluster is in its CLUSTER_LIST',
  'denied-by-policy': 'the import policy denies it',
  'first-as-missing': "the peer's own AS does not stand first in its AS_PATH (enforce-first-as)",
  'route-leak': 'its OTC attribute says that it came here by a route leak (RFC 9234)',
  'attributes-too-long': 'with what import put in, its attributes are longer than attributes can be',
};

/** Why a route takes no part in the decision; `decidedBy` is what a policy said of it, where one was asked. */
export function ineligibleText(reason: IneligibleReason, decidedBy?: PolicyDecision): string {
  if (reason !== 'denied-by-policy' || decidedBy === undefined) return ineligibleTexts[reason];
  const by = policyDecisionText(decidedBy);
  return decidedBy.kind === 'RFC 8212' ? by : `${ineligibleTexts[reason]}: ${by}`;
}

/**
 * An explanation as one sentence without a full stop; `nameOf` says where the route at a place came from, `decidedBy` what
 * a policy said of it, where one was asked.
 */
export function explanationText(
  explanation: RouteExplanation,
  nameOf: (place: number) => string,
  decidedBy?: PolicyDecision,
): string {
  switch (explanation.outcome) {
    case 'best':
      return 'best route';
    case 'multipath':
      return `lost at ${stepNames[explanation.step]} to the route from ${nameOf(explanation.removedBy)}, and shares its load`;
    case 'removed': {
      const { step, removedBy, detail, notMultipath } = explanation;
      const lost = `lost at ${stepNames[step]} to the route from ${nameOf(removedBy)}: ${detail}`;
      return notMultipath === undefined ? lost : `${lost}; shares no load: ${notMultipath}`;
    }
    case 'ineligible':
      return `takes no part in the decision: ${ineligibleText(explanation.reason, decidedBy)}`;
  }
}
