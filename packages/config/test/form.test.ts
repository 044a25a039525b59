import { describe, expect, test } from 'vitest';
import { readForm } from '../src/frr/form.ts';
import { matchForm, wordsOf } from '../src/frr/match-form.ts';

const form = readForm('limit (1-10) [{(1-100)|to NAME|how <fast|slow>|quietly}]');

/** What a line says in this form. */
function readingOf(line: string) {
  const match = matchForm(form, wordsOf(line), line, false);
  return (
    match && {
      values: match.values,
      options: Object.fromEntries(match.options),
      wrong: match.wrong.map(({ word }) => word),
    }
  );
}

describe('options in any order', () => {
  test.each([
    ['limit 5', {}],
    ['limit 5 quietly', { quietly: '' }],
    ['limit 5 to NOON how slow 20', { to: 'NOON', how: 'slow', '(1-100)': '20' }],
    ['limit 5 20 how fast quietly to NOON', { to: 'NOON', how: 'fast', '(1-100)': '20', quietly: '' }],
  ])('%s', (line, options) => {
    expect(readingOf(line)).toEqual({ values: ['5'], options, wrong: [] });
  });

  test('a value out of range, or a word of no option, is wrong', () => {
    expect(readingOf('limit 5 101')?.wrong).toEqual(['101']);
    expect(readingOf('limit 5 quitely')?.wrong).toEqual(['quitely']);
  });

  test('an option stands once, and needs its value', () => {
    expect(readingOf('limit 5 quietly quietly')?.wrong).toEqual(['quietly']);
    expect(readingOf('limit 5 1 quietly quietly')).toBeUndefined();
    expect(readingOf('limit 5 to')).toBeUndefined();
  });
});
