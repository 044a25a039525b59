import { allFamilies, establishedScript, networks, routerConfiguration } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { capabilities, isEndOfRib, manyPrefixes, sendEndOfRib } from './support/messages.ts';

const peerAddress = '192.0.2.2';

/** Cilium holds back everything until every peer with graceful restart has sent its End-of-RIB. */
describe('End-of-RIB (RFC 4724, section 2)', () => {
  test('is sent at once, also when there is no route to send', () => {
    const { network, peer, router } = establishedScript();
    expect(network.now).toBeLessThan(100);
    expect(peer.receivedOf('UPDATE').map(isEndOfRib)).toEqual([true]);
    expect(router.eventsNamed('end-of-rib-sent')).toEqual([
      { name: 'end-of-rib-sent', peer: peerAddress, family: 'ipv4-unicast' },
    ]);
    expect(router.peer(peerAddress).families[0].endOfRibSent).toBe(true);
  });

  test('comes after the routes when there are some, however many, and only once', () => {
    const prefixes = manyPrefixes(20_000);
    const { peer } = establishedScript({ configuration: { networks: networks(...prefixes) } });
    const updates = peer.receivedOf('UPDATE');
    expect(updates.flatMap(({ nlri }) => nlri)).toHaveLength(prefixes.length);
    expect(updates.filter(isEndOfRib)).toHaveLength(1);
    expect(isEndOfRib(updates.at(-1)!)).toBe(true);
  });

  test('is sent for each family of the session', () => {
    const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
    const { peer, router } = establishedScript({ peer: { families } });
    expect(peer.receivedOf('UPDATE')).toEqual([
      { type: 'UPDATE', withdrawn: [], attributes: {}, nlri: [] },
      {
        type: 'UPDATE',
        withdrawn: [],
        attributes: {},
        nlri: [],
        unreachable: { afi: 2, safi: 1, nlri: [] },
      },
    ]);
    expect(router.peer(peerAddress).families.map(({ endOfRibSent }) => endOfRibSent)).toEqual([true, true]);
  });

  test('is not sent for a family that the peer does not have', () => {
    const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
    const { peer } = establishedScript(
      { peer: { families } },
      { capabilities: capabilities(65_001, ['ipv6-unicast']) },
    );
    expect(peer.receivedOf('UPDATE')).toMatchObject([{ unreachable: { afi: 2, safi: 1, nlri: [] } }]);
  });

  test('is not sent where graceful restart is disabled', () => {
    const { router, peer } = establishedScript({
      configuration: {
        gracefulRestart: { ...routerConfiguration().gracefulRestart, mode: 'disabled' },
      },
    });
    expect(peer.receivedOf('UPDATE')).toEqual([]);
    expect(router.isEstablished()).toBe(true);
  });

  test('received, it is told of by family', () => {
    const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
    const { network, peer, router } = establishedScript({ peer: { families } });
    sendEndOfRib(peer, 'ipv6-unicast');
    network.settle();
    const received = () => router.peer(peerAddress).families.map(({ endOfRibReceived }) => endOfRibReceived);
    expect(received()).toEqual([false, true]);
    sendEndOfRib(peer, 'ipv4-unicast');
    network.settle();
    expect(received()).toEqual([true, true]);
    expect(router.eventsNamed('end-of-rib-received').map(({ family }) => family)).toEqual([
      'ipv6-unicast',
      'ipv4-unicast',
    ]);
  });
});
