import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../src/network/event-queue.ts';

test('events come in the order of time, and at one instant in the order they were scheduled', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }), (instants) => {
      const queue = new EventQueue();
      const taken: { at: number; place: number }[] = [];
      instants.forEach((at, place) => {
        queue.schedule(at, () => taken.push({ at, place }));
      });
      for (let event = queue.take(); event !== undefined; event = queue.take()) event.run();
      const expected = instants.map((at, place) => ({ at, place })).sort((one, other) => one.at - other.at);
      expect(taken).toEqual(expected);
    }),
  );
});
