import type { Capability, RouteRefreshMessage } from '@bgpeer/bgp-wire';
import { allFamilies, establishedScript, networks } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  capabilities,
  learnedBy,
  manyPrefixes,
  routeAttributes,
  sendEndOfRib,
  withdrawal,
} from './support/messages.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

const peerAddress = '192.0.2.2';
const enhanced: Capability = { name: 'enhanced-route-refresh' };
const [kept, gone] = ['10.1.0.0/16', '10.2.0.0/16'];

function refresh(subtype: number): RouteRefreshMessage {
  return { type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype };
}

describe('asked by the peer (RFC 2918)', () => {
  const prefixes = manyPrefixes(1_000);

  test('everything is sent once more, without markers for a peer that knows none', () => {
    const { network, peer } = establishedScript({ configuration: { networks: networks(...prefixes) } });
    const sentBefore = peer.received.length;
    peer.send(refresh(0));
    network.settle();
    const again = peer.received.slice(sentBefore);
    expect(again.every(({ type }) => type === 'UPDATE')).toBe(true);
    expect(again.flatMap((message) => (message.type === 'UPDATE' ? message.nlri : []))).toHaveLength(1_000);
  });

  test('between Beginning-of-RR and End-of-RR for one that does (RFC 7313, section 4)', () => {
    const { network, peer } = establishedScript(
      { configuration: { networks: networks(...prefixes) } },
      { capabilities: capabilities(65_001, ['ipv4-unicast'], enhanced) },
    );
    const sentBefore = peer.received.length;
    peer.send(refresh(0));
    network.settle();
    const again = peer.received.slice(sentBefore);
    expect(again[0]).toMatchObject({ type: 'ROUTE-REFRESH', subtype: 1 });
    expect(again.at(-1)).toMatchObject({ type: 'ROUTE-REFRESH', subtype: 2 });
    const between = again.slice(1, -1);
    expect(between.flatMap((message) => (message.type === 'UPDATE' ? message.nlri : []))).toHaveLength(1_000);
  });

  test('with nothing to send there are still both markers', () => {
    const { network, peer } = establishedScript(
      {},
      { capabilities: capabilities(65_001, ['ipv4-unicast'], enhanced) },
    );
    peer.send(refresh(0));
    network.settle();
    expect(peer.receivedOf('ROUTE-REFRESH').map(({ subtype }) => subtype)).toEqual([1, 2]);
  });

  test('only the one who asked is sent anything', () => {
    const { network, peers } = routerAndScripts([{ address: peerAddress }, { address: '192.0.2.3' }], {
      networks: networks(kept),
    });
    const [asking, other] = peers;
    const receivedBefore = other.received.length;
    asking.send(refresh(0));
    network.settle();
    expect(asking.receivedOf('UPDATE').flatMap(({ nlri }) => nlri)).toHaveLength(2);
    expect(other.received).toHaveLength(receivedBefore);
  });

  test('a family that the session does not have is passed over', () => {
    const { network, peer, router } = establishedScript();
    const receivedBefore = peer.received.length;
    peer.send({ ...refresh(0), afi: 2 });
    network.settle();
    expect(router.isEstablished()).toBe(true);
    expect(peer.received).toHaveLength(receivedBefore);
  });
});

describe('asking the peer', () => {
  const askIn = { name: 'peer-refresh-in', peer: peerAddress } as const;

  test('a request for each family of the session', () => {
    const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
    const { network, peer, router } = establishedScript({ peer: { families } });
    router.command(askIn);
    network.settle();
    expect(peer.receivedOf('ROUTE-REFRESH')).toEqual([
      { type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 },
      { type: 'ROUTE-REFRESH', afi: 2, safi: 1, subtype: 0 },
    ]);
    expect(router.peer(peerAddress).sent.routeRefresh).toBe(2);
  });

  test('not one that did not offer it', () => {
    const plain: Capability[] = [{ name: 'multiprotocol', afi: 1, safi: 1 }];
    const { network, peer, router } = establishedScript({}, { capabilities: plain });
    router.command(askIn);
    network.settle();
    expect(peer.receivedOf('ROUTE-REFRESH')).toEqual([]);
    expect(router.eventsNamed('command-ignored')).toEqual([
      { name: 'command-ignored', detail: '192.0.2.2 did not offer route refresh' },
    ]);
  });

  test('the operator can send out everything anew as well', () => {
    const { network, peer, router } = establishedScript({ configuration: { networks: networks(kept) } });
    router.command({ name: 'peer-refresh-out', peer: peerAddress });
    network.settle();
    expect(peer.receivedOf('UPDATE').flatMap(({ nlri }) => nlri)).toEqual([
      { prefix: kept },
      { prefix: kept },
    ]);
  });
});

