import { describe, expect, test } from 'vitest';
import type { CorpusCase } from './corpus-case.ts';
import { type Disagreement, disagreementRowsMax, disagreements } from './disagreements.ts';
import { notKnown } from './not-known.ts';
import { corpusSources } from './sources.ts';

const sources = corpusSources();

/** Why a row is not to agree. */
function disagreementOf(source: string, row: string): Disagreement | undefined {
  return disagreements.find((each) => each.source === source && each.rows.includes(row));
}

describe.each(sources.map((source) => [titleOf(source.name, source.cases), source] as const))(
  '%s',
  (_, source) => {
    test.each(source.cases.map((each) => [each.name, each] as const))('%s', (name, corpusCase) => {
      const { theirs, ours } = corpusCase.compare();
      const disagreement = disagreementOf(source.name, name);
      if (disagreement === undefined) {
        expect(ours).toEqual(theirs);
        return;
      }
      // A row that has come to agree leaves the list.
      expect(ours).not.toEqual(theirs);
      expect([ours]).toMatchObject([disagreement.ours]);
    });

    test('no two rows have one name', () => {
      expect(new Set(source.cases.map(({ name }) => name)).size).toBe(source.cases.length);
    });
  },
);

describe('the list of disagreements', () => {
  const rows = disagreements.flatMap(({ source, rows }) => rows.map((row) => ({ source, row })));

  test('only shrinks', () => {
    expect(rows.length).toBeLessThanOrEqual(disagreementRowsMax);
  });

  test.each(rows)('$source $row is a row that the codec knows about', ({ source, row }) => {
    const found = sources.find(({ name }) => name === source)?.cases.find(({ name }) => name === row);
    expect(found).toBeDefined();
    expect(found?.notKnown).toBeUndefined();
  });

  test('names an RFC for each', () => {
    for (const { reference, reason } of disagreements) {
      expect(reference).toMatch(/^RFC \d+, section /);
      expect(reason.length).toBeGreaterThan(20);
    }
  });
});

test('what the codec does not know is listed by kind, and only becomes less', () => {
  const counts: Record<string, number> = {};
  for (const { notKnown: kind } of sources.flatMap(({ cases }) => cases)) {
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  expect(counts).toEqual(Object.fromEntries(notKnown.map(({ kind, rowCount }) => [kind, rowCount])));
});

/** The source and how many of its rows are of which sort. */
function titleOf(source: string, cases: readonly CorpusCase[]): string {
  const disagreed = cases.filter(({ name }) => disagreementOf(source, name) !== undefined).length;
  const unknown = cases.filter((each) => each.notKnown !== undefined).length;
  return `${source}: ${cases.length} rows, ${disagreed} disagreed about, ${unknown} not known`;
}
