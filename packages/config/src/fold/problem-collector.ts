import { type DocumentKey, type Finding, formatPath, type PlaceOf, type Problem } from '../problem.ts';

/** Gathers problems, each with the place of the document's key that it is about. */
export class ProblemCollector {
  readonly problems: Problem[] = [];
  readonly #placeOf: PlaceOf;

  constructor(placeOf: PlaceOf) {
    this.#placeOf = placeOf;
  }

  add(path: readonly DocumentKey[], finding: Finding): void {
    const shownPath = path.length === 0 ? undefined : formatPath(path);
    this.problems.push({ ...this.#placeOf(path), path: shownPath, ...finding });
  }

  /** For what several parts of a document lead to: told where it was written, and once. */
  addOnce(path: readonly DocumentKey[], finding: Finding): void {
    const shownPath = formatPath(path);
    const isKnown = this.problems.some(
      (problem) => problem.path === shownPath && problem.message === finding.message,
    );
    if (!isKnown) this.add(path, finding);
  }

  error(path: readonly DocumentKey[], message: string, expected: string, fix: string): void {
    this.add(path, { severity: 'error', message, expected, fix });
  }

  warn(path: readonly DocumentKey[], message: string, expected: string, fix: string): void {
    this.add(path, { severity: 'warning', message, expected, fix });
  }

  note(path: readonly DocumentKey[], message: string, expected: string, fix: string): void {
    this.add(path, { severity: 'note', message, expected, fix });
  }
}
