import { describe, expect, test } from 'vitest';
import { holoTopology } from '../holo/topology.ts';
import { netlabScenarios } from '../netlab/scenarios.ts';
import { frrTopotests } from '../topotests/topotests.ts';
import { tungstenFabricStates } from '../tungstenfabric/fsm.ts';
import { xorpSessions } from '../xorp/sessions-and-errors.ts';
import { beyondRouters, beyondRoutersMax } from './beyond-routers.ts';
import type { RouterSource } from './router-case.ts';
import { routerDisagreements, routerDisagreementsMax } from './router-disagreements.ts';

/** Every set that whole routers, in virtual time, are judged by. */
const sources: readonly RouterSource[] = [
  frrTopotests(),
  netlabScenarios(),
  holoTopology(),
  xorpSessions(),
  tungstenFabricStates(),
];

describe.each(sources.map((source) => [titleOf(source), source] as const))('%s', (_, source) => {
  test.each(source.cases.map((each) => [each.name, each] as const))('%s', async (name, { compare }) => {
    const isHere = (each: { readonly source: string; readonly rows: readonly string[] }) =>
      each.source === source.name && each.rows.includes(name);
    const disagreement = routerDisagreements.find(isHere);
    const { theirs, ours } = await compare();
    if (disagreement === undefined && !beyondRouters.some(isHere)) {
      expect(ours).toEqual(theirs);
      return;
    }
    // A case that has come to agree leaves the list.
    expect(ours).not.toEqual(theirs);
    if (disagreement !== undefined) expect([ours]).toMatchObject([disagreement.ours]);
  });

  test('no case is left out', () => {
    expect(source.cases.length).toBeGreaterThanOrEqual(source.caseCountMin);
    expect(new Set(source.cases.map(({ name }) => name)).size).toBe(source.cases.length);
  });
});

describe.each([
  { title: 'disagreements', list: routerDisagreements, countMax: routerDisagreementsMax },
  { title: 'what is beyond our routers', list: beyondRouters, countMax: beyondRoutersMax },
])('the list of $title', ({ list, countMax }) => {
  const listed = list.flatMap(({ source, rows }) => rows.map((row) => `${source}: ${row}`));

  test('only shrinks', () => {
    expect(listed.length).toBeLessThanOrEqual(countMax);
  });

  test('is of cases that there are, each once, with a reason', () => {
    const names = sources.flatMap(({ name, cases }) => cases.map((each) => `${name}: ${each.name}`));
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
    for (const { reason } of list) expect(reason.length).toBeGreaterThan(20);
  });
});

/** The source and how many of its cases are of which sort. */
function titleOf({ name, cases }: RouterSource): string {
  const count = (list: readonly { readonly source: string; readonly rows: readonly string[] }[]) =>
    list.filter((each) => each.source === name).reduce((sum, { rows }) => sum + rows.length, 0);
  return `${name}: ${cases.length} cases, ${count(routerDisagreements)} disagreed about, ${count(beyondRouters)} beyond us`;
}
