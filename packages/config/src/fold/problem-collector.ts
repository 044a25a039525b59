import { type DocumentKey, type Finding, formatPath, type PlaceOf, type Problem } from '../problem.ts';

/** Gathers problems, each with the place of the document's key that it is about. */
export class ProblemCollector {
  readonly problems: Problem[] = [];
  readonly #placeOf: PlaceOf;
  readonly #pathToShow: (path: readonly DocumentKey[]) => readonly DocumentKey[];

  /** @param pathToShow the path as the operator knows it, where the document is only a part of what was written */
  constructor(
    placeOf: PlaceOf,
    pathToShow: (path: readonly DocumentKey[]) => readonly DocumentKey[] = (path) => path,
  ) {
    this.#placeOf = placeOf;
    this.#pathToShow = pathToShow;
  }

  pathText(path: readonly DocumentKey[]): string {
    return formatPath(this.#pathToShow(path));
  }

  add(path: readonly DocumentKey[], finding: Finding): void {
    const shownPath = path.length === 0 ? undefined : this.pathText(path);
    this.problems.push({ ...this.#placeOf(path), path: shownPath, ...finding });
  }

  /** For what several parts of a document lead to: told where it was written, and once. */
  addOnce(path: readonly DocumentKey[], finding: Finding): void {
    const shownPath = this.pathText(path);
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
