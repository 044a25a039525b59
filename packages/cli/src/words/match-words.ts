import type { PatternWord } from './pattern.ts';
import { expandPattern } from './pattern.ts';

/** Something that is asked for with words. */
export interface WordForm {
  readonly pattern: string;
}

/** Whether a word can stand for a variable of a pattern. */
export type VariableCheck = (name: string, word: string) => boolean;

export type WordMatch<Form> =
  | {
      readonly outcome: 'match';
      readonly form: Form;
      /** The literal words, whole. */
      readonly literals: ReadonlySet<string>;
      /** What stands for the variables, by name. */
      readonly values: ReadonlyMap<string, string>;
    }
  | {
      readonly outcome: 'unknown' | 'incomplete' | 'ambiguous';
      /** From 0: the word that is not understood, or the one that is wanted behind the last. */
      readonly place: number;
      /** The words that may stand there; what is to be filled in is in capitals. */
      readonly expected: readonly string[];
    };

interface Candidate<Form> {
  readonly form: Form;
  readonly sequence: readonly PatternWord[];
}

/**
 * Finds the form that the words ask for. As in FRR, every literal word may be cut short as long as what is left fits
 * only one of the words that could stand in its place.
 */
export function matchWords<Form extends WordForm>(
  forms: readonly Form[],
  words: readonly string[],
  canBe: VariableCheck,
): WordMatch<Form> {
  let candidates: Candidate<Form>[] = forms.flatMap((form) =>
    expandPattern(form.pattern).map((sequence) => ({ form, sequence })),
  );
  for (const [place, word] of words.entries()) {
    const literals = literalsFor(candidates, place, word);
    if (literals.length > 1) return { outcome: 'ambiguous', place, expected: literals };
    const expected = expectedAt(candidates, place);
    const [literal] = literals;
    candidates = candidates.filter(({ sequence }) => {
      const here = sequence[place];
      if (here === undefined) return false;
      if (here.kind === 'literal') return here.text === literal;
      return literal === undefined && canBe(here.name, word);
    });
    if (candidates.length === 0) return { outcome: 'unknown', place, expected };
  }
  const whole = candidates.find(({ sequence }) => sequence.length === words.length);
  if (whole !== undefined) return matchOf(whole, words);
  return { outcome: 'incomplete', place: words.length, expected: expectedAt(candidates, words.length) };
}

function expectedAt<Form>(candidates: readonly Candidate<Form>[], place: number): string[] {
  const words = new Set<string>();
  for (const { sequence } of candidates) {
    const here = sequence[place];
    if (here !== undefined) words.add(here.kind === 'literal' ? here.text : here.name);
  }
  return [...words];
}

/** The literal words that `word` may mean at a place: itself when it is one, else all that it begins. */
function literalsFor<Form>(candidates: readonly Candidate<Form>[], place: number, word: string): string[] {
  const possible = new Set<string>();
  for (const { sequence } of candidates) {
    const expected = sequence[place];
    if (expected?.kind === 'literal' && expected.text.startsWith(word)) possible.add(expected.text);
  }
  return possible.has(word) ? [word] : [...possible];
}

function matchOf<Form>({ form, sequence }: Candidate<Form>, words: readonly string[]): WordMatch<Form> {
  const literals = new Set<string>();
  const values = new Map<string, string>();
  for (const [place, expected] of sequence.entries()) {
    if (expected.kind === 'literal') literals.add(expected.text);
    else values.set(expected.name, words[place]);
  }
  return { outcome: 'match', form, literals, values };
}
