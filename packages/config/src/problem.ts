import { escapeControlCharacters } from '@bgpeer/bgp-wire';

/** One thing in a configuration that the operator should know about, with its place, what was expected, and the fix. */
export type Problem = {
  /** An `error` leaves no configuration; a `warning` means less, or something else, than was written; a `note` is harmless. */
  severity: 'error' | 'warning' | 'note';
  /** The file's name as the operator gave it, or `command line`. */
  file: string;
  /** Counted from 1. */
  line?: number;
  /** The key in the native form, as `peers[2].holdTimeSeconds`, or the flag. */
  path?: string;
  /** The offending line as it was written. */
  text?: string;
  message: string;
  expected?: string;
  fix?: string;
};

/** What is said about a problem besides its place. */
export type Finding = Pick<Problem, 'severity' | 'message' | 'expected' | 'fix'>;

/** Where a part of a document was written. */
export type Place = { file: string; line?: number; text?: string };

/** Finds the place of a key of the document, or of the nearest part around it that has one. */
export type PlaceOf = (path: readonly DocumentKey[]) => Place;

/** One step into a document: a key or the index in a list. */
export type DocumentKey = string | number;

/**
 * The problem as people read it: one line with place, message, expectation and fix, then the line at fault. What
 * comes from the file is made harmless for terminals.
 */
export function formatProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const subject = problem.path === undefined || problem.line !== undefined ? '' : `${problem.path}: `;
  const advice = [
    ...(problem.expected === undefined ? [] : [`expected ${problem.expected}`]),
    ...(problem.fix === undefined ? [] : [`fix: ${problem.fix}`]),
  ];
  const ending = advice.length === 0 ? '' : ` (${advice.join('; ')})`;
  const headline = `${place}: ${problem.severity}: ${subject}${problem.message}${ending}`;
  const lines = problem.text === undefined ? [headline] : [headline, `    ${shortened(problem.text.trim())}`];
  return lines.map(escapeControlCharacters).join('\n');
}

/** Enough of a line to know it by. */
const letterCountMax = 300;

/** What an operator wrote, cut where it is longer than anybody reads. */
export function shortened(written: string): string {
  return written.length <= letterCountMax ? written : `${written.slice(0, letterCountMax)}…`;
}

/** A document's path as people write it: `peers[2].families.ipv4-unicast`. */
export function formatPath(path: readonly DocumentKey[]): string {
  return path
    .map((key, position) => {
      if (typeof key === 'number') return `[${key}]`;
      return position === 0 ? key : `.${key}`;
    })
    .join('');
}

/** True when one of the problems leaves no configuration. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** In the order of the file's lines; problems without a line come last, and equals stay as they were. */
export function inLineOrder(problems: readonly Problem[]): Problem[] {
  const lineOf = (problem: Problem) => problem.line ?? Number.MAX_SAFE_INTEGER;
  return problems.toSorted((one, other) => lineOf(one) - lineOf(other));
}
