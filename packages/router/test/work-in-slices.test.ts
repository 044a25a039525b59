import { expect, test } from 'vitest';
import { advertisement, inUpdates, learnedBy, manyPrefixes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

test('a peer with many routes that goes down is many short steps, and the others are served in between', () => {
  const prefixes = manyPrefixes(50_000);
  const { network, router, peers } = routerAndScripts(
    [{ address: '192.0.2.2' }, { address: '192.0.2.3', asNumber: 65_002 }],
    {},
    { chop: false, windowOctetCount: 4_000_000 },
  );
  const [source, other] = peers;
  for (const update of inUpdates(prefixes, (some) => advertisement(some))) source.send(update);
  network.settle();
  expect(learnedBy(other).size).toBe(prefixes.length);
  source.close();
  const sizes = new Set<number>();
  network.runUntil(() => sizes.add(router.fib.size).has(0));
  expect(sizes.size).toBeGreaterThan(5);
  network.settle();
  expect(learnedBy(other).size).toBe(0);
  expect(router.isEstablished('192.0.2.3')).toBe(true);
});
