import type { Capability } from '@bgpeer/bgp-wire';
import type { PrefixLimitConfiguration } from '@bgpeer/router';
import { allFamilies, establishedScript, peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  asPath,
  capabilities,
  manyPrefixes,
  routeAttributes,
  withdrawal,
} from './support/messages.ts';
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

describe('around the limit', () => {
  function scene(limit: Partial<PrefixLimitConfiguration>, ...more: readonly Capability[]) {
    const prefixLimit = { prefixCountMax: 10, thresholdPercent: 75, warningOnly: false, ...limit };
    return establishedScript(
      { peer: { families: { 'ipv4-unicast': peerFamilySettings({ prefixLimit }) } } },
      { capabilities: capabilities(65_001, ['ipv4-unicast'], ...more) },
    );
  }

  test('the threshold is told of once a session', () => {
    const { network, router, peer } = scene({});
    peer.send(advertisement(manyPrefixes(7)));
    network.settle();
    expect(router.eventsNamed('prefix-limit-near')).toEqual([]);
    peer.send(advertisement(manyPrefixes(8)));
    peer.send(withdrawal(...manyPrefixes(8)));
    peer.send(advertisement(manyPrefixes(9)));
    network.settle();
    expect(router.eventsNamed('prefix-limit-near')).toEqual([
      {
        name: 'prefix-limit-near',
        peer: peerAddress,
        family: 'ipv4-unicast',
        prefixCount: 8,
        prefixCountMax: 10,
        thresholdPercent: 75,
      },
    ]);
    expect(router.isEstablished()).toBe(true);
  });

  test('what import turned away does not count, as in FRR', () => {
    const { network, router, peer } = scene({});
    const looped = routeAttributes({ asPath: asPath(65_001, 65_000) });
    peer.send(advertisement(manyPrefixes(10)));
    peer.send(advertisement(manyPrefixes(20, 100), looped));
    network.settle();
    expect(router.isEstablished()).toBe(true);
  });

  test('a refresh that has come half way counts with the other half (RFC 7313)', () => {
    const { network, router, peer } = scene({}, { name: 'enhanced-route-refresh' });
    peer.send(advertisement(manyPrefixes(10)));
    peer.send({ type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 1 });
    peer.send(advertisement(manyPrefixes(1, 100)));
    network.settle();
    expect(router.eventsNamed('prefix-limit')).toHaveLength(1);
  });

  test('with restart, the session starts again by itself when the minutes are over', () => {
    const { network, router, peer } = scene({ restartMinutes: 2 });
    peer.send(advertisement(manyPrefixes(11)));
    network.settle();
    const { prefixLimitRestartAt } = router.peer(peerAddress);
    expect(prefixLimitRestartAt).toBe(router.peer(peerAddress).lastReset!.at + 120_000);
    network.runFor(119_000);
    peer.dial('192.0.2.1');
    network.runFor(500);
    expect(peer.isConnected).toBe(false);
    network.runFor(2_000);
    expect(router.peer(peerAddress)).toMatchObject({ prefixLimitReached: false });
    expect(router.peer(peerAddress).prefixLimitRestartAt).toBeUndefined();
    connect(network, router, peer, peerAddress);
  });

  test('the operator may start it before that, and shut it down for longer', () => {
    const { network, router, peer } = scene({ restartMinutes: 1 });
    peer.send(advertisement(manyPrefixes(11)));
    network.settle();
    router.command({ name: 'peer-shutdown', peer: peerAddress });
    network.runFor(120_000);
    peer.dial('192.0.2.1');
    network.runFor(1_000);
    expect([router.stateOf(peerAddress), peer.isConnected]).toEqual(['Idle', false]);
    router.command({ name: 'peer-start', peer: peerAddress });
    connect(network, router, peer, peerAddress);
  });

  test('goes as a Hard Reset to who knows it (RFC 8538, section 5.1)', () => {
    const { network, peer } = scene(
      {},
      {
        name: 'graceful-restart',
        restarting: false,
        notificationSupport: true,
        restartTimeSeconds: 120,
        families: [],
      },
    );
    peer.send(advertisement(manyPrefixes(11)));
    network.settle();
    expect(peer.receivedOf('NOTIFICATION')).toMatchObject([
      { code: 6, subcode: 9, data: Uint8Array.of(6, 1, 0, 1, 1, 0, 0, 0, 10) },
    ]);
  });
});
