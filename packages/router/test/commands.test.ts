import { establishedPair, establishedScript, networks } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, learnedBy } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [leftAddress, rightAddress] = ['192.0.2.1', '192.0.2.2'];
const communication = 'Wartung bis 6 Uhr – maintenance';

describe('shutdown and start of a peer', () => {
  test('the other side reads what the operator wrote (RFC 9003), and stays without a session', () => {
    const { network, left, right } = establishedPair();
    left.command({ name: 'peer-shutdown', peer: rightAddress, communication });
    network.settle();
    expect(left.peer(rightAddress)).toMatchObject({ state: 'Idle', adminShutdown: true });
    expect(right.peer(leftAddress).lastReset).toMatchObject({
      kind: 'notification-received',
      text: `NOTIFICATION received: Cease/Hard Reset (Cease/Administrative Shutdown (${communication}))`,
      notification: { direction: 'received', code: 6, subcode: 2, hardReset: true },
    });
    network.runFor(600_000);
    expect([left.stateOf(rightAddress), right.isEstablished()]).toEqual(['Idle', false]);
    left.command({ name: 'peer-start', peer: rightAddress });
    network.runUntil(() => left.isEstablished() && right.isEstablished());
    expect(left.peer(rightAddress).adminShutdown).toBe(false);
  });

  test('its routes go, here and there', () => {
    const { network, left, right } = establishedPair(
      { configuration: { networks: networks('10.1.0.0/16') } },
      { configuration: { networks: networks('10.2.0.0/16') } },
    );
    left.command({ name: 'peer-shutdown', peer: rightAddress });
    network.settle();
    expect([[...left.fib.keys()], [...right.fib.keys()]]).toEqual([['10.1.0.0/16'], ['10.2.0.0/16']]);
  });

  test('one that is configured as shut down does not start with the others', () => {
    const { network, router } = establishedScript();
    const { configuration } = router.router;
    const peers = configuration.peers.map((peer) => ({ ...peer, shutdown: true, address: '192.0.2.9' }));
    router.command({
      name: 'configure',
      configuration: { ...configuration, peers: [...configuration.peers, ...peers] },
    });
    router.start();
    network.runFor(60_000);
    expect(router.peer('192.0.2.9')).toMatchObject({ state: 'Idle', adminShutdown: true });
  });
});

test('a reset says Administrative Reset (6/4) inside a Hard Reset, and the session comes back', () => {
  const { network, left, right } = establishedPair();
  left.command({ name: 'peer-reset', peer: rightAddress, communication });
  network.settle();
  expect(right.peer(leftAddress).lastReset?.text).toBe(
    `NOTIFICATION received: Cease/Hard Reset (Cease/Administrative Reset (${communication}))`,
  );
  network.runUntil(() => left.isEstablished() && right.isEstablished());
});

test('a stop says Administrative Shutdown to every peer', () => {
  const { network, router, peers } = routerAndScripts([
    { address: '192.0.2.2' },
    { address: '192.0.2.3' },
    { address: '192.0.2.4' },
  ]);
  router.command({ name: 'stop', communication: 'bye' });
  network.settle();
  for (const peer of peers) {
    expect(peer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 6, subcode: 2 }]);
    expect(peer.isConnected).toBe(false);
  }
  network.runFor(600_000);
  expect(router.router.peers().map(({ state }) => state)).toEqual(['Idle', 'Idle', 'Idle']);
});

describe('networks of our own', () => {
  const family = 'ipv4-unicast';

  test('are advertised when added, and withdrawn when deleted', () => {
    const { network, router, peer } = establishedScript();
    router.command({ name: 'network-add', family, prefix: '10.1.0.0/16' });
    network.settle();
    expect([...learnedBy(peer).keys()]).toEqual(['10.1.0.0/16']);
    router.command({ name: 'network-delete', family, prefix: '10.1.0.0/16' });
    network.settle();
    expect(learnedBy(peer).size).toBe(0);
    expect(router.prefix('10.1.0.0/16')).toBeUndefined();
  });

  test('beat what is learned, and leave it when they go', () => {
    const { network, router, peer } = establishedScript({
      configuration: { networks: networks('10.1.0.0/16') },
    });
    peer.send(advertisement(['10.1.0.0/16']));
    network.settle();
    expect(router.prefix('10.1.0.0/16')).toMatchObject({ selectionReason: 'Weight' });
    expect(router.router.selectedRouteFor(family, '10.1.0.0/16')?.source).toBe('local');
    router.command({ name: 'network-delete', family, prefix: '10.1.0.0/16' });
    network.settle();
    expect(router.nextHops('10.1.0.0/16')).toEqual([rightAddress]);
  });

  test('added twice, or deleted without being there: ignored, with a word', () => {
    const { network, router } = establishedScript();
    for (const name of ['network-add', 'network-add', 'network-delete', 'network-delete'] as const)
      router.command({ name, family, prefix: '10.1.0.0/16' });
    network.settle();
    expect(router.eventsNamed('command-ignored').map(({ detail }) => detail)).toEqual([
      '10.1.0.0/16 is advertised already',
      '10.1.0.0/16 is not one of our networks',
    ]);
  });
});

test.each(['peer-shutdown', 'peer-start', 'peer-reset', 'peer-refresh-in', 'peer-refresh-out'] as const)(
  '%s of a peer that is none is ignored, with a word',
  (name) => {
    const { router } = establishedScript();
    router.command({ name, peer: '203.0.113.9' });
    expect(router.eventsNamed('command-ignored')).toEqual([
      { name: 'command-ignored', detail: '203.0.113.9 is not a peer' },
    ]);
  },
);

test('a refresh of a peer that is down asks nothing and breaks nothing', () => {
  const { network, router, peer } = establishedScript();
  peer.close();
  network.settle();
  for (const name of ['peer-refresh-in', 'peer-refresh-out'] as const)
    router.command({ name, peer: rightAddress });
  network.settle();
  expect(router.stateOf(rightAddress)).not.toBe('Established');
});
