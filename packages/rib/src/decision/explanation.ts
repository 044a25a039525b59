/**
 * The steps of the decision process by name, in FRR's order. Each removes routes from consideration
 * (RFC 4271, section 9.1.2.2); what is as good as the best one through `path-staleness` may share the load.
 */
export type DecisionStepName =
  | 'long-lived-stale'
  | 'weight'
  | 'local-preference'
  | 'locally-originated'
  | 'accumulated-igp-metric'
  | 'as-path-length'
  | 'origin'
  | 'multi-exit-disc'
  | 'external-over-internal'
  | 'interior-cost'
  | 'equal-cost-cluster-length'
  | 'path-staleness'
  | 'oldest-external'
  | 'bgp-identifier'
  | 'cluster-list-length'
  | 'locally-configured'
  | 'peer-address'
  | 'path-identifier';

/** Why a route takes no part in the decision at all. */
export type IneligibleReason =
  | 'next-hop-unreachable'
  | 'as-loop'
  | 'next-hop-is-ours'
  | 'originator-loop'
  | 'cluster-loop'
  | 'denied-by-policy'
  /** The peer's own AS does not stand first in AS_PATH (RFC 4271, section 6.3). */
  | 'first-as-missing'
  /** By the OTC attribute it came where it should never have come (RFC 9234, section 5). */
  | 'route-leak'
  /** With what import put in, they fit no attribute any more (RFC 4271, section 4.3). */
  | 'attributes-too-long';

/** What the decision process says of one route of a prefix; indices are places in the list of routes it was given. */
export type RouteExplanation =
  | { readonly outcome: 'best' }
  /** In the equal-cost set beside the best route, which won at `step`. */
  | { readonly outcome: 'multipath'; readonly step: DecisionStepName; readonly removedBy: number }
  | {
      readonly outcome: 'removed';
      readonly step: DecisionStepName;
      readonly removedBy: number;
      /** The two values compared, in words: `local preference 100, the other has 200`. */
      readonly detail: string;
      /** Set when it is as good as the best one through `path-staleness`, yet not in the equal-cost set: why. */
      readonly notMultipath?: string;
    }
  | { readonly outcome: 'ineligible'; readonly reason: IneligibleReason };

/** Whether a route shares the load of its prefix; the best one always does. */
export type LoadSharing =
  | { readonly shares: true }
  /** Worse than the best one at this step; both values in words. */
  | {
      readonly shares: false;
      readonly obstacle: 'step';
      readonly step: DecisionStepName;
      readonly text: string;
    }
  /** As good as the best one, but it may not stand beside it, or the set is full. */
  | { readonly shares: false; readonly obstacle: 'rule'; readonly text: string }
  | { readonly shares: false; readonly obstacle: 'ineligible'; readonly text: string };