describe('what is refreshed by the peer between markers (RFC 7313, section 4)', () => {
  function refreshing() {
    const scene = establishedScript({}, { capabilities: capabilities(65_001, ['ipv4-unicast'], enhanced) });
    const { network, router, peer } = scene;
    peer.send(advertisement([kept, gone]));
    network.settle();
    peer.send(refresh(1));
    peer.send(advertisement([kept]));
    network.settle();
    const known = () => [...router.fib.keys()].sort();
    return { ...scene, known };
  }

  test('until End-of-RR everything stays; then what was not advertised again goes', () => {
    const { network, peer, known, router } = refreshing();
    expect(known()).toEqual([kept, gone]);
    expect(router.peer(peerAddress).families[0].acceptedPrefixCount).toBe(2);
    peer.send(refresh(2));
    network.settle();
    expect(known()).toEqual([kept]);
    expect(router.peer(peerAddress).families[0].acceptedPrefixCount).toBe(1);
  });

  test('a second beginning starts over', () => {
    const { network, peer, known } = refreshing();
    peer.send(refresh(1));
    peer.send(advertisement([gone]));
    peer.send(refresh(2));
    network.settle();
    // `gone` went with the first window and came back in the second; `kept` was not advertised in the second.
    expect(known()).toEqual([gone]);
  });

  test('withdrawals in between are withdrawals', () => {
    const { network, peer, known } = refreshing();
    peer.send(withdrawal(gone));
    network.settle();
    expect(known()).toEqual([kept]);
  });

  test('an end without a beginning changes nothing', () => {
    const { network, peer, known } = refreshing();
    peer.send(refresh(2));
    peer.send(refresh(2));
    network.settle();
    expect(known()).toEqual([kept]);
  });

  test('a refresh that does not end is waited for as long as a restart', () => {
    const { network, router, peer, known } = refreshing();
    const { stalePathTimeSeconds } = router.router.configuration.gracefulRestart;
    network.runFor((stalePathTimeSeconds - 1) * 1_000);
    expect(known()).toEqual([kept, gone]);
    network.runFor(2_000);
    expect(known()).toEqual([kept]);
    expect(router.isEstablished()).toBe(true);
    expect(router.eventsNamed('stale-routes-removed')).toEqual([
      {
        name: 'stale-routes-removed',
        peer: peerAddress,
        family: 'ipv4-unicast',
        routeCount: 1,
        reason: `the peer did not end its route refresh within ${stalePathTimeSeconds} s`,
      },
    ]);
    peer.send(advertisement([gone]));
    peer.send(refresh(2));
    network.settle();
    expect(known()).toEqual([kept, gone]);
  });

  test('one that ended in time is not looked at again, nor one whose session is lost', () => {
    const { network, router, peer, known } = refreshing();
    peer.send(refresh(2));
    network.settle();
    network.runFor(1_000_000);
    expect(known()).toEqual([kept]);
    peer.send(refresh(1));
    network.settle();
    peer.close();
    network.runFor(1_000_000);
    expect(router.eventsNamed('stale-routes-removed')).toEqual([]);
  });

  test('the session lost in the middle takes everything', () => {
    const { network, router, peer } = refreshing();
    peer.close();
    network.settle();
    expect(router.router.summary().families[0].routeCount).toBe(0);
  });
});

test('a refresh does not lose what changes meanwhile', () => {
  const { network, router, peers } = routerAndScripts([
    { address: peerAddress, capabilities: capabilities(65_001, ['ipv4-unicast'], enhanced) },
    { address: '192.0.2.3', asNumber: 65_002 },
  ]);
  const [asking, source] = peers;
  source.send(
    advertisement([kept, gone], routeAttributes({ asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_002] }] })),
  );
  network.settle();
  asking.send(refresh(0));
  source.send(withdrawal(gone));
  network.settle();
  expect(router.prefix(gone)).toBeUndefined();
  expect([...learnedBy(asking).keys()]).toEqual([kept]);
});

describe('together with a graceful restart (RFC 7313, section 4)', () => {
  const gracefulRestart: Capability = {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: false,
    restartTimeSeconds: 120,
    families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
  };
  const fresh = '10.9.0.0/16';

  /** The peer has restarted; `kept` and `gone` are stale. */
  function restarted() {
    const scene = establishedScript(
      {},
      { capabilities: capabilities(65_001, ['ipv4-unicast'], enhanced, gracefulRestart) },
    );
    const { network, router, peer } = scene;
    peer.send(advertisement([kept, gone]));
    sendEndOfRib(peer);
    network.settle();
    peer.close();
    network.settle();
    connect(network, router, peer, peerAddress);
    return { ...scene, known: () => [...router.fib.keys()].sort() };
  }

  test('a refresh that begins before End-of-RIB is ignored: its end removes nothing', () => {
    const { network, router, peer, known } = restarted();
    peer.send(advertisement([fresh]));
    peer.send(refresh(1));
    peer.send(advertisement([kept]));
    peer.send(refresh(2));
    network.settle();
    expect(known()).toEqual([kept, gone, fresh]);
    expect(router.eventsNamed('route-refresh-ignored')).toMatchObject([{ peer: peerAddress }]);
    sendEndOfRib(peer);
    network.settle();
    expect(known()).toEqual([kept, fresh]);
  });

  test('one that begins after End-of-RIB counts, and the two do not take each other for themselves', () => {
    const { network, peer, known } = restarted();
    peer.send(advertisement([kept, fresh]));
    sendEndOfRib(peer);
    peer.send(refresh(1));
    peer.send(advertisement([fresh]));
    sendEndOfRib(peer);
    network.settle();
    expect(known()).toEqual([kept, fresh]);
    peer.send(refresh(2));
    network.settle();
    expect(known()).toEqual([fresh]);
  });

  test('a session lost in the middle of a refresh keeps both halves', () => {
    const { network, router, peer, known } = restarted();
    peer.send(advertisement([kept, gone]));
    sendEndOfRib(peer);
    peer.send(refresh(1));
    peer.send(advertisement([kept]));
    network.settle();
    peer.close();
    network.settle();
    expect(known()).toEqual([kept, gone]);
    expect(router.peer(peerAddress).families[0].stalePrefixCount).toBe(2);
    network.runFor(121_000);
    expect(known()).toEqual([]);
  });
});
