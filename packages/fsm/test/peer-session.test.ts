import { encodeKeepalive, type Message, type OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { formatDownReason, type SessionOutput } from '../src/index.ts';
import { cease, emptyUpdate, octetsOf, TestedSession, theirOpen } from './support/sessions.ts';

const seconds = 1000;
const routeRefresh: Message = { type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 };

function downs(tested: TestedSession): string[] {
  return tested.outputs
    .filter(
      (output): output is Extract<SessionOutput, { type: 'session-down' }> => output.type === 'session-down',
    )
    .map((output) => formatDownReason(output.reason));
}

function established(
  changes: ConstructorParameters<typeof TestedSession>[0] = {},
  open: OpenMessage = theirOpen,
) {
  const tested = new TestedSession({ passive: true, ...changes });
  tested.start();
  tested.establish(open);
  expect(tested.session.state).toBe('Established');
  tested.outputs.length = 0;
  return tested;
}

describe('the way to Established', () => {
  it('dials, exchanges OPENs and KEEPALIVEs', () => {
    const tested = new TestedSession();
    tested.start();
    expect(tested.takeWords()).toEqual(['dial 1', 'Idle to Connect']);
    tested.dialled(1);
    expect(tested.takeWords()).toEqual(['send OPEN on 1', 'Connect to OpenSent']);
    tested.receive(1, theirOpen);
    expect(tested.takeWords()).toEqual(['send KEEPALIVE on 1', 'OpenSent to OpenConfirm']);
    tested.receive(1, encodeKeepalive());
    expect(tested.takeWords()).toEqual(['established', 'OpenConfirm to Established']);
    expect(tested.session.sent).toEqual({
      open: 1,
      update: 0,
      notification: 0,
      keepalive: 1,
      routeRefresh: 0,
    });
    expect(tested.session.received).toEqual({
      open: 1,
      update: 0,
      notification: 0,
      keepalive: 1,
      routeRefresh: 0,
    });
  });

  it('waits when passive, and never dials', () => {
    const tested = new TestedSession({ passive: true });
    tested.start();
    tested.runUntil(1000 * seconds);
    expect(tested.takeWords()).toEqual(['Idle to Active']);
    tested.accepted(-1);
    expect(tested.takeWords()).toEqual(['send OPEN on -1', 'Active to OpenSent']);
  });

  it('reads the whole handshake out of one chunk, octet by octet as well', () => {
    const handshake = Uint8Array.from([...octetsOf(theirOpen), ...encodeKeepalive(), ...emptyUpdate]);
    for (const chunkOctets of [handshake.length, 1]) {
      const tested = new TestedSession({ passive: true });
      tested.start();
      tested.accepted(-1);
      for (let offset = 0; offset < handshake.length; offset += chunkOctets)
        tested.receive(-1, handshake.slice(offset, offset + chunkOctets));
      expect(tested.takeWords().filter((word) => word === 'update')).toHaveLength(1);
    }
  });

  it('delays its OPEN, but not when the peer sent one first', () => {
    const tested = new TestedSession({ passive: true, delayOpenTimeSeconds: 20 });
    tested.start();
    tested.accepted(-1);
    expect(tested.takeWords()).toEqual(['Idle to Active']);
    tested.runUntil(15 * seconds);
    expect(tested.takeWords()).toEqual(['send OPEN on -1', 'Active to OpenSent']);

    const eager = new TestedSession({ passive: true, delayOpenTimeSeconds: 20 });
    eager.start();
    eager.accepted(-1);
    eager.receive(-1, theirOpen);
    expect(eager.takeWords()).toEqual([
      'Idle to Active',
      'send OPEN on -1',
      'send KEEPALIVE on -1',
      'Active to OpenConfirm',
    ]);
  });

  it('refuses who comes to a session that was never started or is shut down', () => {
    const tested = new TestedSession();
    tested.accepted(-1);
    expect(tested.takeWords()).toEqual(['close -1']);
    tested.start();
    tested.input({ type: 'stop', manual: true, notification: cease, detail: 'maintenance' });
    tested.takeWords();
    tested.accepted(-2);
    expect(tested.takeWords()).toEqual(['close -2']);
  });

  it('lets the peer in while a failure is damped', () => {
    const tested = established({ idleHoldTimeSeconds: 30 });
    tested.input({ type: 'connection-closed', connection: -1, detail: 'end of stream' });
    expect(tested.session.state).toBe('Idle');
    tested.establish(theirOpen, -2);
    expect(tested.session.state).toBe('Established');
  });
});

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

describe('what a peer may do wrong', () => {
  it.each([
    ['AS', { ...theirOpen, myAutonomousSystem: 65_002, capabilities: [] }, '2/2'],
    ['AS 0', { ...theirOpen, myAutonomousSystem: 0, capabilities: [] }, '2/2'],
    ['identifier 0', { ...theirOpen, bgpIdentifier: '0.0.0.0' }, '2/3'],
    ['hold time 2', { ...theirOpen, holdTimeSeconds: 2 }, '2/6'],
    ['version 3', { ...theirOpen, version: 3 }, '2/1'],
    [
      'no common family',
      { ...theirOpen, capabilities: [{ name: 'multiprotocol', afi: 2, safi: 1 }, theirOpen.capabilities[2]] },
      '2/7',
    ],
  ] as [string, OpenMessage, string][])('OPEN with wrong %s', (_, open, codes) => {
    const tested = new TestedSession({ passive: true });
    tested.start();
    tested.accepted(-1);
    tested.takeWords();
    tested.receive(-1, open);
    expect(tested.takeWords()).toEqual([
      `send NOTIFICATION ${codes} on -1`,
      'close -1',
      'OpenSent to Idle',
      'down: notification-sent',
    ]);
  });

  it('says both AS numbers', () => {
    const tested = new TestedSession({ passive: true });
    tested.start();
    tested.accepted(-1);
    tested.receive(-1, { ...theirOpen, myAutonomousSystem: 65_002, capabilities: [] });
    expect(downs(tested)).toEqual([
      'NOTIFICATION sent: OPEN Message Error/Bad Peer AS: ' +
        'the peer says it is AS 65002, configured is AS 65001 (remote-as 65001)',
    ]);
  });

  it('our own identifier in our own AS, but not in another', () => {
    const open = { ...theirOpen, myAutonomousSystem: 65_000, bgpIdentifier: '192.0.2.1', capabilities: [] };
    const internal = new TestedSession({ passive: true, remoteAs: { kind: 'internal' } });
    internal.start();
    internal.accepted(-1);
    internal.receive(-1, open);
    expect(internal.takeWords()).toContain('send NOTIFICATION 2/3 on -1');

    const external = new TestedSession({ passive: true });
    external.start();
    external.establish({ ...theirOpen, bgpIdentifier: '192.0.2.1' });
    expect(external.session.state).toBe('Established');
  });

  it.each([
    ['OpenSent', encodeKeepalive(), 1, 4],
    ['OpenSent', emptyUpdate, 1, 2],
    ['OpenSent', octetsOf(routeRefresh), 1, 5],
    ['OpenConfirm', octetsOf(theirOpen), 2, 1],
    ['OpenConfirm', emptyUpdate, 2, 2],
    ['OpenConfirm', octetsOf(routeRefresh), 2, 5],
    ['Established', octetsOf(theirOpen), 3, 1],
  ] as const)('in %s a message out of place (RFC 6608)', (state, octets, subcode, type) => {
    const tested = new TestedSession({ passive: true });
    tested.start();
    tested.accepted(-1);
    if (state !== 'OpenSent') tested.receive(-1, theirOpen);
    if (state === 'Established') tested.receive(-1, encodeKeepalive());
    tested.outputs.length = 0;
    tested.receive(-1, octets);
    const sent = tested.outputs.find((output) => output.type === 'send-octets');
    expect([...sent!.octets.subarray(19)]).toEqual([5, subcode, type]);
    expect(tested.session.state).toBe('Idle');
  });

  it('a NOTIFICATION is not answered, and what follows it not read', () => {
    const tested = established();
    tested.receive(
      -1,
      Uint8Array.from([
        ...octetsOf({ type: 'NOTIFICATION', ...cease }),
        ...emptyUpdate,
        ...octetsOf(theirOpen),
      ]),
    );
    expect(tested.takeWords()).toEqual(['close -1', 'Established to Idle', 'down: notification-received']);
  });

  it('a fault with more data than a NOTIFICATION holds is cut', () => {
    const tested = established();
    tested.input({
      type: 'update-error',
      notification: { code: 3, subcode: 1, data: new Uint8Array(60_000) },
      detail: 'long',
    });
    const sent = tested.outputs.find((output) => output.type === 'send-octets');
    expect(sent?.octets.length).toBe(4096);
  });

  it('an UPDATE that ends the session takes those behind it along', () => {
    const tested = established();
    tested.session.handleInput(
      {
        type: 'octets-received',
        connection: -1,
        octets: Uint8Array.from([...emptyUpdate, ...emptyUpdate, ...emptyUpdate]),
      },
      0,
    );
    expect(tested.session.pollOutput()?.type).toBe('update');
    tested.input({
      type: 'update-error',
      notification: { code: 3, subcode: 1, data: new Uint8Array(0) },
      detail: 'malformed',
    });
    expect(tested.takeWords()).toEqual([
      'send NOTIFICATION 3/1 on -1',
      'close -1',
      'Established to Idle',
      'down: notification-sent',
    ]);
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

describe('in Established', () => {
  it('passes on what is sent and received, and counts', () => {
    const tested = established();
    tested.input({ type: 'send', kind: 'update', messageCount: 3, octets: emptyUpdate });
    tested.receive(-1, Uint8Array.from([...emptyUpdate, ...octetsOf(routeRefresh)]));
    expect(tested.takeWords()).toEqual(['send UPDATE on -1', 'update', 'route-refresh']);
    expect(tested.session.sent.update).toBe(3);
    expect(tested.session.received).toMatchObject({ update: 1, routeRefresh: 1 });
    tested.input({ type: 'octets-sent', connection: -1, octetCount: tested.session.outputQueueOctets - 5 });
    expect(tested.session.outputQueueOctets).toBe(5);
  });

  it('ignores ROUTE-REFRESH that was not offered, is of another family, or of an unknown subtype', () => {
    const tested = established();
    tested.receive(-1, { ...routeRefresh, afi: 2 });
    tested.receive(-1, { ...routeRefresh, subtype: 3 });
    expect(tested.takeWords()).toEqual([]);
    const without = established({ capabilities: [] });
    without.receive(-1, routeRefresh);
    expect(without.takeWords()).toEqual([]);
  });

  it('answers a marker of route refresh with a wrong length by 7/1', () => {
    const tested = established();
    const octets = Uint8Array.from([...octetsOf({ ...routeRefresh, subtype: 1 }), 0]);
    octets[17] = octets.length;
    tested.receive(-1, octets);
    expect(tested.takeWords()[0]).toBe('send NOTIFICATION 7/1 on -1');
  });

  it('refuses another connection of the peer', () => {
    const tested = established();
    tested.accepted(-2);
    expect(tested.takeWords()).toEqual(['send NOTIFICATION 6/7 on -2', 'close -2']);
    expect(tested.session.state).toBe('Established');
  });

  it('takes another connection for a restart when both have graceful restart (RFC 4724)', () => {
    const capability = (families: readonly { afi: number; safi: number; forwardingPreserved: boolean }[]) =>
      ({
        name: 'graceful-restart',
        restarting: false,
        notificationSupport: false,
        restartTimeSeconds: 120,
        families,
      }) as const;
    const open: OpenMessage = {
      ...theirOpen,
      capabilities: [...theirOpen.capabilities, capability([{ afi: 1, safi: 1, forwardingPreserved: true }])],
    };
    const tested = established({ capabilities: [capability([])], remoteAs: { kind: 'any' } }, open);
    tested.accepted(-2);
    expect(tested.takeWords()).toEqual([
      'abort -1',
      'Established to Connect',
      'down: connection-closed',
      'send OPEN on -2',
      'Connect to OpenSent',
    ]);
    tested.receive(-2, open);
    tested.receive(-2, encodeKeepalive());
    expect(tested.session.state).toBe('Established');
  });

  it('ignores what comes for connections that are gone', () => {
    const tested = established();
    tested.receive(-7, emptyUpdate);
    tested.input({ type: 'connection-closed', connection: -7, detail: 'late' });
    tested.input({ type: 'octets-sent', connection: -7, octetCount: 1 });
    tested.dialled(9);
    expect(tested.takeWords()).toEqual([]);
  });

  it('takes a new configuration up at the next start', () => {
    const tested = established();
    const before = tested.session.negotiated?.sentOpen;
    tested.session.setConfiguration({ ...tested.configuration, holdTimeSeconds: 30 });
    expect(tested.session.negotiated?.sentOpen).toBe(before);
    tested.input({ type: 'connection-closed', connection: -1, detail: 'end of stream' });
    tested.establish(theirOpen, -2);
    expect(tested.session.negotiated?.holdTimeSeconds).toBe(30);
  });
});
