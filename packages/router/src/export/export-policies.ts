import type { CompiledPolicy } from '@bgpeer/policy';

/** The policies that a group asks, ready for use; which ones they are stands in its options by fingerprint. */
export interface ExportPolicies {
  /** The filters on what is advertised; undefined lets everything pass. */
  readonly attached?: CompiledPolicy;
  /** The `filter-list` by itself, where the policy would see another path than the one that it is to judge, as in FRR. */
  readonly filterList?: CompiledPolicy;
  /** Of what an aggregate suppresses, this lets pass what it permits. */
  readonly unsuppress?: CompiledPolicy;
  /** The lists without the route-map, in whose place the `unsuppress-map` is asked. */
  readonly lists?: CompiledPolicy;
  /** The default route is advertised as long as this permits some selected route. */
  readonly defaultOriginate?: CompiledPolicy;
}
