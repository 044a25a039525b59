import type { PathAttributes, Prefix } from '@bgpeer/bgp-wire';
import type { PolicyContext, PolicySubject } from '../compiled-policy.ts';

/** A route on its way through a policy: what conditions look at and actions change. */
export interface RouteInPolicy {
  attributes: PathAttributes;
  weight: number;
  tag: number;
  nextHopIsSet: boolean;
  readonly removedMultiExitDisc?: number;
  readonly assumedLocalPreference?: number;
  readonly context: PolicyContext;
  /** For each question that the policy asks of prefixes, 1 where the answer is yes. */
  readonly prefixAnswers: Uint8Array;
  /** Known only when the way is explained. */
  readonly prefix?: Prefix;
}

export function routeInPolicy(
  { attributes, weight, tag = 0, removedMultiExitDisc, assumedLocalPreference }: PolicySubject,
  context: PolicyContext,
  prefixAnswers: Uint8Array,
  prefix?: Prefix,
): RouteInPolicy {
  return {
    attributes,
    weight,
    tag,
    nextHopIsSet: false,
    removedMultiExitDisc,
    assumedLocalPreference,
    context,
    prefixAnswers,
    prefix,
  };
}
