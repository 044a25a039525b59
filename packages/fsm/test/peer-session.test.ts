import { encodeKeepalive, type Message, type OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { cease, emptyUpdate, established, octetsOf, TestedSession, theirOpen } from './support/sessions.ts';

const seconds = 1000;
const routeRefresh: Message = { type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 };

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

  it('offers what the configuration says when the OPEN goes out, however long it waited for a connection', () => {
    const tested = new TestedSession({ passive: true });
    tested.start();
    tested.session.setConfiguration({ ...tested.configuration, capabilities: [{ name: 'route-refresh' }] });
    tested.establish();
    expect(tested.session.negotiated?.sentOpen.capabilities).toEqual([{ name: 'route-refresh' }]);
  });
});
