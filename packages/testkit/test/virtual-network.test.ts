import { beforeEach, describe, expect, test } from 'vitest';
import { type ScriptedPeer, VirtualNetwork } from '../src/index.ts';

const [leftAddress, rightAddress] = ['192.0.2.1', '192.0.2.2'];
let network: VirtualNetwork;
let left: ScriptedPeer;
let right: ScriptedPeer;

beforeEach(() => {
  network = new VirtualNetwork({ delayMs: 10, windowOctetCount: 200 });
  left = network.addScriptedPeer('left', { addresses: [leftAddress] });
  right = network.addScriptedPeer('right', { addresses: [rightAddress], asNumber: 65_002 });
});

function connect(): void {
  left.dial(rightAddress);
  network.runUntil(() => left.isConnected && right.isConnected);
}

test('a dial takes its time, and both ends see the same endpoints', () => {
  connect();
  expect(network.now).toBe(10);
  expect(left.endpoints).toMatchObject({
    localAddress: leftAddress,
    remoteAddress: rightAddress,
    remotePort: 179,
  });
  expect(right.endpoints).toMatchObject({
    localAddress: rightAddress,
    remotePort: left.endpoints?.localPort,
    sharedSubnet: '192.0.2.0/24',
  });
});

describe('a dial fails', () => {
  test('at once where nobody listens', () => {
    left.dial(rightAddress, 1_179);
    network.runUntil(() => left.closed !== undefined, { withinMs: 10 });
    expect(left.closed).toBe('connection refused by 192.0.2.2 port 1179');
  });

  test.each(['192.0.2.9', rightAddress])('after a while where nobody answers (%s)', (address) => {
    network.cut('left', 'right');
    left.dial(address);
    network.runFor(29_000);
    expect(left.closed).toBeUndefined();
    network.runFor(2_000);
    expect(left.closed).toBe(`no answer from ${address} port 179`);
  });
});

test('messages arrive in order, and the close behind them', () => {
  connect();
  left.sendOpen();
  left.sendKeepalive();
  left.close();
  network.runUntil(() => right.closed !== undefined);
  expect(right.received.map((message) => message.type)).toEqual(['OPEN', 'KEEPALIVE']);
  expect(right.closed).toBe('closed by 192.0.2.1');
});

test('a cut holds everything back until it is mended', () => {
  connect();
  left.sendOpen();
  network.cut('left', 'right');
  network.runFor(60_000);
  expect(right.received).toEqual([]);
  network.restore('left', 'right');
  network.settle();
  expect(right.receivedOf('OPEN')).toHaveLength(1);
});

test('a frozen machine hears afterwards what it missed, in order', () => {
  connect();
  network.freeze('right');
  left.sendOpen();
  left.close();
  network.runFor(1_000);
  expect([right.received, right.closed]).toEqual([[], undefined]);
  network.thaw('right');
  network.settle();
  expect([right.receivedOf('OPEN').length, right.closed]).toEqual([1, 'closed by 192.0.2.1']);
});

test('a reader that stalls lets a window through and no more', () => {
  connect();
  right.sendOpen();
  left.sendOpen();
  network.settle();
  network.stall({ from: 'left', to: 'right' });
  for (let count = 0; count < 100; count += 1) left.sendKeepalive();
  network.runFor(1_000);
  expect(right.receivedOf('KEEPALIVE')).toEqual([]);
  network.resume({ from: 'left', to: 'right' });
  network.settle();
  expect(right.receivedOf('KEEPALIVE')).toHaveLength(100);
});

test('a reset is told to both, a removed host to the other', () => {
  connect();
  network.reset('left', 'right');
  network.settle();
  expect([left.closed, right.closed]).toEqual(['reset by the network', 'reset by the network']);
  connect();
  network.removeHost('left');
  network.settle();
  expect(right.closed).toBe('reset by the peer');
});

test('a wait that fails says what for, and what happened last', () => {
  network.cut('left', 'right');
  expect(() => network.runUntil(() => false, { withinMs: 5_000, what: 'a miracle' })).toThrow(
    /not within 5000 ms of virtual time: a miracle \(seed 1\)\n0\.000 s left: cut from right/,
  );
  expect(network.now).toBe(5_000);
});
