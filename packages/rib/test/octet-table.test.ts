import fc from 'fast-check';
import { expect, test } from 'vitest';
import { none } from '../src/index.ts';
import { OctetTable } from '../src/octet-table.ts';

const keyOf = (octets: Uint8Array, tag: number) => `${tag}:${[...octets].join(' ')}`;

/** Long strings among short ones: the arena is compacted and grown within one run. */
const arbitraryEntry = fc.record({
  octets: fc.oneof(
    fc.uint8Array({ maxLength: 4, max: 2 }),
    fc
      .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 200, max: 2_000 }))
      .map(([octet, length]) => new Uint8Array(length).fill(octet)),
  ),
  tag: fc.constantFrom(0, 1, 0xffff_ffff),
});

const arbitraryStep = fc.oneof(
  { weight: 20, arbitrary: fc.record({ action: fc.constant('intern' as const), entry: arbitraryEntry }) },
  { weight: 15, arbitrary: fc.record({ action: fc.constant('release' as const), entry: arbitraryEntry }) },
  { weight: 10, arbitrary: fc.record({ action: fc.constant('release-any' as const), place: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('clear' as const) }) },
);

test('the table knows what a Map knows, over releases, compaction and clearing', () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { maxLength: 200 }), (steps) => {
      const table = new OctetTable();
      const model = new Map<string, { id: number; octets: Uint8Array; tag: number }>();
      const release = (key: string | undefined) => {
        const known = key === undefined ? undefined : model.get(key);
        if (known === undefined) return;
        table.release(known.id);
        model.delete(key!);
      };
      for (const step of steps) {
        if (step.action === 'clear') {
          table.clear();
          model.clear();
        } else if (step.action === 'release-any') {
          release([...model.keys()][step.place % Math.max(1, model.size)]);
        } else {
          const key = keyOf(step.entry.octets, step.entry.tag);
          if (step.action === 'release') release(key);
          else {
            const id = table.intern(step.entry.octets, step.entry.tag);
            expect(model.get(key)?.id ?? id).toBe(id);
            model.set(key, { id, ...step.entry });
          }
        }
        expect(table.count).toBe(model.size);
      }
      for (const { id, octets, tag } of model.values()) {
        expect(table.octets(id)).toEqual(octets);
        expect(table.tag(id)).toBe(tag);
        expect(table.find(octets, tag)).toBe(id);
      }
      const gone = Uint8Array.of(9, 9, 9);
      expect(table.find(gone, 0)).toBe(none);
    }),
    { numRuns: 150 },
  );
});

test('strings that come and go do not make the table larger', () => {
  const table = new OctetTable();
  const pass = (from: number) => {
    for (let number = from; number < from + 5_000; number += 1)
      table.release(table.intern(Uint8Array.of(number >> 16, number >> 8, number, 1, 2, 3, 4, 5), 0));
  };
  pass(0);
  const { octetCount } = table;
  pass(100_000);
  expect(table.octetCount).toBe(octetCount);
});
