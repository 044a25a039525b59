import type { FamilyName, IpAddress, PathAttributes, Prefix } from '@bgpeer/bgp-wire';
import type { DirectionFilters } from './definitions/policy-definitions.ts';
import type { PolicyPlace } from './definitions/policy-place.ts';
import type { SourceProtocol } from './definitions/route-map-definition.ts';

/** A route as a policy sees it, without its prefix. */
export interface PolicySubject {
  readonly attributes: PathAttributes;
  /** FRR's weight, 0 to 65,535. */
  readonly weight: number;
  /** `set tag` and `match tag`; 0 where there is none. */
  readonly tag?: number;
  /** What `match metric` sees while the route has no MULTI_EXIT_DISC: the one that was taken off on its way to an external peer. */
  readonly removedMultiExitDisc?: number;
  /** What a route without LOCAL_PREF counts as having; 0 when left out. */
  readonly assumedLocalPreference?: number;
}

/** Where the route comes from and where it goes. */
export interface PolicyContext {
  /** The peer that the route was learned from; undefined for a route of our own. */
  readonly learnedFrom?: IpAddress;
  /** `bgp` when left out. */
  readonly sourceProtocol?: SourceProtocol;
  /** The peer at the other end of the session (`set ip next-hop peer-address`). */
  readonly peerAddress?: IpAddress;
  /** Our own address towards that peer: what `peer-address` means on the way out. */
  readonly localAddress?: IpAddress;
  /** Our own AS number towards that peer, which `set as-path replace N` and link bandwidths take: policies expect to be told. */
  readonly localAsNumber?: number;
  /** How many routes share the load, for link-bandwidth `num-multipaths`, which does nothing without it. */
  readonly equalCostCount?: number;
  /** The sum of the link bandwidths of those routes, in octets per second, for link-bandwidth `cumulative`: likewise. */
  readonly linkBandwidthSum?: number;
  /** The interior cost to the next hop, for `set aigp-metric igp-metric`. */
  readonly interiorCost?: number;
}

/** What decided: the line, list or route-map entry, by name. */
export type PolicyDecision =
  | { readonly kind: 'no-policy'; readonly why: 'internal-session' | 'policy-not-required' }
  | { readonly kind: 'RFC 8212' }
  /** A policy without any filter. */
  | { readonly kind: 'permit-all' }
  | {
      readonly kind: 'list';
      readonly list: 'distribute-list' | 'prefix-list' | 'filter-list';
      readonly name: string;
      /**
       * Undefined: no entry matched, which denies; or the list looks at prefixes and the prefix is not known: only `explain`
       * with the prefix names the entry then.
       */
      readonly sequence?: number;
      readonly place?: PolicyPlace;
    }
  | {
      readonly kind: 'route-map';
      readonly name: string;
      /** Undefined: no entry matched, which denies. */
      readonly sequence?: number;
      readonly place?: PolicyPlace;
    };

/** What a policy makes of a route. */
export interface PolicyVerdict {
  readonly permitted: boolean;
  /** As the policy leaves them; as they were when it does not permit. */
  readonly attributes: PathAttributes;
  readonly weight: number;
  readonly tag: number;
  /** The next hop was set, or ordered to stay as it is, so that the export path must not put our own address there. */
  readonly nextHopIsSet: boolean;
  readonly decidedBy: PolicyDecision;
}

/** One step on a route's way through a policy, for people. */
export interface PolicyStep {
  /** How deep in `call`s, from 0. */
  readonly depth: number;
  /** `route-map IN permit 10`, `match community CUSTOMERS: 65000:1 matches seq 5 permit 65000:1`, `set local-preference 200`. */
  readonly text: string;
  readonly outcome: 'matched' | 'not-matched' | 'set' | 'permitted' | 'denied' | 'continued';
  readonly place?: PolicyPlace;
}

/** A verdict and the way to it. */
export interface PolicyExplanation {
  readonly verdict: PolicyVerdict;
  readonly steps: readonly PolicyStep[];
}

/** The filters of one direction, ready to be asked many times. */
export interface CompiledPolicy {
  /** Equal for policies that treat every route alike: made of what the definitions say, not of their places. */
  readonly fingerprint: string;
  /** The verdict can hang on the prefix; else `prefixClass` is always 0. */
  readonly looksAtPrefixes: boolean;
  /** The verdict can hang on `learnedFrom` or `sourceProtocol`. */
  readonly looksAtSource: boolean;
  /** The verdict can hang on `peerAddress` or `localAddress`. */
  readonly looksAtSession: boolean;
  /** The verdict can hang on `equalCostCount`, `linkBandwidthSum` or `interiorCost`. */
  readonly looksAtSelection: boolean;
  /**
   * A small number from 0 for everything that the policy wants to know of a prefix: prefixes of one class are treated alike.
   * Always 0 for a policy that does not look at prefixes. The address stands in network order from `offset` on.
   */
  prefixClass(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): number;
  /** The verdict for a route of a prefix of this class; the same arguments give the same verdict. */
  evaluate(prefixClass: number, subject: PolicySubject, context: PolicyContext): PolicyVerdict;
  /** The same, with every step of the way; with the prefix itself also the entries of lists of prefixes. */
  explain(
    prefixClass: number,
    subject: PolicySubject,
    context: PolicyContext,
    prefix?: Prefix,
  ): PolicyExplanation;
}

/** Every policy of a configuration, compiled. */
export interface PolicySet {
  /** The filters of one direction; the same object for equal filters. */
  filters(filters: DirectionFilters): CompiledPolicy;
  /** A route-map by itself (`redistribute … route-map`, `default-originate route-map`, `unsuppress-map`). */
  routeMap(name: string): CompiledPolicy;
}
