import { encodeKeepalive } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { cease, downs, emptyUpdate, established, TestedSession, theirOpen } from './support/sessions.ts';

const seconds = 1000;

describe('retries', () => {
  it('dials again after the ConnectRetryTime when a dial is refused', () => {
    const tested = new TestedSession({ connectRetryTimeSeconds: 10 });
    tested.start();
    tested.input({ type: 'connection-failed', connection: 1, detail: 'connection refused' });
    expect(tested.takeWords()).toEqual([
      'dial 1',
      'Idle to Connect',
      'Connect to Idle',
      'down: connection-failed',
    ]);
    tested.runUntil(7.4 * seconds);
    expect(tested.takeWords()).toEqual([]);
    tested.runUntil(7.5 * seconds);
    expect(tested.takeWords()).toEqual(['dial 2', 'Idle to Connect']);
  });

  it('dials anew when a dial gets no answer within the ConnectRetryTime', () => {
    const tested = new TestedSession({ connectRetryTimeSeconds: 10 });
    tested.start();
    tested.takeWords();
    tested.runUntil(7.5 * seconds);
    expect(tested.takeWords()).toEqual(['close 1', 'dial 2']);
  });

  it('waits twice as long after each failure, up to the longest wait', () => {
    const tested = new TestedSession({ idleHoldTimeSeconds: 4, idleHoldTimeMaxSeconds: 16 });
    tested.start();
    const waits: number[] = [];
    for (let connection = 1; connection <= 5; connection++) {
      tested.dialled(connection);
      tested.receive(connection, { type: 'NOTIFICATION', ...cease });
      waits.push(tested.session.nextTimeout()! - tested.now);
      tested.runUntil(tested.session.nextTimeout()!);
    }
    expect(waits).toEqual([3, 6, 12, 12, 12].map((wait) => wait * seconds));
  });

  it('forgets earlier failures once a session has stood for long', () => {
    const tested = new TestedSession({ passive: true, idleHoldTimeSeconds: 4, holdTimeSeconds: 0 });
    tested.start();
    for (const connection of [-1, -2, -3]) {
      tested.accepted(connection);
      tested.receive(connection, { type: 'NOTIFICATION', ...cease });
      tested.runUntil(tested.session.nextTimeout()!);
    }
    expect(tested.session.connectRetryCounter).toBe(3);
    tested.establish(theirOpen, -4);
    tested.runUntil(tested.now + 61 * seconds);
    tested.input({ type: 'connection-closed', connection: -4, detail: 'end of stream' });
    expect(tested.session.connectRetryCounter).toBe(1);
  });

  it('starts again by itself after an automatic stop, and not after a manual one', () => {
    const automatic = established();
    automatic.input({ type: 'stop', manual: false, notification: cease, detail: 'reset' });
    expect(automatic.takeWords()).toEqual([
      'send NOTIFICATION 6/2 on -1',
      'close -1',
      'Established to Idle',
      'down: stopped',
    ]);
    automatic.runUntil(10 * seconds);
    expect(automatic.session.state).toBe('Active');

    const manual = established();
    manual.input({ type: 'stop', manual: true, notification: cease, detail: 'shutdown' });
    expect(manual.session.nextTimeout()).toBeUndefined();
    expect(manual.session.state).toBe('Idle');
  });
});

describe('timers', () => {
  it('agrees on the lower hold time and sends KEEPALIVEs within a third of it', () => {
    const tested = established({}, { ...theirOpen, holdTimeSeconds: 9 });
    expect(tested.session.negotiated?.holdTimeSeconds).toBe(9);
    expect(tested.session.negotiated?.keepaliveTimeSeconds).toBe(3);
    tested.runUntil(8.9 * seconds);
    expect(tested.takeWords()).toEqual([
      'send KEEPALIVE on -1',
      'send KEEPALIVE on -1',
      'send KEEPALIVE on -1',
    ]);
    tested.runUntil(9 * seconds);
    expect(tested.takeWords()).toEqual([
      'send NOTIFICATION 4/0 on -1',
      'close -1',
      'Established to Idle',
      'down: hold-timer-expired',
    ]);
  });

  it.each([encodeKeepalive(), emptyUpdate])('restarts the Hold Timer on what is heard', (octets) => {
    const tested = established({ holdTimeSeconds: 9 });
    for (let instant = 8 * seconds; instant < 100 * seconds; instant += 8 * seconds) {
      tested.runUntil(instant);
      tested.receive(-1, octets);
    }
    expect(tested.session.state).toBe('Established');
  });

  it('has neither hold time nor KEEPALIVEs with hold time 0', () => {
    const tested = established({ holdTimeSeconds: 0 });
    expect(tested.session.nextTimeout()).toBeUndefined();
  });

  it('gives up on a peer that connects and sends no OPEN after four minutes', () => {
    const tested = new TestedSession({ passive: true });
    tested.start();
    tested.accepted(-1);
    tested.runUntil(240 * seconds);
    expect(downs(tested)).toEqual(['Hold Timer Expired: nothing heard for 240 s']);
  });

  it('jitters between three quarters and the whole', () => {
    for (const [random, wait] of [
      [0, 7.5],
      [0.5, 8.75],
    ]) {
      const tested = new TestedSession({ connectRetryTimeSeconds: 10 }, () => random);
      tested.start();
      expect(tested.session.nextTimeout()).toBe(wait * seconds);
    }
  });

  it('drops a peer that takes nothing for the send hold time (RFC 9687)', () => {
    const tested = established({ sendHoldTimeSeconds: 480, holdTimeSeconds: 90 });
    tested.input({ type: 'octets-sent', connection: -1, octetCount: tested.session.outputQueueOctets });
    tested.runUntil(10 * seconds);
    tested.input({ type: 'send', kind: 'update', messageCount: 1, octets: emptyUpdate });
    const heardEvery = 30 * seconds;
    for (let instant = 30 * seconds; instant < 600 * seconds; instant += heardEvery) {
      tested.runUntil(instant);
      if (tested.session.state === 'Established') tested.receive(-1, encodeKeepalive());
    }
    const words = tested.takeWords();
    expect(words).toContain('abort -1');
    expect(words).toContain('down: send-hold-timer-expired');
    expect(words.some((word) => word.startsWith('send NOTIFICATION'))).toBe(false);
  });

  it('is content with a slow peer as long as it takes something', () => {
    const tested = established({ sendHoldTimeSeconds: 480, holdTimeSeconds: 90 });
    tested.input({ type: 'send', kind: 'update', messageCount: 1, octets: new Uint8Array(100_000) });
    for (let instant = 30 * seconds; instant < 2000 * seconds; instant += 30 * seconds) {
      tested.runUntil(instant);
      tested.receive(-1, encodeKeepalive());
      tested.input({ type: 'octets-sent', connection: -1, octetCount: 20 });
    }
    expect(tested.session.state).toBe('Established');
  });
});
