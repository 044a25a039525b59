import type { GracefulRestartCapability } from '@bgpeer/bgp-wire';
import { ceaseSubcode, notificationCode } from '@bgpeer/bgp-wire';
import { allFamilies, type ScriptedPeer } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import {
  advertisement,
  advertisement6,
  asPath,
  capabilities,
  learnedBy,
  routeAttributes,
  sendEndOfRib,
  withdrawal,
} from './support/messages.ts';
import { connect, routerAndScripts } from './support/router-and-scripts.ts';

const [restarter, steady, watcher] = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];
const [kept, gone, fresh] = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'];
const restartTimeSeconds = 120;
const stalePathTimeSeconds = 360;

function gracefulRestart(partial: Partial<GracefulRestartCapability> = {}): GracefulRestartCapability {
  return {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: false,
    restartTimeSeconds,
    families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
    ...partial,
  };
}

const offering = (partial?: Partial<GracefulRestartCapability>) =>
  capabilities(65_001, ['ipv4-unicast'], gracefulRestart(partial));

/** Two peers advertise the same two prefixes; the first of them can restart gracefully. A third one watches. */
function scene(offer: Partial<GracefulRestartCapability> = {}) {
  const scripts = routerAndScripts([
    { address: restarter, capabilities: offering(offer) },
    { address: steady },
    { address: watcher, asNumber: 65_003 },
  ]);
  const { network, router, peers } = scripts;
  const [peer, steadyPeer, watching] = peers;
  peer.send(advertisement([kept, gone]));
  steadyPeer.send(advertisement([kept], routeAttributes({ nextHop: steady })));
  network.settle();
  return {
    network,
    router,
    peer,
    watching,
    lose: () => {
      peer.close();
      network.settle();
    },
    /** The peer comes back as another process: with another OPEN. */
    comeBack: (again: Partial<GracefulRestartCapability> = {}): ScriptedPeer => {
      network.removeHost(restarter);
      const back = network.addScriptedPeer(restarter, {
        addresses: [restarter],
        capabilities: offering({ restarting: true, ...again }),
      });
      connect(network, router, back, restarter);
      return back;
    },
    staleOf: (prefix: string) =>
      router
        .prefix(prefix)
        ?.routes.filter(({ stale }) => stale)
        .map(({ peer: from }) => from?.address) ?? [],
    familyView: () => router.peer(restarter).families[0],
  };
}

