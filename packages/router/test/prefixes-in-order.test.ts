import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PrefixesInOrder } from '../src/export/prefixes-in-order.ts';

test('whatever comes and goes, the first is the least of what is there', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(30))), (steps) => {
      const prefixes = new PrefixesInOrder((one, other) => one - other);
      const there = new Set<number>();
      for (const [comes, prefix] of steps) {
        if (comes) prefixes.add(prefix);
        else prefixes.delete(prefix);
        if (comes) there.add(prefix);
        else there.delete(prefix);
        expect(prefixes.first).toBe(there.size === 0 ? undefined : Math.min(...there));
      }
    }),
  );
});
