import { didYouMean } from '@bgpeer/config';
import type { WordMatch } from './match-words.ts';

type Misunderstanding = Exclude<WordMatch<never>, { readonly outcome: 'match' }>;

/** What FRR says about words that it cannot follow, and what could stand there instead. */
export function complaintAbout(
  { outcome, place, expected }: Misunderstanding,
  words: readonly string[],
): string[] {
  const asked = words.join(' ');
  switch (outcome) {
    case 'unknown':
      return [`% Unknown command: ${asked}`, ...insteadOf(words[place], expected)];
    case 'incomplete':
      return [`% Command incomplete: ${asked}`, `  next comes ${expected.join(', ')}`];
    case 'ambiguous':
      return [`% Ambiguous command: ${asked}`, `  ${words[place]} may be ${expected.join(', ')}`];
  }
}

function insteadOf(word: string, expected: readonly string[]): string[] {
  const literals = expected.filter((each) => each !== each.toUpperCase());
  const nearest = didYouMean(word, literals);
  if (nearest !== undefined) return [`  did you mean ${nearest} instead of ${word}?`];
  if (expected.length === 0) return [`  nothing may stand in place of ${word}`];
  return [`  in place of ${word} may stand ${expected.join(', ')}`];
}
