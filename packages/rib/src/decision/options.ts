/** The switches of the decision process (`bgp bestpath …`). */
export interface DecisionOptions {
  /** `bgp bestpath as-path multipath-relax`: paths of equal length may share the load, whatever AS they come from. */
  readonly multipathRelax: boolean;
  /** `bgp bestpath as-path multipath-relax as-set`: paths that share the load are advertised as one, with an AS_SET (RFC 9774 advises against). */
  readonly multipathRelaxAsSet: boolean;
  /** `bgp bestpath peer-type multipath-relax`: external and internal routes may share the load. */
  readonly peerTypeMultipathRelax: boolean;
  /** `bgp bestpath compare-routerid`: skip the oldest-external step. */
  readonly compareRouterId: boolean;
  /** `bgp bestpath as-path ignore`. */
  readonly ignoreAsPathLength: boolean;
  /** `no bgp bestpath aigp`: AIGP has no say in the decision, as in FRR unless it is told; RFC 7311, section 4, gives it one. */
  readonly ignoreAccumulatedIgpMetric?: boolean;
  /** `bgp always-compare-med`. */
  readonly alwaysCompareMed: boolean;
  /** `bgp bestpath med missing-as-worst`. */
  readonly missingMedAsWorst: boolean;
  /**
   * `bgp deterministic-med`. The decision process always holds every route against every other, so this changes nothing;
   * it is kept so that a configuration reads back as it was written.
   */
  readonly deterministicMed: boolean;
  /** `bgp bestpath bandwidth …`: what link bandwidths do to the shares of the load (draft-ietf-idr-link-bandwidth). */
  readonly linkBandwidth: LinkBandwidthUse;
}

/**
 * `by-weight`, the default: shares by bandwidth when every route of the set has one, else equal shares. `ignore`: equal
 * shares. `skip-missing`: routes without one carry nothing. `default-weight-for-missing`: they count as weight 1.
 */
export type LinkBandwidthUse = 'by-weight' | 'ignore' | 'skip-missing' | 'default-weight-for-missing';

/** Widths of the equal-cost set, 1 to 256. */
export interface MaximumPaths {
  readonly external: number;
  readonly internal: number;
  /** `maximum-paths ibgp N equal-cluster-length`: only routes with equally long CLUSTER_LISTs share the load. */
  readonly equalClusterLength: boolean;
}
