import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixQueue } from '../src/prefix-queue.ts';

const arbitraryStep = fc.oneof(
  { weight: 8, arbitrary: fc.record({ add: fc.integer({ min: 0, max: 300 }) }) },
  { weight: 1, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 90 }) }) },
);

test('each prefix waits once, and they are taken in the order they came', () => {
  fc.assert(
    fc.property(fc.array(arbitraryStep, { size: 'max', maxLength: 600 }), (steps) => {
      const queue = new PrefixQueue();
      const model: number[] = [];
      for (const step of steps) {
        if ('add' in step) {
          queue.add(step.add);
          if (!model.includes(step.add)) model.push(step.add);
        } else {
          expect([...queue.take(step.take)]).toEqual(model.splice(0, step.take));
        }
        expect(queue.length).toBe(model.length);
      }
      for (let id = 0; id <= 301; id += 1) if (queue.has(id) !== model.includes(id)) expect(id).toBe(-1);
    }),
    { numRuns: 60 },
  );
});

test('what is taken may wait again', () => {
  const queue = new PrefixQueue();
  queue.add(7);
  expect([...queue.take(10)]).toEqual([7]);
  queue.add(7);
  expect([...queue.take(10)]).toEqual([7]);
});
