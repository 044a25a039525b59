import type { RouterConfiguration } from '@bgpeer/router';
import {
  allFamilies,
  peerFamilySettings,
  peerSettings,
  routerConfiguration,
  type ScriptedPeer,
  type ScriptedPeerOptions,
  VirtualNetwork,
} from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { HeldOffAddresses } from '../src/session/held-off-addresses.ts';
import { advertisement, advertisement6, capabilities, routeAttributes } from './support/messages.ts';
import { reconfigure } from './support/policies.ts';
import { connect } from './support/router-and-scripts.ts';

function scene(configuration: Partial<RouterConfiguration>) {
  const network = new VirtualNetwork();
  const router = network.addRouter('router', routerConfiguration(configuration), {
    addresses: ['192.0.2.1', 'fd00::1'],
  });
  router.start();
  return {
    network,
    router,
    join: (address: string, options: Partial<ScriptedPeerOptions> = {}): ScriptedPeer => {
      const peer = network.addScriptedPeer(address, { addresses: [address], ...options });
      connect(network, router, peer, address);
      return peer;
    },
    knock: (address: string): ScriptedPeer => {
      const peer = network.addScriptedPeer(address, { addresses: [address] });
      peer.dial('192.0.2.1');
      network.settle();
      return peer;
    },
  };
}

const range = (prefix: string, peerGroup: string) => ({ prefix, settings: peerSettings({ peerGroup }) });

describe('dynamic peers (bgp listen range)', () => {
  test('the longest range that holds the address lends its settings', () => {
    const { router, join } = scene({
      listenRanges: [
        range('0.0.0.0/0', 'wide'),
        range('192.0.2.0/25', 'narrow'),
        range('192.0.0.0/8', 'middle'),
      ],
    });
    join('192.0.2.2');
    join('192.0.2.200', { bgpIdentifier: '10.0.0.2' });
    expect(router.peer('192.0.2.2')).toMatchObject({
      peerGroup: 'narrow',
      dynamicFrom: '192.0.2.0/25',
      passive: true,
    });
    expect(router.peer('192.0.2.200')).toMatchObject({ peerGroup: 'middle', dynamicFrom: '192.0.0.0/8' });
  });

  test('who is in no range is refused, with a reason', () => {
    const { router, knock } = scene({ listenRanges: [range('10.0.0.0/8', 'group')] });
    const stranger = knock('192.0.2.2');
    expect(stranger.isConnected).toBe(false);
    expect(router.router.peers()).toEqual([]);
    expect(router.eventsNamed('connection-refused')).toEqual([
      {
        name: 'connection-refused',
        remoteAddress: '192.0.2.2',
        reason: 'no neighbor has this address and no listen range holds it',
      },
    ]);
  });

  test('no more than the limit at once, and a place that is left is free again', () => {
    const { network, router, join, knock } = scene({
      listenRanges: [range('192.0.2.0/24', 'group')],
      listenLimit: 2,
    });
    const first = join('192.0.2.2');
    join('192.0.2.3');
    expect(knock('192.0.2.4').isConnected).toBe(false);
    expect(router.eventsNamed('connection-refused')).toMatchObject([
      { reason: 'there are 2 dynamic peers, the limit is 2' },
    ]);
    first.close();
    network.settle();
    join('192.0.2.5');
    expect(router.router.peers().map(({ address }) => address)).toEqual(['192.0.2.3', '192.0.2.5']);
  });

  test('one is forgotten with its session, and may come again', () => {
    const { network, router, join } = scene({ listenRanges: [range('192.0.2.0/24', 'group')] });
    const peer = join('192.0.2.2');
    peer.send(advertisement(['10.1.0.0/16']));
    network.settle();
    peer.close();
    network.settle();
    expect(router.router.peers()).toEqual([]);
    expect(router.fib.size).toBe(0);
    connect(network, router, peer, '192.0.2.2');
    peer.send(advertisement(['10.1.0.0/16']));
    network.settle();
    expect(router.nextHops('10.1.0.0/16')).toEqual(['192.0.2.2']);
  });

  test('one that dials and says nothing is forgotten as well', () => {
    const { network, router, knock } = scene({ listenRanges: [range('192.0.2.0/24', 'group')] });
    const silent = knock('192.0.2.2');
    expect(router.router.peers()).toHaveLength(1);
    silent.close();
    network.settle();
    expect(router.router.peers()).toEqual([]);
  });

  test('one that restarts gracefully is remembered while its routes are kept, and not longer', () => {
    const { network, router, join } = scene({ listenRanges: [range('192.0.2.0/24', 'group')] });
    const peer = join('192.0.2.2', {
      capabilities: capabilities(65_001, ['ipv4-unicast'], {
        name: 'graceful-restart',
        restarting: false,
        notificationSupport: false,
        restartTimeSeconds: 60,
        families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
      }),
    });
    peer.send(advertisement(['10.1.0.0/16']));
    network.settle();
    peer.close();
    network.runFor(59_000);
    expect(router.router.peers()).toHaveLength(1);
    expect(router.nextHops('10.1.0.0/16')).toEqual(['192.0.2.2']);
    network.runFor(2_000);
    expect(router.router.peers()).toEqual([]);
    expect(router.fib.size).toBe(0);
  });

  test('ranges of IPv6 hold IPv6 addresses', () => {
    const settings = peerSettings({ families: allFamilies('ipv6-unicast') });
    const { network, router } = scene({ listenRanges: [{ prefix: 'fd00::/64', settings }] });
    const peer = network.addScriptedPeer('six', { addresses: ['fd00::2'], bgpIdentifier: '10.0.0.2' });
    peer.dial('fd00::1');
    network.settle();
    peer.sendOpen();
    network.runUntil(() => peer.receivedOf('OPEN').length > 0);
    peer.sendKeepalive();
    network.runUntil(() => router.isEstablished('fd00::2'));
    peer.send(advertisement6(['2001:db8:1::/48'], routeAttributes({ nextHop: 'fd00::2' })));
    network.settle();
    expect(router.nextHops('2001:db8:1::/48')).toEqual(['fd00::2']);
  });

  test('a range whose group is shut down lets nobody in', () => {
    const settings = peerSettings({ shutdown: true });
    const { router, knock } = scene({ listenRanges: [{ prefix: '192.0.2.0/24', settings }] });
    expect(knock('192.0.2.2').isConnected).toBe(false);
    expect(router.eventsNamed('connection-refused')).toMatchObject([
      { remoteAddress: '192.0.2.2', reason: 'the peers of listen range 192.0.2.0/24 are shut down' },
    ]);
  });
});

