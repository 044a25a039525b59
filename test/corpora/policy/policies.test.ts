import { describe, expect, test } from 'vitest';
import { frrAsPathFilters, frrAsPathPrepending } from './as-paths.ts';
import { openbgpdCommunityFilters } from './community-filters.ts';
import { policyDisagreementRowsMax, policyDisagreements } from './policy-disagreements.ts';
import { openbgpdPrefixSets } from './prefix-sets.ts';

/** Every set of rows that policies are judged by, with how many rows it has at least. */
const sources = [
  { source: openbgpdPrefixSets(), rowCountMin: 154 },
  { source: openbgpdCommunityFilters(), rowCountMin: 38 },
  { source: frrAsPathFilters(), rowCountMin: 20 },
  { source: frrAsPathPrepending(), rowCountMin: 3 },
];

describe.each(sources.map(({ source, rowCountMin }) => [source.name, source.cases, rowCountMin] as const))(
  '%s',
  (source, cases, rowCountMin) => {
    test.each(cases.map((each) => [each.name, each] as const))('%s', (name, { compare }) => {
      const { theirs, ours } = compare();
      const disagreement = policyDisagreements.find(
        (each) => each.source === source && each.rows.includes(name),
      );
      if (disagreement === undefined) {
        expect(ours).toEqual(theirs);
        return;
      }
      // A row that has come to agree leaves the list.
      expect(ours).not.toEqual(theirs);
      expect([ours]).toMatchObject([disagreement.ours]);
    });

    test('no row is left out', () => {
      expect(cases.length).toBeGreaterThanOrEqual(rowCountMin);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    });
  },
);

test('the list of disagreements only shrinks, and every row of it is there', () => {
  const rows = policyDisagreements.flatMap(({ source, rows: names }) =>
    names.map((name) => ({ source, name })),
  );
  expect(rows.length).toBeLessThanOrEqual(policyDisagreementRowsMax);
  for (const row of rows) {
    const found = sources.find(({ source }) => source.name === row.source)?.source.cases;
    expect(found?.map(({ name }) => name)).toContain(row.name);
  }
});
