import type { DirectionFilters } from './definitions/policy-definitions.ts';
import type { PolicyPlace } from './definitions/policy-place.ts';
import type { PolicyReference } from './definitions/policy-reference.ts';

/** Which definition is meant, and which entry of it. */
export interface PolicySubjectName extends PolicyReference {
  /** Undefined: the definition as a whole. */
  readonly sequence?: number;
}

/** Something that uses policies without being one: a peer, a network, an aggregate. */
export type PolicyUse = {
  /** What uses it, as a problem is to name it: `neighbor 192.0.2.1 route-map IN in`. */
  readonly user: string;
  readonly place?: PolicyPlace;
} & (
  | { readonly filters: DirectionFilters; readonly family: 'ipv4-unicast' | 'ipv6-unicast' }
  | { readonly routeMap: string }
);

/**
 * What is wrong with the policies of a configuration, as data. `in` is the definition at fault, and undefined where a use
 * is; `place` is the line, where there is one.
 */
export type PolicyProblem = {
  readonly in?: PolicySubjectName;
  readonly place?: PolicyPlace;
} /** A definition without a name. */ & (
  | { readonly problem: 'empty-name' }
  /** Two definitions of one kind have the same name. */
  | { readonly problem: 'duplicate-name' }
  /** Two entries have the same sequence number, or the numbers do not ascend. */
  | { readonly problem: 'sequence-order' }
  /** An entry or a use names what is not defined; `user` is the use. */
  | { readonly problem: 'missing'; readonly missing: PolicyReference; readonly user?: string }
  /** Route-maps call each other in a circle; `calls` begins and ends with the same name. */
  | { readonly problem: 'call-loop'; readonly calls: readonly string[] }
  /** `on-match goto` or `continue` names an entry that does not stand behind this one. */
  | { readonly problem: 'goto-backwards'; readonly goTo: number }
  /** Behind this entry none has that number or a greater one. */
  | { readonly problem: 'goto-nowhere'; readonly goTo: number }
  /** A regular expression that is none or goes beyond the bounds; `offset` from 0, `reason` the rest of a sentence about it. */
  | {
      readonly problem: 'regular-expression';
      readonly expression: string;
      readonly offset: number;
      readonly reason: string;
    }
  /** A value of a list that is no prefix of its family, or no community of its kind. */
  | { readonly problem: 'malformed-value'; readonly value: string; readonly expected: string }
  /** `ge` and `le` that are not between the prefix's length and the address's, or the wrong way round. */
  | { readonly problem: 'length-range'; readonly prefix: string; readonly expected: string }
  /** Nobody uses the definition: a note, no fault. */
  | { readonly problem: 'unused' }
);
