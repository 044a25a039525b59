import { allFamilies, establishedScript, peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, manyPrefixes, withdrawal } from './support/messages.ts';
import { connect } from './support/router-and-scripts.ts';

const peerAddress = '192.0.2.2';

function limited(warningOnly = false) {
  const families = {
    ...allFamilies('ipv4-unicast', 'ipv6-unicast'),
    'ipv4-unicast': peerFamilySettings({
      prefixLimit: { prefixCountMax: 10, thresholdPercent: 75, warningOnly },
    }),
  };
  return establishedScript({ peer: { families } });
}

describe('a peer with a prefix limit (RFC 4486, section 4)', () => {
  test('may advertise as many as that, over and over', () => {
    const { network, router, peer } = limited();
    for (let round = 0; round < 3; round += 1) {
      peer.send(advertisement(manyPrefixes(10, round * 10)));
      peer.send(withdrawal(...manyPrefixes(10, round * 10)));
    }
    peer.send(advertisement(manyPrefixes(10)));
    peer.send(advertisement(manyPrefixes(10)));
    network.settle();
    expect(router.fib.size).toBe(10);
    expect(router.isEstablished()).toBe(true);
  });

  test('is closed when it advertises more: Cease 6/1 with the family and the limit, and its routes go', () => {
    const { network, router, peer } = limited();
    peer.send(advertisement(manyPrefixes(11)));
    network.settle();
    expect(peer.receivedOf('NOTIFICATION')).toMatchObject([
      { code: 6, subcode: 1, data: Uint8Array.of(0, 1, 1, 0, 0, 0, 10) },
    ]);
    expect(router.fib.size).toBe(0);
    expect(router.eventsNamed('prefix-limit')).toEqual([
      { name: 'prefix-limit', peer: peerAddress, family: 'ipv4-unicast', prefixCountMax: 10, closed: true },
    ]);
    const { prefixLimitReached, lastReset } = router.peer(peerAddress);
    expect(prefixLimitReached).toBe(true);
    expect(lastReset?.text).toContain('the peer advertised more than 10 ipv4-unicast prefixes');
  });

  test('stays down, and is not let in, until the operator resets it', () => {
    const { network, router, peer } = limited();
    peer.send(advertisement(manyPrefixes(11)));
    network.settle();
    network.runFor(600_000);
    peer.dial('192.0.2.1');
    network.runFor(60_000);
    expect(router.stateOf(peerAddress)).toBe('Idle');
    expect(peer.isConnected).toBe(false);
    router.command({ name: 'peer-reset', peer: peerAddress });
    expect(router.peer(peerAddress).prefixLimitReached).toBe(false);
    connect(network, router, peer, peerAddress);
    peer.send(advertisement(manyPrefixes(10)));
    network.settle();
    expect(router.fib.size).toBe(10);
  });

  test('a start by the operator will do as well', () => {
    const { network, router, peer } = limited();
    peer.send(advertisement(manyPrefixes(11)));
    network.settle();
    router.command({ name: 'peer-start', peer: peerAddress });
    expect(router.peer(peerAddress).prefixLimitReached).toBe(false);
    connect(network, router, peer, peerAddress);
  });

  test('with warning-only it is told of once a session, and stays', () => {
    const { network, router, peer } = limited(true);
    peer.send(advertisement(manyPrefixes(11)));
    peer.send(advertisement(manyPrefixes(11, 11)));
    network.settle();
    expect(router.isEstablished()).toBe(true);
    expect(router.fib.size).toBe(22);
    expect(router.eventsNamed('prefix-limit')).toMatchObject([{ prefixCountMax: 10, closed: false }]);
  });
});
