import { afterAll, beforeAll, expect, test } from 'vitest';
import { Arena } from './differential/arena.ts';
import { differencesBetween } from './differential/differences.ts';
import { isExpected } from './differential/expected-differences.ts';
import { randomScenario } from './differential/random-scenario.ts';

/** `DIFFERENTIAL_SEEDS=200` plays more scenarios, `DIFFERENTIAL_FIRST_SEED=17` begins with another one. */
const seedCount = Number(process.env['DIFFERENTIAL_SEEDS'] ?? 20);
const firstSeed = Number(process.env['DIFFERENTIAL_FIRST_SEED'] ?? 1);
const seeds = Array.from({ length: seedCount }, (_, index) => firstSeed + index);

let arena: Arena;
beforeAll(async () => {
  arena = await Arena.create();
});
afterAll(async () => await arena?.remove());

test.each(seeds)('seed %i: FRR and bgpeer make the same of a random configuration and feed', async (seed) => {
  const scenario = randomScenario(seed);
  const frr = await arena.playWithFrr(scenario);
  const bgpeer = await arena.playWithBgpeer(scenario);
  const unexpected = differencesBetween(scenario.feeders, frr, bgpeer).filter(
    (difference) => !isExpected(difference),
  );
  expect(unexpected, scenario.configuration).toEqual([]);
});
