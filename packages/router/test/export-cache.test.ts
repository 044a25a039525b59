import { AttributePool, type AttributesId, none, type RouteSource } from '@bgpeer/rib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExportCache } from '../src/export/export-cache.ts';
import { ExportCases } from '../src/export/export-case.ts';
import { externalExportOptions, internalExportOptions } from './support/export-options.ts';

const setCount = 5;

const arbitraryStep = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      set: fc.nat({ max: setCount - 1 }),
      exportCase: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('renew' as const), set: fc.nat({ max: setCount - 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clear' as const) }) },
);

test('whatever is asked in whatever case, each set is worked out once while it is in use, and nothing stays behind', () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { maxLength: 60 }), (steps) => {
      const pool = new AttributePool();
      const worked = new Set<string>();
      const become = (id: AttributesId, exportCase: number): AttributesId => {
        const { multiExitDisc = 0 } = pool.attributes(id);
        expect(worked.has(`${multiExitDisc} ${exportCase}`), 'worked out twice').toBe(false);
        worked.add(`${multiExitDisc} ${exportCase}`);
        if (exportCase === 0) return none;
        // In the first case a set goes out as it is.
        return pool.intern(
          exportCase === 1 ? { multiExitDisc } : { multiExitDisc, localPref: exportCase },
          0,
        );
      };
      const cache = new ExportCache(pool, become);
      let nextMed = 0;
      const make = () => pool.intern({ multiExitDisc: nextMed++ }, 0);
      const sets = Array.from({ length: setCount }, make);
      for (const step of steps) {
        if (step.kind === 'clear') {
          cache.clear();
          worked.clear();
        } else if (step.kind === 'renew') {
          pool.release(sets[step.set]);
          sets[step.set] = make();
        } else {
          const { multiExitDisc } = pool.attributes(sets[step.set]);
          const exported = cache.exported(sets[step.set], step.exportCase);
          if (step.exportCase === 0) expect(exported).toBe(none);
          else {
            const localPref = step.exportCase === 1 ? undefined : step.exportCase;
            expect(pool.attributes(exported)).toEqual({
              multiExitDisc,
              ...(localPref !== undefined && { localPref }),
            });
          }
        }
      }
      cache.dispose();
      for (const set of sets) pool.release(set);
      expect(pool.count).toBe(0);
    }),
    { numRuns: 100 },
  );
});

function source(partial: Partial<RouteSource>): RouteSource {
  return {
    kind: 'external',
    peer: 1,
    asNumber: 65_001,
    bgpIdentifier: 1,
    address: '192.0.2.2',
    addressOctets: new Uint8Array(4),
    isClient: false,
    ...partial,
  };
}

test('a group knows only the cases that matter to it', () => {
  const two = [source({}), source({ bgpIdentifier: 2, address: '192.0.2.3', kind: 'external' })];
  const inside = two.map((each) => ({ ...each, kind: 'internal' as const }));
  const count = (cases: ExportCases, sources: readonly RouteSource[]) => {
    for (const [id, each] of sources.entries()) cases.ofSource(id, each, 'fresh');
    return cases.count;
  };
  expect(count(new ExportCases(externalExportOptions(), false), [...two, ...inside])).toBe(2);
  // Reflected routes have an originator each; and a policy may ask who a route comes from.
  expect(count(new ExportCases(internalExportOptions(), false), [...two, ...inside])).toBe(3);
  expect(count(new ExportCases(externalExportOptions(), true), [...two, ...inside])).toBe(4);
});

test('the id of a source that went is given to another: it is another case', () => {
  const cases = new ExportCases(internalExportOptions(), false);
  const [one, other] = [1, 2].map((bgpIdentifier) => source({ kind: 'internal', bgpIdentifier }));
  const first = cases.ofSource(7, one, 'fresh');
  const second = cases.ofSource(7, other, 'fresh');
  expect([cases.get(first).reflectedFrom, cases.get(second).reflectedFrom]).toEqual(['0.0.0.1', '0.0.0.2']);
  expect(cases.ofSource(7, other, 'long-lived-stale')).not.toBe(second);
});
