import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AttributePool, none, RouteTable, SourceTable } from '../src/index.ts';

const prefixes = [0, 1, 2];
const localPreferences = [100, 200, 300];

function scene() {
  const pool = new AttributePool();
  const sources = new SourceTable();
  const source = sources.add({
    kind: 'external',
    peer: 1,
    asNumber: 65_001,
    bgpIdentifier: 1,
    address: '192.0.2.1',
    addressOctets: new Uint8Array(4),
    isClient: false,
  });
  return { pool, sources, source, table: new RouteTable(pool, sources) };
}

const arbitraryStep = fc.oneof(
  fc.record({
    name: fc.constant('set' as const),
    prefix: fc.constantFrom(...prefixes),
    received: fc.constantFrom(...localPreferences),
    imported: fc.constantFrom(...localPreferences),
    ineligible: fc.constantFrom(0, 5),
  }),
  fc.record({
    name: fc.constant('reimport' as const),
    prefix: fc.constantFrom(...prefixes),
    imported: fc.constantFrom(...localPreferences),
    ineligible: fc.constantFrom(0, 5),
  }),
  fc.record({ name: fc.constant('remove' as const), prefix: fc.constantFrom(...prefixes) }),
);

describe('a row keeps what was received beside what import made of it', () => {
  test('whatever comes, both are right, and no attribute set outlives the rows that have it', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { maxLength: 30 }), (steps) => {
        const { pool, sources, source, table } = scene();
        const expected = new Map<number, { received: number; imported: number; ineligible: number }>();
        const intern = (localPref: number) => pool.intern({ localPref, nextHop: '192.0.2.1' }, 0);
        for (const step of steps) {
          const route = table.first(step.prefix);
          if (step.name === 'set') {
            const [received, imported] = [intern(step.received), intern(step.imported)];
            table.set(step.prefix, source, 0, imported, step.ineligible, 0, received);
            pool.release(received);
            pool.release(imported);
            expected.set(step.prefix, step);
          } else if (route !== none && step.name === 'reimport') {
            const known = expected.get(step.prefix)!;
            const imported = intern(step.imported);
            const changes = known.imported !== step.imported || known.ineligible !== step.ineligible;
            expect(table.reimport(route, imported, step.ineligible, 0)).toBe(changes);
            pool.release(imported);
            expected.set(step.prefix, { ...known, imported: step.imported, ineligible: step.ineligible });
          } else if (route !== none) {
            table.remove(route);
            expected.delete(step.prefix);
          }
          for (const [prefix, { received, imported, ineligible }] of expected) {
            const row = table.first(prefix);
            expect(pool.localPreference(table.received(row))).toBe(received);
            expect(pool.localPreference(table.attributes(row))).toBe(imported);
            expect(table.ineligibleCode(row)).toBe(ineligible);
          }
          const inUse = new Set([...expected.values()].flatMap((row) => [row.received, row.imported]));
          expect(pool.count).toBe(inUse.size);
          expect(sources.routeCount(source)).toBe(expected.size);
          const eligible = [...expected.values()].filter((row) => row.ineligible === 0);
          expect(sources.eligibleCount(source)).toBe(eligible.length);
        }
      }),
    );
  });

  test('routes that import leaves alone cost nothing more', () => {
    const { pool, source, table } = scene();
    const id = pool.intern({ localPref: 1 }, 0);
    table.set(0, source, 0, id, 0, 0);
    const before = table.octetCount;
    const other = pool.intern({ localPref: 2 }, 0);
    table.set(1, source, 0, id, 0, 0, id);
    expect(table.octetCount).toBe(before);
    table.set(2, source, 0, id, 0, 0, other);
    expect(table.octetCount).toBeGreaterThan(before);
  });
});
