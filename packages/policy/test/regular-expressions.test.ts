import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRegularExpression } from '../src/regular-expressions/regular-expression.ts';
import { isExpressionProblem } from '../src/regular-expressions/syntax.ts';

function fits(expression: string, text: string): boolean {
  const compiled = compileRegularExpression(expression);
  if (isExpressionProblem(compiled)) throw new Error(`${expression}: ${compiled.reason}`);
  return compiled.test(text);
}

function problemOf(expression: string) {
  const compiled = compileRegularExpression(expression);
  return isExpressionProblem(compiled) ? compiled : undefined;
}

test.each([
  ['^65001_', '65001 65002', true],
  ['^65001_', '650012', false],
  ['_65002_', '65001 65002 65003', true],
  ['_65002_', '65001 65002', true],
  ['_65002_', '65001 165002', false],
  ['_65002_', '65001 {65002,65003}', true],
  ['_65002_', '(65002 65003) 1', true],
  ['^$', '', true],
  ['^$', '1', false],
  ['.*', '', true],
  ['^65001( 65001)*$', '65001 65001 65001', true],
  ['^65001( 65001)*$', '65001 65002', false],
  ['^[0-9]+$', '65001', true],
  ['^[0-9]+$', '65001 2', false],
  ['^([0-9]+ ){2}[0-9]+$', '1 2 3', true],
  ['^([0-9]+ ){2}[0-9]+$', '1 2 3 4', false],
  ['^6500{2,3}1$', '650001', true],
  ['\\{1,2\\}', '65001 {1,2}', true],
  ['[]x]', ']', true],
  ['[^]x]', 'x]', false],
  ['[[:digit:]]{3}', '12', false],
  ['[a-]', '-', true],
  ['a|', 'zzz', true],
  ['()', '', true],
  ['a)', 'a)', true],
  ['a^b', 'a^b', false],
  ['\\.', 'a', false],
  ['\\<65001\\>', '1 65001 2', true],
  ['\\<5001\\>', '1 65001 2', false],
  ['\\w\\W\\w', '1 2', true],
  ['(^|,)1', '2,1', true],
  ['a{,2}b', 'b', true],
  ['(a*)+$', 'b', true],
  ['[[.a.]]', 'a', true],
] as const)('%j in %j: %j', (expression, text, expected) => {
  expect(fits(expression, text)).toBe(expected);
});

test.each([
  ['(65001', 0, 'has a "(" that is never closed'],
  ['65001[0-9', 5, 'has a "[" that is never closed'],
  ['*65001', 0, 'has "*" where there is nothing to repeat'],
  ['1|+', 2, 'has "+" where there is nothing to repeat'],
  ['^*', 1, 'has "*" where there is nothing to repeat'],
  ['(a)\\1', 3, 'has the back-reference "\\1", which is not supported'],
  ['_65001_(', 7, 'has a "(" that is never closed'],
  ['65001\\', 5, 'ends in a backslash'],
  ['1{2,1}', 1, 'repeats something at least 2 and at most 1 times'],
  ['1{256}', 1, 'repeats something more than 255 times'],
  ['1{', 1, 'has a "{" without the counts of a repetition; a brace itself is "\\{"'],
  ['[z-a]', 1, 'has a range of characters that ends before it begins'],
  ['[[:digits:]]', 1, 'has "[:digits:]", which is no class of characters'],
  ['((1{255}){255}){255}', 0, 'needs more than 10000 states'],
] as const)('%j is no expression, at %i', (expression, offset, reason) => {
  expect(problemOf(expression)).toEqual({ offset, reason });
});

test.each([
  ['1'.repeat(4_001), 4_000, 'has more than 4000 characters'],
  ['('.repeat(101) + ')'.repeat(101), 100, 'has more than 100 groups within each other'],
] as const)('beyond the bounds: %#', (expression, offset, reason) => {
  expect(problemOf(expression)).toEqual({ offset, reason });
});

test('what is written within the bounds is taken', () => {
  expect(fits(`^(${Array.from({ length: 600 }, (_, index) => 64_512 + index).join('|')})$`, '64777')).toBe(
    true,
  );
  expect(fits(`${'('.repeat(100)}1${')'.repeat(100)}`, '1')).toBe(true);
});

const literal = fc.constantFrom('0', '1', 'a', 'b', ' ', ',', '\\.', '\\(', '\\{');
const atom = fc.oneof(literal, fc.constantFrom('.', '[01]', '[^a ]', '[0-9]', '[[:alpha:]]'));

/** Expressions that POSIX and JavaScript read alike, as both write them. */
const { expression } = fc.letrec<{ expression: string; sequence: string; part: string }>((tie) => ({
  expression: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((choices) => choices.join('|')),
  sequence: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{1,}'))
      .map((pair) => pair.join('')),
    fc.constantFrom('^', '$'),
    fc
      .tuple(tie('expression'), fc.constantFrom('', '*', '+', '?', '{0,2}'))
      .map(([inner, repetition]) => `(${inner})${repetition}`),
  ),
}));

const path = fc.string({ unit: fc.constantFrom('0', '1', 'a', 'b', ' ', ',', '.'), maxLength: 12 });

test('expressions fit what JavaScript says they fit', () => {
  fc.assert(
    fc.property(
      expression.filter(({ length }) => length <= 100),
      path,
      (written, text) => {
        const inJavaScript = new RegExp(written.replaceAll('[[:alpha:]]', '[a-z]'));
        expect(fits(written, text)).toBe(inJavaScript.test(text));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('any text is an expression or says where it is none', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'()[]{}*+?|^$\\_,.:=-019a') }), (text) => {
      const problem = problemOf(text);
      if (problem === undefined) fits(text, '65001 65002');
      else expect(problem.offset).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['(a*)*b', '(a|a)*b', '(a*a*)*b', '(a?){60}a{60}b'])('%s takes linear time', (expression) => {
  expect(fits(expression, 'a'.repeat(20_000))).toBe(false);
});
