import { peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  isEndOfRib,
  learnedBy,
  manyPrefixes,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [source, target] = ['192.0.2.2', '192.0.2.3'];
const prefix = '10.9.0.0/16';
const intervalMs = 30_000;

/** Routes of one peer go on to another one with an advertisement interval of 30 s. */
function scene(seed = 1) {
  const sides = [
    { address: source },
    {
      address: target,
      asNumber: 65_002,
      peer: { advertisementIntervalSeconds: 30, families: { 'ipv4-unicast': peerFamilySettings() } },
    },
  ];
  const { network, router, peers } = routerAndScripts(sides, {}, { seed });
  const [from, to] = peers;
  const send = (message: Parameters<typeof from.send>[0]) => {
    from.send(message);
    network.settle();
  };
  const updateCount = () => to.receivedOf('UPDATE').filter((message) => !isEndOfRib(message)).length;
  return { network, router, to, send, updateCount, known: () => learnedBy(to).get(prefix) };
}

describe('MinRouteAdvertisementIntervalTimer (RFC 4271, section 9.2.1.1)', () => {
  test('the first advertisement goes at once, the next ones wait, and what changed meanwhile is said once', () => {
    const { network, send, updateCount, known } = scene();
    send(advertisement([prefix]));
    expect(updateCount()).toBe(1);
    const firstAt = network.now;
    for (const multiExitDisc of [1, 2, 3])
      send(advertisement([prefix], routeAttributes({ origin: multiExitDisc === 3 ? 'EGP' : 'INCOMPLETE' })));
    expect([updateCount(), known()?.origin]).toEqual([1, 'IGP']);
    network.runFor(0.75 * intervalMs - (network.now - firstAt) - 100);
    expect(updateCount()).toBe(1);
    network.runFor(0.25 * intervalMs + 200);
    expect([updateCount(), known()?.origin]).toEqual([2, 'EGP']);
  });

  test('is jittered between three quarters and the whole, by the seed (section 10)', () => {
    const waits = Array.from({ length: 40 }, (_, seed) => {
      const { network, send, updateCount } = scene(seed);
      send(advertisement([prefix]));
      const firstAt = network.now;
      send(advertisement([prefix], routeAttributes({ origin: 'EGP' })));
      network.runUntil(() => updateCount() === 2);
      return network.now - firstAt;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0.75 * intervalMs - 100);
    expect(Math.max(...waits)).toBeLessThanOrEqual(intervalMs + 100);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(0.15 * intervalMs);
  });

  test('a withdrawal does not wait, and takes along what did', () => {
    const { network, send, updateCount, known } = scene();
    send(advertisement([prefix]));
    send(advertisement([prefix], routeAttributes({ origin: 'EGP' })));
    send(withdrawal(prefix));
    expect([updateCount(), known()]).toEqual([2, undefined]);
    network.runFor(2 * intervalMs);
    expect(updateCount()).toBe(2);
  });

  test('what is as it was when the interval ends is not sent again', () => {
    const { network, send, updateCount, known } = scene();
    send(advertisement([prefix]));
    send(advertisement([prefix], routeAttributes({ origin: 'EGP' })));
    send(advertisement([prefix]));
    network.runFor(2 * intervalMs);
    expect([updateCount(), known()?.origin]).toEqual([1, 'IGP']);
  });

  test('a whole table is one burst', () => {
    const { send, to } = scene();
    for (let from = 0; from < 2_000; from += 200) send(advertisement(manyPrefixes(200, from)));
    expect(learnedBy(to).size).toBe(200);
  });

  test('the router sleeps while it waits', () => {
    const { router, send, network } = scene();
    send(advertisement([prefix]));
    send(advertisement([prefix], routeAttributes({ origin: 'EGP' })));
    const next = router.router.nextTimeout();
    expect(next).toBeGreaterThan(network.now);
    expect(router.router.explainAdvertisement(target, 'ipv4-unicast', prefix)?.advertised).toBe(true);
  });
});
