import { encodeKeepalive, type Message, type OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import {
  cease,
  downs,
  emptyUpdate,
  established,
  octetsOf,
  TestedSession,
  theirOpen,
} from './support/sessions.ts';

const routeRefresh: Message = { type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 };

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

  it.each([
    [0, 'Unacceptable Hold Time: hold time 0 s, expected at least 20 (minimum-holdtime)'],
    [19, 'Unacceptable Hold Time: hold time 19 s, expected at least 20 (minimum-holdtime)'],
  ])(
    'a hold time of %i s where the operator wants more (RFC 4271, section 4.2)',
    (holdTimeSeconds, words) => {
      const tested = new TestedSession({ passive: true, minimumHoldTimeSeconds: 20 });
      tested.start();
      tested.accepted(-1);
      tested.receive(-1, { ...theirOpen, holdTimeSeconds });
      expect(downs(tested)).toEqual([`NOTIFICATION sent: OPEN Message Error/${words}`]);
      expect(tested.session.state).toBe('Idle');
    },
  );

  it('a hold time that is just long enough', () => {
    const tested = new TestedSession({ passive: true, minimumHoldTimeSeconds: 20 });
    tested.start();
    tested.establish({ ...theirOpen, holdTimeSeconds: 20 });
    expect(tested.session.state).toBe('Established');
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
