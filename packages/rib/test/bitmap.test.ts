import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bitmap } from '../src/bitmap.ts';

const arbitraryIndex = fc.oneof(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 5_000 }));
const arbitrarySteps = fc.array(fc.record({ add: fc.boolean(), index: arbitraryIndex }), { maxLength: 80 });

function played(steps: readonly { add: boolean; index: number }[]) {
  const bitmap = new Bitmap();
  const model = new Set<number>();
  for (const { add, index } of steps) {
    if (add) {
      bitmap.add(index);
      model.add(index);
    } else {
      bitmap.delete(index);
      model.delete(index);
    }
  }
  return { bitmap, model };
}

function expectSame(bitmap: Bitmap, model: ReadonlySet<number>): void {
  expect(bitmap.count).toBe(model.size);
  for (let index = 0; index <= 5_001; index += 1)
    if (bitmap.has(index) !== model.has(index)) expect(index).toBe(-1);
}

test('a bitmap holds what a Set holds', () => {
  fc.assert(
    fc.property(arbitrarySteps, (steps) => {
      const { bitmap, model } = played(steps);
      expectSame(bitmap, model);
    }),
  );
});

test('a union holds what either holds, and a copy goes its own way', () => {
  fc.assert(
    fc.property(arbitrarySteps, arbitrarySteps, arbitraryIndex, (one, other, index) => {
      const [left, right] = [played(one), played(other)];
      expectSame(left.bitmap.union(right.bitmap), new Set([...left.model, ...right.model]));
      left.bitmap.copy().add(index);
      left.bitmap.copy().delete(index);
      expectSame(left.bitmap, left.model);
      expectSame(right.bitmap, right.model);
    }),
  );
});
