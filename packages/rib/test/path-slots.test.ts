import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { none, PathSlots, type SlotId } from '../src/index.ts';

const prefixCount = 4;
const pathIdentifierMax = 5;

const arbitraryStep = fc.record({
  name: fc.constantFrom('intern' as const, 'intern' as const, 'release' as const),
  prefix: fc.integer({ min: 0, max: prefixCount - 1 }),
  pathIdentifier: fc.integer({ min: 1, max: pathIdentifierMax }),
  /** Which slots somebody still needs, by path identifier. */
  needed: fc.subarray([1, 2, 3, 4, 5]),
});

function slotsOf(slots: PathSlots, prefix: number): SlotId[] {
  const all: SlotId[] = [];
  for (let slot = slots.first(prefix); slot !== none; slot = slots.next(slot)) all.push(slot);
  return all;
}

describe('numbers for pairs of prefix and path identifier', () => {
  test('agree with a map, whatever is made and let go of', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { maxLength: 60 }), (steps) => {
        const slots = new PathSlots();
        const model = new Map<string, SlotId>();
        for (const { name, prefix, pathIdentifier, needed } of steps) {
          if (name === 'intern') {
            const known = model.get(`${prefix} ${pathIdentifier}`);
            const slot = slots.intern(prefix, pathIdentifier);
            if (known === undefined) expect([...model.values()]).not.toContain(slot);
            else expect(slot).toBe(known);
            model.set(`${prefix} ${pathIdentifier}`, slot);
          } else {
            const forgotten: SlotId[] = [];
            const isEmpty = slots.releaseUnused(prefix, {
              isUnused: (slot) => !needed.includes(slots.pathIdentifier(slot)),
              forget: (slot) => forgotten.push(slot),
            });
            const gone = [...model].filter(
              ([key]) => key.startsWith(`${prefix} `) && !needed.includes(Number(key.split(' ')[1])),
            );
            expect(forgotten.toSorted()).toEqual(gone.map(([, slot]) => slot).toSorted());
            for (const [key] of gone) model.delete(key);
            expect(isEmpty).toBe(![...model.keys()].some((key) => key.startsWith(`${prefix} `)));
          }
          expect(slots.count).toBe(model.size);
          for (let known = 0; known < prefixCount; known += 1) {
            const listed = slotsOf(slots, known).map(
              (slot) => [`${slots.prefix(slot)} ${slots.pathIdentifier(slot)}`, slot] as const,
            );
            expect(new Map(listed)).toEqual(
              new Map([...model].filter(([key]) => key.startsWith(`${known} `))),
            );
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('stay small when ever new path identifiers come and go', () => {
    const slots = new PathSlots();
    for (let pathIdentifier = 1; pathIdentifier <= 1_000; pathIdentifier += 1) {
      expect(slots.intern(7, pathIdentifier)).toBeLessThan(2);
      slots.releaseUnused(7, {
        isUnused: (slot) => slots.pathIdentifier(slot) !== pathIdentifier,
        forget: () => undefined,
      });
    }
    expect(slots.count).toBe(1);
  });
});
