import {
  compileRegularExpression,
  type RegularExpression,
} from '../regular-expressions/regular-expression.ts';
import { isExpressionProblem } from '../regular-expressions/syntax.ts';

const nothing: RegularExpression = { test: () => false };

/** The expression, or one that fits nothing where the text is none: `checkPolicies` tells the operator. */
export function compileExpressionOrNothing(text: string): RegularExpression {
  const expression = compileRegularExpression(text);
  return isExpressionProblem(expression) ? nothing : expression;
}
