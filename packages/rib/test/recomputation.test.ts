import {
  arbitraryRibCommand,
  arbitraryRibOptions,
  type ReferenceRibOptions,
  type RibCommand,
  ribPrefixes,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RibUnderTest } from './rib-under-test.ts';

const arbitraryCommands = fc.array(arbitraryRibCommand({ withLocal: true, pathIdentifiers: [0, 1] }), {
  minLength: 1,
  maxLength: 30,
});

/** Without the step that looks at what was selected before, the outcome is a function of the routes alone. */
const arbitraryTimelessOptions = arbitraryRibOptions().map((options) => ({
  ...options,
  decision: { ...options.decision, compareRouterId: true },
}));

describe('what is selected hangs on the routes alone', () => {
  test('after every step it equals the selection of a RIB that was told everything at once', () => {
    fc.assert(
      fc.property(arbitraryTimelessOptions, arbitraryCommands, (options, commands) => {
        const real = new RibUnderTest(options);
        for (const [place, command] of commands.entries()) {
          real.run(command);
          real.decideAll();
          const anew = decided(options, whatStands(commands.slice(0, place + 1)));
          expect(outcomeOf(real)).toEqual(outcomeOf(anew));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('in whatever order it came', () => {
    fc.assert(
      fc.property(arbitraryTimelessOptions, arbitraryCommands, fc.infiniteStream(fc.nat()), (...drawn) => {
        const [options, commands, keys] = drawn;
        const standing = whatStands(commands);
        const real = new RibUnderTest(options);
        for (const command of standing) {
          real.run(command);
          real.decideAll();
        }
        const ranked = standing.map((command) => ({ command, key: keys.next().value as number }));
        const shuffled = new RibUnderTest(options);
        for (const { command } of ranked.sort((a, b) => a.key - b.key)) {
          shuffled.run(command);
          shuffled.decideAll();
        }
        expect(outcomeOf(shuffled)).toEqual(outcomeOf(real));
      }),
      { numRuns: 200 },
    );
  });

  test('other options, and back: as if nothing had been', () => {
    fc.assert(
      fc.property(
        arbitraryTimelessOptions,
        arbitraryTimelessOptions,
        arbitraryCommands,
        (options, others, commands) => {
          const real = decided(options, commands);
          const before = outcomeOf(real);
          const whatIf = ribPrefixes.map((text) => real.rib.explain(real.prefixId(text), others));
          expect(outcomeOf(real)).toEqual(before);
          real.rib.configure(others);
          real.decideAll();
          expect(ribPrefixes.map((text) => real.rib.explain(real.prefixId(text)))).toEqual(whatIf);
          expect(outcomeOf(real)).toEqual(outcomeOf(decided(others, commands)));
          real.rib.configure(options);
          real.decideAll();
          expect(outcomeOf(real)).toEqual(before);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test('a source that is marked stale has its prefixes decided and announced again, slice by slice', () => {
  fc.assert(
    fc.property(arbitraryRibOptions(), arbitraryCommands, (options, commands) => {
      const real = decided(options, commands);
      for (const prefix of ribPrefixes.map((text) => real.prefixId(text))) {
        const best = real.rib.best(prefix);
        if (best < 0) continue;
        const source = real.rib.routes.source(best);
        for (let row = 0; row >= 0; ) row = real.rib.sourceChanged(source, row, 1);
        expect(real.decideAll().changed).toContain(prefix);
      }
    }),
    { numRuns: 60 },
  );
});

test('stale routes never share the load with fresh ones', () => {
  fc.assert(
    fc.property(arbitraryRibOptions(), arbitraryCommands, (options, commands) => {
      const real = decided(options, commands);
      const { rib } = real;
      for (const text of ribPrefixes) {
        const set = rib.equalCostSet(real.prefixId(text));
        const isStale = set.map((route) => rib.sources.staleness(rib.routes.source(route)) !== 'fresh');
        expect(new Set(isStale).size).toBeLessThan(2);
      }
    }),
    { numRuns: 200 },
  );
});

function decided(options: ReferenceRibOptions, commands: readonly RibCommand[]): RibUnderTest {
  const real = new RibUnderTest(options);
  for (const command of commands) real.run(command);
  real.decideAll();
  return real;
}

/** What is selected and why, by names: nothing of it may hang on ids or on the order of arrival. */
function outcomeOf(real: RibUnderTest): unknown {
  return ribPrefixes.map((text) => {
    const prefix = real.prefixId(text);
    const { routes, explanations, sharing } = real.rib.explain(prefix);
    const reasons = routes.map((route, place) => {
      const explanation = explanations[place];
      const step = 'step' in explanation ? explanation.step : explanation.outcome;
      return `${real.nameOf(route)}: ${step}, ${JSON.stringify(sharing[place])}`;
    });
    const weights = real.rib.weights(prefix).map(({ route, weight }) => `${real.nameOf(route)} ${weight}`);
    return { ...real.selection(prefix), reasons: reasons.sort(), weights: weights.sort() };
  });
}

/** The commands without those that later ones made undone. */
function whatStands(commands: readonly RibCommand[]): readonly RibCommand[] {
  const standing = new Map<string, RibCommand>();
  const keyOf = (command: Extract<RibCommand, { readonly name: 'set' | 'withdraw' }>): string =>
    `${command.peer.address} ${command.prefix} ${command.pathIdentifier}`;
  for (const command of commands) {
    switch (command.name) {
      case 'set':
        standing.set(keyOf(command), command);
        break;
      case 'withdraw':
        standing.delete(keyOf(command));
        break;
      case 'drop-peer':
        for (const key of standing.keys())
          if (key.startsWith(`${command.peer.address} `)) standing.delete(key);
        break;
      case 'staleness':
        standing.set(`staleness ${command.peer.address}`, command);
        break;
      case 'next-hop':
        standing.set(`next hop ${command.nextHop}`, command);
        break;
    }
  }
  return [...standing.values()];
}