describe('a dynamic peer that passed its prefix limit', () => {
  const address = '192.0.2.2';

  function passLimit(restartMinutes?: number) {
    const prefixLimit = {
      prefixCountMax: 1,
      thresholdPercent: 75,
      warningOnly: false,
      ...(restartMinutes !== undefined && { restartMinutes }),
    };
    const families = { 'ipv4-unicast': peerFamilySettings({ prefixLimit }) };
    const listenRanges = [{ prefix: '192.0.2.0/24', settings: peerSettings({ families }) }];
    const made = scene({ listenRanges });
    const peer = made.join(address);
    peer.send(advertisement(['10.0.1.0/24', '10.0.2.0/24']));
    made.network.runFor(1_000);
    expect(made.router.router.peer(address)).toBeUndefined();
    const dial = () => {
      peer.dial('192.0.2.1');
      made.network.runFor(100);
      return peer.isConnected;
    };
    return { ...made, peer, dial };
  }

  test('may not come back until the operator says so', () => {
    const { network, router, peer, dial, join } = passLimit();
    network.runFor(86_400_000);
    expect(dial()).toBe(false);
    expect(router.eventsNamed('connection-refused')).toMatchObject([
      {
        remoteAddress: address,
        reason: 'it advertised more than maximum-prefix allows: it is held off until it is cleared',
      },
    ]);
    join('192.0.2.3', { bgpIdentifier: '10.0.0.3' });
    expect(router.router.isHeldOff(address)).toBe(true);
    router.command({ name: 'peer-reset', peer: address });
    expect(router.router.isHeldOff(address)).toBe(false);
    expect(router.eventsNamed('command-ignored')).toEqual([]);
    connect(network, router, peer, address);
  });

  test('may come back when the minutes of restart are over', () => {
    const { network, router, peer, dial } = passLimit(1);
    network.runFor(57_000);
    expect(dial()).toBe(false);
    expect(router.eventsNamed('connection-refused')[0].reason).toContain('for another 2 s');
    network.runFor(2_000);
    connect(network, router, peer, address);
  });

  test('may come back when the ranges are configured anew', () => {
    const { network, router, peer } = passLimit();
    reconfigure(router, () => ({ listenRanges: [range('192.0.2.0/24', 'other')] }));
    connect(network, router, peer, address);
  });
});

test('so many addresses are held off, and the oldest go first', () => {
  const heldOff = new HeldOffAddresses();
  for (let number = 0; number < 1_025; number += 1) heldOff.add(`10.0.${number >> 8}.${number & 255}`);
  expect(heldOff.endOf('10.0.0.0', 0)).toBeUndefined();
  expect(heldOff.endOf('10.0.0.1', 0)).toBe(Number.POSITIVE_INFINITY);
});
