/** The switches of the decision process (`bgp bestpath …`). */
export interface DecisionOptions {
  /** `bgp bestpath as-path multipath-relax`: paths of equal length may share the load, whatever AS they come from. */
  readonly multipathRelax: boolean;
  /** `bgp bestpath compare-routerid`: skip the oldest-external step. */
  readonly compareRouterId: boolean;
  /** `bgp bestpath as-path ignore`. */
  readonly ignoreAsPathLength: boolean;
  /** `bgp always-compare-med`. */
  readonly alwaysCompareMed: boolean;
  /** `bgp bestpath med missing-as-worst`. */
  readonly missingMedAsWorst: boolean;
}
