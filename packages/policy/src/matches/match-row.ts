import type { PolicyReference } from '../definitions/policy-reference.ts';
import type { MatchCondition } from '../definitions/route-map-definition.ts';
import type { ContextUse, PolicyCompiler } from '../evaluation/policy-compiler.ts';
import type { RouteInPolicy } from '../evaluation/route-in-policy.ts';

export type MatchKind = MatchCondition['match'];

export type ConditionOf<Kind extends MatchKind> = Extract<MatchCondition, { readonly match: Kind }>;

/** A condition, ready to be asked. */
export interface CompiledMatch {
  holds(route: RouteInPolicy): boolean;
  /** What of the route decided, for people: `65000:1`, `seq 5 permit 65000:1`. */
  reason(route: RouteInPolicy): string;
}

/** How a kind of condition is written and asked. */
export interface MatchRow<Condition extends MatchCondition = MatchCondition> {
  /** FRR's words behind `match`. */
  words(condition: Condition): string;
  /** The list that it names. */
  reference?(condition: Condition): PolicyReference;
  readonly use?: ContextUse;
  compile(condition: Condition, compiler: PolicyCompiler): CompiledMatch;
}

/** `ip` or `ipv6`, as FRR's words have it. */
export function familyWord(family: 'ipv4-unicast' | 'ipv6-unicast'): 'ip' | 'ipv6' {
  return family === 'ipv4-unicast' ? 'ip' : 'ipv6';
}
