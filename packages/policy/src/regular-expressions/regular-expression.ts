import { buildAutomaton, stateCountMax } from './build-automaton.ts';
import { parseExpression } from './parse-expression.ts';
import type { ExpressionProblem } from './syntax.ts';
import { isExpressionProblem } from './syntax.ts';

/** The most characters of an expression: what fits into a line of an frr.conf. */
export const expressionLengthMax = 4_000;

/** What FRR makes of `_`: a place where an AS number begins or ends. */
const delimiter = '(^|[,{}() ]|$)';

/** A regular expression, ready to be looked for in texts. */
export interface RegularExpression {
  /** Whether it fits some part of the text; the time is bounded by the length of the text and of the expression. */
  test(text: string): boolean;
}

/**
 * Compiles a POSIX extended regular expression as FRR takes it in `as-path access-list` and expanded community lists:
 * every `_` stands for the beginning, the end or one of `,{}() `.
 */
export function compileRegularExpression(text: string): RegularExpression | ExpressionProblem {
  if (text.length > expressionLengthMax) {
    return { offset: expressionLengthMax, reason: `has more than ${expressionLengthMax} characters` };
  }
  const expression = parseExpression(text.replaceAll('_', delimiter));
  if (isExpressionProblem(expression)) {
    return { offset: offsetAsWritten(text, expression.offset), reason: expression.reason };
  }
  const automaton = buildAutomaton(expression);
  return automaton ?? { offset: 0, reason: `needs more than ${stateCountMax} states` };
}

/** Where something stands in the text as it was written, from where it stands with every `_` replaced. */
function offsetAsWritten(text: string, offset: number): number {
  let left = offset;
  for (let index = 0; index < text.length; index++) {
    left -= text[index] === '_' ? delimiter.length : 1;
    if (left < 0) return index;
  }
  return text.length;
}
