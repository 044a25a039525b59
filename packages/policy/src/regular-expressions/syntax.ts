import type { CharacterSet } from './character-set.ts';

/** A place between two characters that an expression may ask for. */
export type Assertion = 'start' | 'end' | 'word-boundary' | 'not-word-boundary' | 'word-start' | 'word-end';

/** A regular expression, read. */
export type ExpressionNode =
  | { readonly kind: 'character'; readonly set: CharacterSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly ExpressionNode[] }
  | { readonly kind: 'alternatives'; readonly choices: readonly ExpressionNode[] }
  | {
      readonly kind: 'repetition';
      readonly of: ExpressionNode;
      readonly countMin: number;
      /** Undefined: as often as there is something. */
      readonly countMax: number | undefined;
    };

/** Why an expression is not taken. */
export interface ExpressionProblem {
  /** Where in the expression, from 0. */
  readonly offset: number;
  /** What is wrong there, as the rest of a sentence about the expression. */
  readonly reason: string;
}

/** Whether a reading failed. */
export function isExpressionProblem<Value extends object>(
  read: Value | ExpressionProblem,
): read is ExpressionProblem {
  return 'reason' in read;
}
