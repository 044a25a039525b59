import {
  establishedPair,
  establishedScript,
  networks,
  pairOfRouters,
  routerAndScript,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOfRouters } from './support/lines-of-routers.ts';
import { reconfigure } from './support/policies.ts';

const [leftAddress, rightAddress] = ['192.0.2.1', '192.0.2.2'];

test('a peer of another AS than configured: the event has both numbers', () => {
  const { network, router, peer } = routerAndScript({
    peer: { remoteAs: { kind: 'exactly', asNumber: 65_002 } },
  });
  peer.sendOpen();
  network.runUntil(() => router.eventsNamed('session-down').length > 0);
  const [{ reason, wasEstablished, kind }] = router.eventsNamed('session-down');
  expect(reason).toContain('65001');
  expect(reason).toContain('65002');
  expect([wasEstablished, kind]).toEqual([false, 'notification-sent']);
  expect(router.peer(rightAddress).lastReset?.notification).toEqual({
    direction: 'sent',
    code: 2,
    subcode: 2,
  });
});

test('minimum-holdtime is for who comes from now on (RFC 4271, section 4.2)', () => {
  const { network, router, peer } = establishedScript({}, { holdTimeSeconds: 30 });
  reconfigure(router, () => ({ minimumHoldTimeSeconds: 31 }));
  network.settle();
  expect(router.isEstablished()).toBe(true);
  peer.close();
  network.settle();
  peer.dial(leftAddress);
  network.runUntil(() => peer.isConnected);
  peer.sendOpen();
  network.runUntil(() => peer.receivedOf('NOTIFICATION').length > 0);
  expect(peer.receivedOf('NOTIFICATION').at(-1)).toMatchObject({
    code: 2,
    subcode: 6,
    data: Uint8Array.of(0, 30),
  });
});

describe('both sides dial', () => {
  test('at once, and there is one session in the end that stays, whatever the delay and the seed (RFC 4271, section 6.8)', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.integer({ min: 0, max: 300 }), (seed, delayMs) => {
        const { network, left, right } = establishedPair(
          { configuration: { networks: networks('10.1.0.0/16') } },
          { configuration: { networks: networks('10.2.0.0/16') } },
          { seed, delayMs },
        );
        network.runFor(60_000);
        const ups = left.eventsNamed('session-up').length;
        network.runFor(60_000);
        expect(left.eventsNamed('session-up')).toHaveLength(ups);
        expect([left.nextHops('10.2.0.0/16'), right.nextHops('10.1.0.0/16')]).toEqual([
          [rightAddress],
          [leftAddress],
        ]);
        const ports = ({ localPort, remotePort }: { localPort: number; remotePort: number }) => [
          localPort,
          remotePort,
        ];
        expect(ports(left.peer(rightAddress).endpoints!)).toEqual(
          ports(right.peer(leftAddress).endpoints!).reverse(),
        );
      }),
      { numRuns: 25 },
    );
  });
});

test('a peer that is not there is tried again, and found when it comes', () => {
  const { network, left, right } = pairOfRouters({}, { peer: { shutdown: true } });
  network.runFor(100_000);
  expect(left.isEstablished()).toBe(false);
  right.command({ name: 'peer-start', peer: leftAddress });
  network.runUntil(() => left.isEstablished() && right.isEstablished());
});

test('a session within one AS is internal, between two external', () => {
  const { routers } = lineOfRouters([65_000, 65_000, 65_001]);
  expect(routers[1].router.peers().map(({ session }) => session)).toEqual(['internal', 'external']);
});

test('the summary says whose it is', () => {
  const { left } = establishedPair({ configuration: { hostName: 'tor', networks: networks('10.1.0.0/16') } });
  expect(left.router.summary()).toMatchObject({
    asNumber: 65_000,
    bgpIdentifier: leftAddress,
    hostName: 'tor',
    families: [
      { family: 'ipv4-unicast', prefixCount: 1 },
      { family: 'ipv6-unicast', prefixCount: 0, routeCount: 0 },
    ],
  });
});
