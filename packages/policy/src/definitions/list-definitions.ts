import type { FamilyName } from '@bgpeer/bgp-wire';
import type { PolicyAction, PolicyPlace } from './policy-place.ts';

/** `ip prefix-list NAME seq N permit P ge G le L`, or `ipv6 prefix-list …`. A list of each family may have the same name. */
export interface PrefixListDefinition {
  readonly name: string;
  readonly family: FamilyName;
  readonly entries: readonly PrefixListEntry[];
}

export interface PrefixListEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  /** Canonical text; `any` is `0.0.0.0/0` or `::/0` with `lengthMax` 32 or 128. */
  readonly prefix: string;
  /** `ge`: the least length that matches; without both, the prefix's own length only. */
  readonly lengthMin?: number;
  /** `le`: the greatest length that matches. */
  readonly lengthMax?: number;
  readonly place?: PolicyPlace;
}

/** `access-list NAME permit P [exact-match]`: matches the prefix and everything in it, or itself only. */
export interface AccessListDefinition {
  readonly name: string;
  readonly family: FamilyName;
  readonly entries: readonly AccessListEntry[];
}

export interface AccessListEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  /** Canonical text; `any` is `0.0.0.0/0` or `::/0`. */
  readonly prefix: string;
  readonly isExact: boolean;
  /**
   * `A.B.C.D WILDCARD`: a prefix of any length matches whose address begins with this prefix's bits, so that
   * `10.0.0.0 0.0.255.255` (10.0.0.0/16 here) matches 10.0.0.0/8 too.
   */
  readonly isAnyLength?: boolean;
  readonly place?: PolicyPlace;
}

/** `bgp as-path access-list NAME permit REGEX`. */
export interface AsPathListDefinition {
  readonly name: string;
  readonly entries: readonly AsPathListEntry[];
}

export interface AsPathListEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  /** A POSIX extended regular expression over the AS path's text, with `_` as FRR takes it. */
  readonly regularExpression: string;
  readonly place?: PolicyPlace;
}

/** `bgp community-list`, `bgp large-community-list`, `bgp extcommunity-list`: which of them, the collection says. */
export interface CommunityListDefinition {
  readonly name: string;
  /** `standard` lists communities, `expanded` regular expressions over their text. */
  readonly form: 'standard' | 'expanded';
  readonly entries: readonly CommunityListEntry[];
}

export interface CommunityListEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  /**
   * `standard`: the communities in canonical text (`65000:1`, `no-export`, `65000:1:2`, `rt 65000:1`), all of which a
   * route must carry; none matches every route. `expanded`: one POSIX extended regular expression.
   */
  readonly values: readonly string[];
  readonly place?: PolicyPlace;
}
