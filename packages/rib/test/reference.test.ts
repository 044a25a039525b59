import {
  arbitraryRibCommand,
  arbitraryRibOptions,
  type ReferenceDecision,
  ReferenceRib,
  type ReferenceRibOptions,
  type RibCommand,
  ribLocalPeer,
  ribPeers,
  ribPrefixes,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RibUnderTest } from './rib-under-test.ts';
import { referenceName, runOnReference } from './run-on-reference.ts';

const commands = (options: Parameters<typeof arbitraryRibCommand>[0]) =>
  fc.array(arbitraryRibCommand(options), { minLength: 1, maxLength: 40 });

describe('the RIB selects what the slow one selects', () => {
  test.each([
    ['one route a peer', {}],
    ['with routes of our own', { withLocal: true }],
    ['with path identifiers (RFC 7911)', { pathIdentifiers: [0, 1, 2] }],
  ])('%s', (_title, options) => {
    fc.assert(fc.property(arbitraryRibOptions(), commands(options), holdsEqual), { numRuns: 300 });
  });
});

test('with every peer gone nothing is left behind', () => {
  fc.assert(
    fc.property(arbitraryRibOptions(), commands({ withLocal: true }), (options, run) => {
      const real = new RibUnderTest(options);
      for (const command of run) real.run(command);
      for (const peer of [ribLocalPeer, ...ribPeers]) real.dropPeer(peer);
      real.decideAll();
      expect(real.rib.routes.count).toBe(0);
      expect(real.rib.selectedCount).toBe(0);
      expect(real.pool.count).toBe(0);
      for (const prefix of ribPrefixes) expect(real.rib.isUnused(real.prefixId(prefix))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

function holdsEqual(options: ReferenceRibOptions, run: readonly RibCommand[]): void {
  const reference = new ReferenceRib(options);
  const real = new RibUnderTest(options);
  let known = new Map<string, string>();
  for (const command of run) {
    runOnReference(reference, command);
    real.run(command);
    const outcome = real.decideAll();
    const decided = outcome.decided.map((prefix) => real.rib.index.format(prefix));
    const changed = outcome.changed.map((prefix) => real.rib.index.format(prefix));
    const now = new Map<string, string>();
    for (const prefix of ribPrefixes) {
      const decision = reference.decide(prefix);
      expectSameSelection(real, prefix, decision);
      // An explanation is that of the last decision; the reference made it anew for every prefix.
      if (decided.includes(prefix)) expectSameExplanation(real, prefix, decision);
      now.set(prefix, contentOf(decision));
      if (now.get(prefix) !== (known.get(prefix) ?? contentOf(nothing))) expect(changed).toContain(prefix);
    }
    known = now;
    expect(real.rib.selectedCount).toBe(
      ribPrefixes.filter((prefix) => now.get(prefix) !== contentOf(nothing)).length,
    );
  }
}

const nothing: ReferenceDecision = { multipath: [], removed: [], ineligible: [] };

function expectSameSelection(real: RibUnderTest, prefix: string, decision: ReferenceDecision): void {
  expect(real.selection(real.prefixId(prefix))).toEqual({
    best: decision.best && referenceName(decision.best),
    equalCost: decision.multipath.map(referenceName).sort(),
  });
}

function expectSameExplanation(real: RibUnderTest, prefix: string, decision: ReferenceDecision): void {
  const { routes, explanations, selectionReason } = real.rib.explain(real.prefixId(prefix));
  expect(selectionReason).toBe(decision.selectionReason);
  const explained = routes.map((route, place) => {
    const explanation = explanations[place];
    return `${real.nameOf(route)}: ${'step' in explanation ? explanation.step : explanation.outcome}`;
  });
  const expected = [
    ...(decision.best ? [`${referenceName(decision.best)}: best`] : []),
    ...decision.removed.map(({ route, step }) => `${referenceName(route)}: ${step}`),
    ...decision.ineligible.map((route) => `${referenceName(route)}: ineligible`),
  ];
  expect(explained.sort()).toEqual(expected.sort());
}

/** All that a change of is a change of the selection: which routes, and what they carry. */
function contentOf({ best, multipath }: ReferenceDecision): string {
  const rows = multipath.map((route) => [referenceName(route), route.attributes, route.weight]);
  return JSON.stringify([best && referenceName(best), ...rows.map((row) => JSON.stringify(row)).sort()]);
}
