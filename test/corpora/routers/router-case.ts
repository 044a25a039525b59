import type { Comparison } from '../corpus-case.ts';

/** One thing that a row expects of routers that run. */
export interface RouterCase {
  /** Unique in its source. */
  readonly name: string;
  compare(): Comparison | Promise<Comparison>;
}

/** A file of rows, or a folder, and what its adapter makes of it. */
export interface RouterSource {
  /** The path in the corpora, without an extension. */
  readonly name: string;
  readonly cases: readonly RouterCase[];
  /** How many cases there are at least: no row gets lost. */
  readonly caseCountMin: number;
}

/** Runs what several cases share once, for the first of them that asks. */
export function once<Result>(run: () => Result): () => Result {
  let made: { readonly result: Result } | undefined;
  return () => {
    made ??= { result: run() };
    return made.result;
  };
}
