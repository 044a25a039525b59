import { expect, test } from 'vitest';
import { functionBodies, withoutComments, withoutCommentsAndTexts } from './source-text.ts';

test('comments go, texts stay, and lines stay where they are', () => {
  const code = withoutComments("const one = 'a // b'; // two\n/* three\n */ const four = 4;");
  expect(code).toBe("const one = 'a // b';       \n        \n    const four = 4;");
});

test('texts, templates and regular expressions go, what is computed inside a template stays', () => {
  const code = withoutCommentsAndTexts(['f(`a $', '{b({ c: `d` })} e`, /[/"]x/g, "y", 6 / 2 / 1)'].join(''));
  expect(code.replace(/ +/g, ' ')).toBe('f( b({ c: }) , , , 6 / 2 / 1)');
});

test('functions are measured, blocks are not', () => {
  const code = [
    'function one(a: number): { b: number } {',
    '  if (a > 0) {',
    '  }',
    '}',
    'const two = () => {',
    '};',
    'class Three {',
    '  four(b = (1)): void {',
    '  }',
    '}',
  ].join('\n');
  expect(functionBodies(code)).toEqual([
    { line: 1, lineCount: 4 },
    { line: 5, lineCount: 2 },
    { line: 8, lineCount: 2 },
  ]);
});
