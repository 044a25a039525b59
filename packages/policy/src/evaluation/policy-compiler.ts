import type { CompiledLists } from '../lists/compiled-lists.ts';
import type { PrefixQuestions } from './prefix-questions.ts';

/** What of its surroundings, beside the route itself, the verdict of a policy can hang on. */
export type ContextUse =
  /** `learnedFrom` and `sourceProtocol`. */
  | 'source'
  /** `peerAddress` and `localAddress`. */
  | 'session'
  /** `equalCostCount`, `linkBandwidthSum` and `interiorCost`. */
  | 'selection';

/** What clauses are compiled with: the lists they name, and where they say what the policy needs to know. */
export interface PolicyCompiler {
  readonly lists: CompiledLists;
  readonly questions: PrefixQuestions;
  readonly uses: Set<ContextUse>;
}
