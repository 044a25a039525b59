/** What a source says of its octets and what the codec says, in the same words: equal when the two agree. */
export interface Comparison {
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** One row of a corpus, as a test. */
export interface CorpusCase {
  /** Unique in its source. */
  readonly name: string;
  /**
   * The kind, of `notKnown`, of a row about something that the codec does not know; then the comparison says what becomes
   * of the octets all the same.
   */
  readonly notKnown?: string | undefined;
  compare(): Comparison;
}

/** A file of rows and what its adapter made of each. */
export interface CorpusSource {
  /** The file's path in the corpora, without its extension. */
  readonly name: string;
  readonly cases: readonly CorpusCase[];
}

/** A source with one case a row; rows of one name are told apart by a number behind it. */
export function corpusSource<Row>(
  name: string,
  rows: readonly Row[],
  caseOf: (row: Row) => Omit<CorpusCase, 'name'> & { readonly name: string },
): CorpusSource {
  const seen = new Map<string, number>();
  const cases = rows.map((row) => {
    const one = caseOf(row);
    const count = (seen.get(one.name) ?? 0) + 1;
    seen.set(one.name, count);
    return count === 1 ? one : { ...one, name: `${one.name} (${count})` };
  });
  return { name, cases };
}

/** The properties of an object that another one has: a source asserts only the fields that it gives. */
export function fieldsNamedIn(fields: object, named: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name in named));
}
