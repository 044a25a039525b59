import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  establishedPair,
  establishedScript,
  networks,
  type PairOfRouters,
  routerAndScript,
} from '../src/index.ts';

const [leftAddress, rightAddress] = ['192.0.2.1', '192.0.2.2'];
const leftNetwork = { configuration: { networks: networks('10.1.0.0/16') } };
const rightNetwork = { configuration: { networks: networks('10.2.0.0/16') } };

test('two routers find each other and exchange routes', () => {
  const { left, right } = establishedPair(leftNetwork, rightNetwork);
  expect(left.nextHops('10.2.0.0/16')).toEqual([rightAddress]);
  expect(right.nextHops('10.1.0.0/16')).toEqual([leftAddress]);
});

test('whatever the seed and the delay, they do', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 500 }), (seed, delayMs) => {
      const { left, right } = establishedPair(leftNetwork, rightNetwork, { seed, delayMs });
      expect([left.nextHops('10.2.0.0/16'), right.nextHops('10.1.0.0/16')]).toEqual([
        [rightAddress],
        [leftAddress],
      ]);
    }),
    { numRuns: 50 },
  );
});

test('the same seed gives the same run, another seed another', () => {
  const run = (seed: number) => {
    const { network } = establishedPair(leftNetwork, rightNetwork, { seed });
    network.runFor(60_000);
    network.reset('left', 'right');
    network.runFor(60_000);
    return network.log.entries;
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});

describe('faults', () => {
  const isDown = ({ left, right }: PairOfRouters) => !left.isEstablished() && !right.isEstablished();
  const isUp = ({ left, right }: PairOfRouters) => left.isEstablished() && right.isEstablished();

  test('a cut ends the session by the hold time, and mending brings it back', () => {
    const pair = establishedPair(leftNetwork, rightNetwork);
    const cutAt = pair.network.now;
    pair.network.cut('left', 'right');
    pair.network.runUntil(() => isDown(pair));
    expect(pair.network.now - cutAt).toBeLessThanOrEqual(9_000);
    expect(pair.network.now - cutAt).toBeGreaterThan(5_000);
    pair.network.restore('left', 'right');
    pair.network.runUntil(() => isUp(pair));
  });

  test('a frozen router loses its session, and finds it again', () => {
    const pair = establishedPair(leftNetwork, rightNetwork);
    pair.network.freeze('right');
    pair.network.runUntil(() => !pair.left.isEstablished(), { withinMs: 9_000 });
    pair.network.thaw('right');
    pair.network.runUntil(() => isUp(pair));
  });

  test('a reset is over soon', () => {
    const pair = establishedPair(leftNetwork, rightNetwork);
    pair.network.reset('left', 'right');
    pair.network.runUntil(() => isDown(pair), { withinMs: 100 });
    pair.network.runUntil(() => isUp(pair));
  });

  test('without a fault the session stays, hour after hour', () => {
    const pair = establishedPair(leftNetwork, rightNetwork);
    pair.network.runFor(3_600_000);
    expect(pair.left.eventsNamed('session-up')).toHaveLength(1);
    expect(isUp(pair)).toBe(true);
  });
});

test('a router hears a peer driven by hand, and answers it', () => {
  const { network, router, peer } = establishedScript(leftNetwork);
  peer.send({
    type: 'UPDATE',
    withdrawn: [],
    attributes: {
      origin: 'IGP',
      asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_001] }],
      nextHop: rightAddress,
    },
    nlri: [{ prefix: '10.9.0.0/16' }],
  });
  network.settle();
  expect(router.nextHops('10.9.0.0/16')).toEqual([rightAddress]);
  expect(peer.receivedOf('UPDATE').flatMap((update) => update.nlri)).toContainEqual({
    prefix: '10.1.0.0/16',
  });
});

test('a peer with another AS number than configured is told 2/2 (RFC 4271, section 6.2)', () => {
  const { network, peer } = routerAndScript({ peer: { remoteAs: { kind: 'exactly', asNumber: 65_002 } } });
  peer.sendOpen();
  network.runUntil(() => peer.closed !== undefined);
  expect(peer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 2, subcode: 2 }]);
});
