import {
  arbitraryRibCommand,
  arbitraryRibOptions,
  ReferenceRib,
  type ReferenceRibOptions,
  type RibCommand,
  ribPrefixes,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RibUnderTest } from './rib-under-test.ts';
import { referenceName, runOnReference } from './run-on-reference.ts';

const commands = (options: Parameters<typeof arbitraryRibCommand>[0]) =>
  fc.array(arbitraryRibCommand({ withLocal: true, ...options }), { minLength: 1, maxLength: 30 });

/** Without the step that looks at what was selected before. */
const arbitraryTimelessOptions = arbitraryRibOptions().map((options) => ({
  ...options,
  decision: { ...options.decision, compareRouterId: true },
}));

describe('for add-path (RFC 7911)', () => {
  test('the ranked routes are those that the slow RIB would select one after the other', () => {
    fc.assert(
      fc.property(
        arbitraryTimelessOptions,
        commands({ pathIdentifiers: [0, 1, 2] }),
        fc.integer({ min: 1, max: 4 }),
        (options, run, countMax) => {
          const [real, reference] = bothAfter(options, run);
          for (const prefix of ribPrefixes) {
            const expected = reference.ranked(prefix).map(referenceName);
            const id = real.prefixId(prefix);
            expect(real.rib.ranked(id).map((route) => real.nameOf(route))).toEqual(expected);
            const eligible = real.rib.eligible(id).map((route) => real.nameOf(route));
            expect(eligible.sort()).toEqual([...expected].sort());
            expect(real.rib.ranked(id, countMax)).toEqual(real.rib.ranked(id).slice(0, countMax));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the best of each neighbouring AS is the first one of it in the ranking of its routes alone', () => {
    fc.assert(
      fc.property(arbitraryTimelessOptions, commands({}), (options, run) => {
        const [real] = bothAfter(options, run);
        const { rib, pool } = real;
        const neighborAs = (route: number): number => pool.neighborAs(rib.routes.attributes(route));
        for (const prefix of ribPrefixes.map((text) => real.prefixId(text))) {
          const chosen = rib.bestOfEachNeighborAs(prefix);
          const ranked = rib.ranked(prefix);
          expect(chosen.map(neighborAs).sort()).toEqual([...new Set(ranked.map(neighborAs))].sort());
          if (ranked.length > 0) expect(chosen).toContain(ranked[0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('path identifiers to send are told apart and stay', () => {
    fc.assert(
      fc.property(arbitraryTimelessOptions, commands({ pathIdentifiers: [0, 1] }), (options, run) => {
        const real = new RibUnderTest(options);
        let known = new Map<string, number>();
        for (const command of run) {
          real.run(command);
          real.decideAll();
          const now = new Map<string, number>();
          for (const prefix of ribPrefixes) {
            const routes = real.rib.ranked(real.prefixId(prefix));
            const identifiers = routes.map((route) => real.rib.pathIdentifierToSend(route));
            expect(new Set(identifiers).size).toBe(routes.length);
            for (const [place, identifier] of identifiers.entries()) {
              expect(identifier).toBeGreaterThan(0);
              const name = `${prefix} ${real.nameOf(routes[place])}`;
              now.set(name, identifier);
              expect(known.get(name) ?? identifier).toBe(identifier);
            }
          }
          known = now;
        }
      }),
      { numRuns: 100 },
    );
  });
});

function bothAfter(
  options: ReferenceRibOptions,
  run: readonly RibCommand[],
): readonly [RibUnderTest, ReferenceRib] {
  const real = new RibUnderTest(options);
  const reference = new ReferenceRib(options);
  for (const command of run) {
    real.run(command);
    runOnReference(reference, command);
  }
  real.decideAll();
  return [real, reference];
}