describe('a restarting peer whose connection is lost', () => {
  test('keeps its routes, stale in the views: they carry on alone, not beside fresh ones, and none is withdrawn', () => {
    const { network, router, watching, lose, staleOf, familyView } = scene();
    expect(router.nextHops(kept)).toEqual([restarter, steady]);
    lose();
    expect(router.nextHops(kept)).toEqual([steady]);
    expect(router.nextHops(gone)).toEqual([restarter]);
    expect(staleOf(kept)).toEqual([restarter]);
    expect(familyView()).toMatchObject({ stalePrefixCount: 2, acceptedPrefixCount: 2 });
    expect([...learnedBy(watching).keys()].sort()).toEqual([kept, gone]);
    expect(watching.receivedOf('UPDATE').flatMap(({ withdrawn }) => withdrawn)).toEqual([]);
    expect(router.eventsNamed('routes-stale')).toMatchObject([{ peer: restarter, routeCount: 2 }]);
    expect(router.eventsNamed('session-down')).toMatchObject([{ peer: restarter, graceful: true }]);
    const { gracefulRestart: view, lastReset } = router.peer(restarter);
    expect(view.restartDeadline).toBe(
      network.now + restartTimeSeconds * 1_000 - (network.now - lastReset!.at),
    );
    expect(router.prefix(gone)?.routes[0].staleUntil).toBe(view.restartDeadline);
  });

  test('comes back with fewer routes: at End-of-RIB the rest goes, and what stayed was never away', () => {
    const { network, router, lose, comeBack, staleOf, watching } = scene();
    lose();
    const back = comeBack();
    expect(staleOf(gone)).toEqual([restarter]);
    back.send(advertisement([kept, fresh]));
    network.settle();
    expect(staleOf(kept)).toEqual([]);
    expect(staleOf(gone)).toEqual([restarter]);
    expect(router.nextHops(gone)).toEqual([restarter]);
    sendEndOfRib(back);
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.nextHops(kept)).toEqual([restarter, steady]);
    expect([...learnedBy(watching).keys()].sort()).toEqual([kept, fresh]);
    expect(watching.receivedOf('UPDATE').filter(({ withdrawn }) => withdrawn.length > 0)).toMatchObject([
      { withdrawn: [{ prefix: gone }] },
    ]);
    expect(router.eventsNamed('stale-routes-removed')).toMatchObject([{ peer: restarter, routeCount: 1 }]);
    expect(router.peer(restarter).gracefulRestart.restartDeadline).toBeUndefined();
    expect(router.peer(restarter).gracefulRestart.stalePathDeadline).toBeUndefined();
  });

  test('may withdraw and change what is stale', () => {
    const { network, router, lose, comeBack } = scene();
    lose();
    const back = comeBack();
    back.send(withdrawal(gone));
    back.send(advertisement([kept], routeAttributes({ asPath: asPath(65_001, 65_009) })));
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.nextHops(kept)).toEqual([steady]);
  });

  test.each<[string, Partial<GracefulRestartCapability>]>([
    ['without the forwarding state (F=0)', { families: [{ afi: 1, safi: 1, forwardingPreserved: false }] }],
    ['without the family', { families: [] }],
  ])('comes back %s: the stale routes go with the new OPEN', (_title, again) => {
    const { network, router, lose, comeBack } = scene();
    lose();
    comeBack(again);
    network.settle();
    expect(router.nextHops(kept)).toEqual([steady]);
    expect(router.prefix(gone)).toBeUndefined();
  });

  test('is given its restart time and no longer', () => {
    const { network, router, lose } = scene();
    lose();
    network.runFor(restartTimeSeconds * 1_000 - 1_000);
    expect(router.nextHops(gone)).toEqual([restarter]);
    network.runFor(2_000);
    expect(router.nextHops(gone)).toEqual([]);
    expect(router.nextHops(kept)).toEqual([steady]);
    expect(router.eventsNamed('stale-routes-removed')).toMatchObject([
      { routeCount: 2, reason: 'the peer did not come back within its restart time' },
    ]);
  });

  test('that comes back and never sends End-of-RIB is given the stale-path time', () => {
    const { network, router, lose, comeBack, staleOf } = scene();
    lose();
    comeBack();
    network.runFor(stalePathTimeSeconds * 1_000 - 2_000);
    expect(staleOf(gone)).toEqual([restarter]);
    network.runFor(3_000);
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.isEstablished(restarter)).toBe(true);
    expect(router.eventsNamed('stale-routes-removed')).toMatchObject([
      { routeCount: 2, reason: 'the stale-path time is over' },
    ]);
  });

  test('dials again before it was missed: the new connection takes over (RFC 4724, section 5)', () => {
    const { network, router, staleOf } = scene();
    network.freeze(restarter);
    const again = network.addScriptedPeer('again', {
      addresses: [restarter],
      capabilities: offering({ restarting: true }),
    });
    again.dial('192.0.2.1');
    network.runUntil(() => staleOf(kept).length > 0);
    again.sendOpen();
    network.runUntil(() => again.receivedOf('OPEN').length > 0);
    again.sendKeepalive();
    network.runUntil(() => router.isEstablished(restarter));
    sendEndOfRib(again);
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.nextHops(kept)).toEqual([steady]);
  });
});

