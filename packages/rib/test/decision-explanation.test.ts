import { arbitraryRibCommand, arbitraryRibOptions, ribPrefixes } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DecisionContext, none, stepsBeforeEqualCost, tieBreakers } from '../src/index.ts';
import { RibUnderTest } from './rib-under-test.ts';

const arbitraryRun = fc.tuple(
  arbitraryRibOptions(),
  fc.array(arbitraryRibCommand({ withLocal: true, pathIdentifiers: [0, 1] }), { maxLength: 30 }),
);

/** Calls back for every prefix once everything is decided. */
function forEachDecided(numRuns: number, check: (real: RibUnderTest, prefix: number) => void): void {
  fc.assert(
    fc.property(arbitraryRun, ([options, commands]) => {
      const real = new RibUnderTest(options);
      for (const command of commands) real.run(command);
      real.decideAll();
      for (const prefix of ribPrefixes) check(real, real.prefixId(prefix));
    }),
    { numRuns },
  );
}

describe('the explanation and the decision are one', () => {
  test('the route called best is the selected one, the ones that share the load are the equal-cost set', () => {
    forEachDecided(200, (real, prefix) => {
      const { routes, explanations, selectionReason } = real.rib.explain(prefix);
      const withOutcome = (...outcomes: readonly string[]) =>
        routes.filter((_, place) => outcomes.includes(explanations[place].outcome)).sort();
      const best = real.rib.best(prefix);
      expect(withOutcome('best')).toEqual(best === none ? [] : [best]);
      expect(withOutcome('best', 'multipath')).toEqual(real.rib.equalCostSet(prefix).sort());
      expect(selectionReason === undefined).toBe(best === none);
    });
  });

  test('each removed route lost to another at a step where the other is preferred', () => {
    const steps = [...stepsBeforeEqualCost, ...tieBreakers];
    forEachDecided(200, (real, prefix) => {
      const { routes, explanations } = real.rib.explain(prefix);
      const context = contextOf(real);
      for (const [place, explanation] of explanations.entries()) {
        if (explanation.outcome !== 'removed' && explanation.outcome !== 'multipath') continue;
        const step = steps.find(({ name }) => name === explanation.step)!;
        const winner = routes[explanation.removedBy];
        expect(winner).not.toBe(routes[place]);
        expect(step.comparable?.(routes[place], winner, context) ?? true).toBe(true);
        expect(step.compare(winner, routes[place], context)).toBeLessThan(0);
      }
    });
  });

  test('a route that lost a tie-break and does not share the load is told why', () => {
    // Where a route may lose to another one than the best, or need not be as good.
    const mayStandBesideAll = ['multi-exit-disc', 'external-over-internal'];
    const tieBreakerNames = tieBreakers.map(({ name }) => name as string);
    forEachDecided(200, (real, prefix) => {
      for (const explanation of real.rib.explain(prefix).explanations) {
        if (explanation.outcome !== 'removed') continue;
        const { step, notMultipath } = explanation;
        if (tieBreakerNames.includes(step)) expect(notMultipath).toBeDefined();
        else if (!mayStandBesideAll.includes(step)) expect(notMultipath).toBeUndefined();
      }
    });
  });

  test('deciding again what has been decided changes nothing', () => {
    forEachDecided(100, (real, prefix) => {
      const version = real.rib.tableVersion;
      expect(real.rib.decide(prefix, 0)).toBe(false);
      expect(real.rib.tableVersion).toBe(version);
    });
  });
});

function contextOf({ rib }: RibUnderTest): DecisionContext {
  const { decision, defaultLocalPreference, maximumPaths } = rib.options;
  return {
    routes: rib.routes,
    sources: rib.sources,
    pool: rib.pool,
    options: decision,
    defaultLocalPreference,
    maximumPaths,
    selected: (prefix) => rib.best(prefix),
  };
}
