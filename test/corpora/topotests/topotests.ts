import type { Comparison } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import { askedKeysOf } from '../routers/asked-keys.ts';
import { once, type RouterCase, type RouterSource } from '../routers/router-case.ts';
import { showJson } from '../routers/show-command.ts';
import { groupsOf, Topology, type TopotestRow } from './topology.ts';
import { type CheckStep, type TopotestStep, topotestPlans } from './topotest-plans.ts';

/** FRR's topology tests: the same configurations in our routers, and what `show` is to say in the end. */
export function frrTopotests(): RouterSource {
  const name = 'frr/topotests';
  const cases = readCorpusRows<TopotestRow>(`${name}.jsonl`).flatMap((row) => casesOf(row));
  return { name, cases, caseCountMin: 92 };
}

function casesOf(row: TopotestRow): RouterCase[] {
  const steps = topotestPlans[row.name];
  if (steps === undefined) throw new Error(`there is no plan for ${row.name}`);
  const run = once(() => runSteps(row, steps));
  return steps.flatMap((step, place) => {
    if (!('check' in step)) return [];
    const words = `${row.name} ${place + 1}: ${step.on} ${row.checks[step.check]?.function ?? step.check}`;
    return [{ name: words, compare: async () => (await run())[place]! }];
  });
}

/** What came of each step, in order; what every router is configured with is tried even where one of them cannot be. */
async function runSteps(
  row: TopotestRow,
  steps: readonly TopotestStep[],
): Promise<readonly (Comparison | undefined)[]> {
  const topologies = groupsOf(row).map((names) => new Topology(row, names));
  const topologyOf = (router: string) => topologies.find((topology) => topology.has(router))!;
  const outcomes: (Comparison | undefined)[] = [];
  let refusal: string | undefined;
  for (const step of steps) {
    if ('check' in step) {
      outcomes.push(
        refusal === undefined
          ? await check(row, step, topologyOf(step.on))
          : { theirs: expectationOf(row, step), ours: refusal },
      );
      continue;
    }
    outcomes.push(undefined);
    try {
      refusal = undefined;
      topologyOf(step.configure).configure(step.configure, step.lines);
    } catch (error) {
      refusal = `${error}`;
    }
  }
  return outcomes;
}

async function check(row: TopotestRow, step: CheckStep, topology: Topology): Promise<Comparison> {
  const command = step.command ?? row.checks[step.check].commands[0];
  const theirs = expectationOf(row, step);
  const shown = await showJson(
    topology.router(step.on),
    topology.network.now,
    topology.withAddresses(step.on, command),
  );
  if (step.pathCount === undefined) return { theirs, ours: askedKeysOf(shown, theirs) };
  // FRR keeps no route that it refuses; ours says of each why.
  const { paths = [] } = shown as { readonly paths?: readonly { readonly valid?: true }[] };
  const valid = paths.filter((path) => path.valid === true);
  return { theirs: [step.pathCount, theirs], ours: [valid.length, askedKeysOf(shown, theirs)] };
}

function expectationOf(row: TopotestRow, step: CheckStep): unknown {
  if (step.expectFile !== undefined) return row.expectFiles[step.expectFile];
  const expected = step.expected ?? row.checks[step.check].expected[step.expectation ?? 0];
  return Object.fromEntries(Object.entries(expected as object).filter(([key]) => !laterKeys.includes(key)));
}

/** What FRR 8.4.4, whose JSON ours is, does not say yet. */
const laterKeys = ['totalRoutes', 'totalPaths'];