describe('what is not helped over', () => {
  test('a peer that did not offer it loses its routes at once', () => {
    const { network, router, peers } = routerAndScripts([{ address: restarter }]);
    peers[0].send(advertisement([gone]));
    network.settle();
    peers[0].close();
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.eventsNamed('session-down')).toMatchObject([{ graceful: false }]);
  });

  const cease = { type: 'NOTIFICATION', code: notificationCode.cease, data: new Uint8Array() } as const;
  test.each([
    ['without the N bit', false, ceaseSubcode.administrativeReset, []],
    ['with the N bit (RFC 8538, section 2)', true, ceaseSubcode.administrativeReset, [restarter]],
    ['that is a hard reset (RFC 8538, section 3)', true, ceaseSubcode.hardReset, []],
  ])('a NOTIFICATION %s', (_title, notificationSupport, subcode, nextHops) => {
    const { network, router, peer } = scene({ notificationSupport });
    peer.send({ ...cease, subcode });
    network.settle();
    expect(router.nextHops(gone)).toEqual(nextHops);
  });

  test.each([
    ['without the N bit', false, []],
    ['with the N bit (RFC 8538, section 4)', true, [restarter]],
  ])('a Hold Timer that expires %s', (_title, notificationSupport, nextHops) => {
    const { network, router, peers } = routerAndScripts([
      { address: restarter, holdTimeSeconds: 9, capabilities: offering({ notificationSupport }) },
    ]);
    peers[0].send(advertisement([gone]));
    network.runUntil(() => router.eventsNamed('session-down').length > 0);
    network.settle();
    expect(router.peer(restarter).lastReset?.kind).toBe('hold-timer-expired');
    expect(router.nextHops(gone)).toEqual(nextHops);
  });

  test('an administrative shutdown of ours, and it leaves no deadline behind', () => {
    const { network, router } = scene({ notificationSupport: true });
    router.command({ name: 'peer-shutdown', peer: restarter });
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.peer(restarter).gracefulRestart.restartDeadline).toBeUndefined();
  });

  test('a shutdown while the routes are stale: they go, once, and no deadline stays', () => {
    const { network, router, lose } = scene();
    lose();
    router.command({ name: 'peer-shutdown', peer: restarter });
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.peer(restarter).gracefulRestart.restartDeadline).toBeUndefined();
    network.runFor(stalePathTimeSeconds * 1_000 + 1_000);
    expect(router.eventsNamed('stale-routes-removed')).toMatchObject([
      { routeCount: 2, reason: 'the peer was shut down' },
    ]);
  });

  test('a shutdown after the peer came back, before its End-of-RIB', () => {
    const { network, router, lose, comeBack } = scene();
    lose();
    comeBack();
    router.command({ name: 'peer-shutdown', peer: restarter });
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(router.eventsNamed('stale-routes-removed')).toHaveLength(1);
  });
});

describe('lost once more before it was done', () => {
  test('what was stale already goes, what was advertised since is kept (RFC 4724, section 4.2)', () => {
    const { network, router, lose, comeBack, staleOf } = scene();
    lose();
    const back = comeBack();
    back.send(advertisement([kept]));
    network.settle();
    back.close();
    network.settle();
    expect(router.prefix(gone)).toBeUndefined();
    expect(staleOf(kept)).toEqual([restarter]);
  });

  test('with the N bit from both sides all of it is kept (RFC 8538, section 4)', () => {
    const { network, router, lose, comeBack, staleOf } = scene({ notificationSupport: true });
    lose();
    const back = comeBack({ notificationSupport: true });
    back.send(advertisement([kept]));
    network.settle();
    back.close();
    network.settle();
    expect([staleOf(kept), staleOf(gone)]).toEqual([[restarter], [restarter]]);
    network.runFor(restartTimeSeconds * 1_000 + 1_000);
    expect(router.prefix(gone)).toBeUndefined();
  });
});

test('each family is on its own: End-of-RIB of one says nothing of the other', () => {
  const codes = [
    { afi: 1, safi: 1, forwardingPreserved: true },
    { afi: 2, safi: 1, forwardingPreserved: true },
  ];
  const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
  const both = capabilities(65_001, ['ipv4-unicast', 'ipv6-unicast'], gracefulRestart({ families: codes }));
  const { network, router, peers } = routerAndScripts([
    { address: restarter, capabilities: both, peer: { families } },
  ]);
  const [peer] = peers;
  peer.send(advertisement([gone]));
  peer.send(advertisement6(['2001:db8:1::/48'], routeAttributes({ nextHop: '2001:db8::2' })));
  network.settle();
  peer.close();
  network.settle();
  expect(router.eventsNamed('routes-stale').map(({ family }) => family)).toEqual([
    'ipv4-unicast',
    'ipv6-unicast',
  ]);
  connect(network, router, peer, restarter);
  sendEndOfRib(peer, 'ipv4-unicast');
  network.settle();
  expect([router.nextHops(gone), router.nextHops('2001:db8:1::/48')]).toEqual([[], ['2001:db8::2']]);
  sendEndOfRib(peer, 'ipv6-unicast');
  network.settle();
  expect(router.nextHops('2001:db8:1::/48')).toEqual([]);
});
