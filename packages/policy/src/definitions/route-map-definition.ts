import type { FamilyName, IpAddress, LargeCommunity, Origin } from '@bgpeer/bgp-wire';
import type { PolicyAction, PolicyPlace } from './policy-place.ts';

/** `route-map NAME permit|deny SEQ …`. */
export interface RouteMapDefinition {
  readonly name: string;
  /** In the order of their sequence numbers, which are unique. */
  readonly entries: readonly RouteMapEntry[];
}

export interface RouteMapEntry {
  /** 1 to 65,535. */
  readonly sequence: number;
  readonly action: PolicyAction;
  readonly description?: string;
  /** All of them must hold; none holds always. */
  readonly matches: readonly MatchClause[];
  /** Carried out in this order when the entry permits. */
  readonly sets: readonly SetClause[];
  /** `call NAME`: the entry denies what the called route-map denies. */
  readonly call?: string;
  /** `on-match next`, `on-match goto N` or `continue [N]`: where a route goes on that this entry permitted. */
  readonly onMatch?: 'next' | { readonly goTo: number };
  readonly place?: PolicyPlace;
}

/** Something a route-map asks of a route. */
export type MatchClause = MatchCondition & { readonly place?: PolicyPlace };

export type MatchCondition =
  /** `match ip|ipv6 address prefix-list NAME`. */
  | { readonly match: 'prefix-list'; readonly family: FamilyName; readonly list: string }
  /** `match ip|ipv6 address NAME`. */
  | { readonly match: 'access-list'; readonly family: FamilyName; readonly list: string }
  /** `match ip|ipv6 address prefix-len N`. */
  | { readonly match: 'prefix-length'; readonly family: FamilyName; readonly bitLength: number }
  /** `match ip|ipv6 next-hop prefix-list NAME`. */
  | { readonly match: 'next-hop-prefix-list'; readonly family: FamilyName; readonly list: string }
  /** `match ip next-hop NAME`. */
  | { readonly match: 'next-hop-access-list'; readonly family: FamilyName; readonly list: string }
  /** `match ip|ipv6 next-hop address A`. */
  | { readonly match: 'next-hop-address'; readonly address: IpAddress }
  /** `match ip route-source prefix-list NAME`: the peer that it was learned from. */
  | { readonly match: 'route-source-prefix-list'; readonly family: FamilyName; readonly list: string }
  /** `match peer A`; `local` is a route of our own. */
  | { readonly match: 'peer'; readonly peer: IpAddress | 'local' }
  | { readonly match: 'as-path'; readonly list: string }
  /** `match community NAME [exact-match|any]`. */
  | { readonly match: 'community'; readonly list: string; readonly how: 'all' | 'exact' | 'any' }
  | { readonly match: 'large-community'; readonly list: string; readonly how: 'all' | 'exact' | 'any' }
  | { readonly match: 'extended-community'; readonly list: string }
  /** `match metric N`: MULTI_EXIT_DISC. */
  | { readonly match: 'metric'; readonly value: number }
  | { readonly match: 'local-preference'; readonly value: number }
  | { readonly match: 'origin'; readonly origin: Origin }
  | { readonly match: 'source-protocol'; readonly protocol: SourceProtocol }
  | { readonly match: 'tag'; readonly value: number };

/** Where a redistributed route comes from. */
export type SourceProtocol = 'bgp' | 'connected' | 'static' | 'kernel';

/** Something a route-map does to a route. */
export type SetClause = SetAction & { readonly place?: PolicyPlace };

/** A number set outright, or added to or taken from what is there; the result stays within 0 and 4,294,967,295. */
export type NumberChange = { readonly to: number } | { readonly add: number } | { readonly subtract: number };

export type SetAction =
  | { readonly set: 'local-preference'; readonly change: NumberChange }
  /** `set metric`: MULTI_EXIT_DISC. */
  | { readonly set: 'metric'; readonly change: NumberChange }
  | { readonly set: 'weight'; readonly weight: number }
  | { readonly set: 'origin'; readonly origin: Origin }
  | { readonly set: 'as-path-prepend'; readonly asNumbers: readonly number[] }
  /** `set as-path prepend last-as N`: the leftmost AS number N times more. */
  | { readonly set: 'as-path-prepend-last-as'; readonly count: number }
  | { readonly set: 'as-path-exclude'; readonly asNumbers: readonly number[] | 'all' }
  | { readonly set: 'as-path-replace'; readonly asNumber: number | 'any'; readonly by?: number }
  /** `set community … [additive]`. */
  | { readonly set: 'communities'; readonly communities: readonly number[]; readonly additive: boolean }
  | { readonly set: 'no-communities' }
  /** `set comm-list NAME delete`. */
  | { readonly set: 'delete-communities'; readonly list: string }
  | {
      readonly set: 'large-communities';
      readonly communities: readonly LargeCommunity[];
      readonly additive: boolean;
    }
  | { readonly set: 'no-large-communities' }
  | { readonly set: 'delete-large-communities'; readonly list: string }
  /** `set extcommunity rt|soo …`: eight octets each, as 16 hexadecimal digits. */
  | {
      readonly set: 'extended-communities';
      readonly communities: readonly string[];
      readonly additive: boolean;
    }
  | { readonly set: 'no-extended-communities' }
  | { readonly set: 'delete-extended-communities'; readonly list: string }
  /** `set extcommunity bandwidth N|cumulative|num-multipaths`: the number in megabits per second. */
  | {
      readonly set: 'link-bandwidth';
      readonly bandwidth: { readonly megabitsPerSecond: number } | 'cumulative' | 'num-multipaths';
      readonly isTransitive: boolean;
    }
  /** `set ip next-hop A|peer-address|unchanged`, `set ipv6 next-hop global A|peer-address`. */
  | {
      readonly set: 'next-hop';
      readonly family: FamilyName;
      readonly nextHop: IpAddress | 'peer-address' | 'unchanged';
    }
  | { readonly set: 'link-local-next-hop'; readonly nextHop: IpAddress }
  | { readonly set: 'originator-id'; readonly originatorId: IpAddress }
  | { readonly set: 'atomic-aggregate' }
  | { readonly set: 'aggregator'; readonly asNumber: number; readonly address: IpAddress }
  | { readonly set: 'aigp-metric'; readonly metric: number | 'igp-metric' }
  | { readonly set: 'tag'; readonly value: number };
