import type { Form, FormOption, FormPart } from './form.ts';
import { expectedAt, readValue } from './form-values.ts';

/** A word of a line and where it begins, so that the rest of a line can be taken as it was written. */
export type Word = { readonly text: string; readonly offset: number };

/** A word at a place that asks for another value. */
export type WrongValue = { readonly word: string; readonly expected: string };

/** What a line says where its form has values. */
export type FormMatch = {
  /** In their order. */
  readonly values: readonly string[];
  /** The options that are there, by their keys: the value of each, empty for a word alone. */
  readonly options: ReadonlyMap<string, string>;
  /** The values that cannot stand where they do. */
  readonly wrong: readonly WrongValue[];
};

/** Cuts a line into its words. */
export function wordsOf(line: string): Word[] {
  return [...line.matchAll(/\S+/g)].map((found) => ({ text: found[0], offset: found.index }));
}

/**
 * Matches a line's words with a form. Words to type must agree; a value may be wrong, and is then reported.
 * @param negated after `no`, where values at the end may be left out
 * @returns undefined when the line has another form
 */
export function matchForm(
  form: Form,
  words: readonly Word[],
  line: string,
  negated: boolean,
): FormMatch | undefined {
  const match: MutableMatch = { values: [], options: new Map(), wrong: [] };
  const end = matchSequence(form, words, 0, line, match, negated);
  return end === words.length ? match : undefined;
}

type MutableMatch = { values: string[]; options: Map<string, string>; wrong: WrongValue[] };

/** The position after the sequence, or undefined when it does not match. */
function matchSequence(
  form: Form,
  words: readonly Word[],
  start: number,
  line: string,
  match: MutableMatch,
  negated: boolean,
): number | undefined {
  let position = start;
  for (const [index, part] of form.entries()) {
    if (part.kind === 'optional') {
      position = matchOptional(part.parts, words, position, line, match);
      continue;
    }
    if (part.kind === 'options') {
      position = matchOptions(part.options, words, position, line, match);
      continue;
    }
    if (position === words.length) {
      return negated && form.slice(index).every(canBeLeftOut) ? position : undefined;
    }
    if (part.kind === 'rest') {
      match.values.push(line.slice(words[position].offset).trim().replaceAll('\t', ' '));
      return words.length;
    }
    if (!matchWord(part, words[position].text, match)) return undefined;
    position++;
  }
  return position;
}

function matchOptional(
  form: Form,
  words: readonly Word[],
  start: number,
  line: string,
  match: MutableMatch,
): number {
  if (start === words.length) return start;
  const attempt: MutableMatch = { values: [], options: new Map(), wrong: [] };
  const end = matchSequence(form, words, start, line, attempt, false);
  if (end === undefined) return start;
  match.values.push(...attempt.values);
  for (const [key, value] of attempt.options) match.options.set(key, value);
  match.wrong.push(...attempt.wrong);
  return end;
}

/** Takes options as long as there is one that has not been taken. */
function matchOptions(
  options: readonly FormOption[],
  words: readonly Word[],
  start: number,
  line: string,
  match: MutableMatch,
): number {
  let position = start;
  while (position < words.length) {
    const open = options.filter(({ key }) => !match.options.has(key));
    const isMeant = ({ parts }: FormOption) => readValue(parts[0], words[position].text) !== undefined;
    // A word that is none of theirs may be meant for the option that has no word of its own.
    const option = open.find(isMeant) ?? open.find(({ parts }) => parts[0].kind !== 'word');
    if (option === undefined) return position;
    const attempt: MutableMatch = { values: [], options: new Map(), wrong: [] };
    const end = matchSequence(option.parts, words, position, line, attempt, false);
    if (end === undefined) return position;
    match.options.set(option.key, attempt.values.join(' '));
    match.wrong.push(...attempt.wrong);
    position = end;
  }
  return position;
}

/** Values are kept, words to type are not, unless they are one of several. */
function matchWord(part: FormPart, text: string, match: MutableMatch): boolean {
  const reading = readValue(part, text);
  if (part.kind === 'word') return reading !== undefined;
  if (reading !== undefined) match.values.push(reading);
  else if (part.kind === 'choice' && part.parts.every((choice) => choice.kind === 'word')) return false;
  else match.wrong.push({ word: text, expected: expectedAt(part) });
  return true;
}

/** What a `no` is about must be said; what it was set to need not be. */
function canBeLeftOut(part: FormPart): boolean {
  switch (part.kind) {
    case 'word':
      return false;
    case 'value':
      return part.name !== 'PEER' && part.name !== 'PREFIX' && part.name !== 'ADDRESS';
    case 'choice':
      return part.parts.some(canBeLeftOut);
    case 'number':
    case 'optional':
    case 'options':
    case 'rest':
      return true;
  }
}
