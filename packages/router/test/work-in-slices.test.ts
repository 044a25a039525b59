import { expect, test } from 'vitest';
import { type AggregateConfiguration, type BgpRouter, Router } from '../src/index.ts';
import { advertisement, inUpdates, learnedBy, manyPrefixes } from './support/messages.ts';
import { ipv4, reconfigurePeer, routeMapIn } from './support/policies.ts';
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

test('another import policy is many short steps over what was received, and nobody is asked again', () => {
  const prefixes = manyPrefixes(60_000);
  const { network, router, peers } = routerAndScripts(
    [{ address: '192.0.2.2' }],
    { policies: routeMapIn([{ action: 'deny' }]) },
    { chop: false, windowOctetCount: 4_000_000 },
  );
  for (const update of inUpdates(prefixes, (some) => advertisement(some))) peers[0].send(update);
  network.settle();
  for (const routeMap of ['IN', undefined]) {
    const importFilters = routeMap === undefined ? {} : { routeMap };
    reconfigurePeer(router, '192.0.2.2', ipv4({ importFilters }));
    const sizes = new Set<number>();
    network.runUntil(() => sizes.add(router.fib.size).has(routeMap === undefined ? prefixes.length : 0));
    expect(sizes.size).toBeGreaterThan(5);
    network.settle();
  }
  expect(peers[0].receivedOf('ROUTE-REFRESH')).toEqual([]);
  expect(router.isEstablished('192.0.2.2')).toBe(true);
});

/** A router that counts its steps. */
class CountedRouter extends Router {
  stepCount = 0;

  override handleTimeout(now: number): void {
    this.stepCount += 1;
    super.handleTimeout(now);
  }
}

test('an aggregate of many routes is many short steps, when it comes, when it is another and when it goes', () => {
  let counted!: CountedRouter;
  const prefixes = manyPrefixes(60_000);
  const { network, router, peers } = routerAndScripts(
    [{ address: '192.0.2.2' }, { address: '192.0.2.3', asNumber: 65_002 }],
    {},
    {
      chop: false,
      windowOctetCount: 4_000_000,
      createRouter: (...parameters: ConstructorParameters<typeof Router>): BgpRouter => {
        counted = new CountedRouter(...parameters);
        return counted;
      },
    },
  );
  for (const update of inUpdates(prefixes, (some) => advertisement(some))) peers[0].send(update);
  network.settle();
  const family = 'ipv4-unicast';
  const aggregate = {
    family,
    prefix: '0.0.0.0/1',
    asSet: false,
    summaryOnly: true,
    matchingMedOnly: false,
  } as const;
  const aggregates: (readonly [AggregateConfiguration[], number])[] = [
    [[aggregate], 1],
    [[{ ...aggregate, origin: 'EGP' }], 1],
    [[], prefixes.length],
  ];
  for (const [configured, learnedCount] of aggregates) {
    const before = counted.stepCount;
    router.command({
      name: 'configure',
      configuration: { ...router.router.configuration, aggregates: configured },
    });
    network.settle();
    expect(learnedBy(peers[1]).size).toBe(learnedCount);
    expect(counted.stepCount - before).toBeGreaterThan(12);
  }
  expect(router.isEstablished('192.0.2.3')).toBe(true);
});
