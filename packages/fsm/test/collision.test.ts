import { type Capability, encodeKeepalive } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionThatStays } from '../src/collision.ts';
import { TestedSession, theirOpen } from './support/sessions.ts';
import { chanceFrom, VirtualWire } from './support/virtual-wire.ts';

const minutes = 60_000;

const anyone = { kind: 'any' } as const;

/** With it, another connection of the peer means that it restarted (RFC 4724, section 5). */
const gracefulRestart: readonly Capability[] = [
  {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: false,
    restartTimeSeconds: 120,
    families: [{ afi: 1, safi: 1, forwardingPreserved: true }],
  },
];

/** Our dial 1 and the peer's connection -1 both have OPENs out. */
function bothOpenSent(): TestedSession {
  const tested = new TestedSession();
  tested.start();
  tested.accepted(-1);
  tested.dialled(1);
  expect(tested.takeWords()).toEqual([
    'dial 1',
    'Idle to Connect',
    'send OPEN on -1',
    'Connect to OpenSent',
    'send OPEN on 1',
  ]);
  return tested;
}

const higherOpen = { ...theirOpen, bgpIdentifier: '192.0.2.2' };
const lowerOpen = { ...theirOpen, bgpIdentifier: '9.255.255.255' };

describe('the rule (RFC 4271, section 6.8; RFC 6286, section 2.3)', () => {
  const us = { bgpIdentifier: '10.0.0.1', asNumber: 65_000 };
  it.each([
    [{ bgpIdentifier: '9.255.255.255', asNumber: 65_001 }, 'outgoing'],
    [{ bgpIdentifier: '100.0.0.0', asNumber: 64_999 }, 'incoming'],
    [{ bgpIdentifier: '10.0.0.1', asNumber: 64_999 }, 'outgoing'],
    [{ bgpIdentifier: '10.0.0.1', asNumber: 4_200_000_000 }, 'incoming'],
  ] as const)('against %o the %s connection stays', (them, direction) => {
    expect(directionThatStays(us, them)).toBe(direction);
  });
});

describe('two connections', () => {
  it.each([
    ['ours first, peer higher', [1, -1], higherOpen, 1],
    ['theirs first, peer higher', [-1, 1], higherOpen, 1],
    ['ours first, peer lower', [1, -1], lowerOpen, -1],
    ['theirs first, peer lower', [-1, 1], lowerOpen, -1],
  ] as const)('%s', (_, [first, second], open, loser) => {
    const tested = bothOpenSent();
    tested.receive(first, open);
    tested.takeWords();
    tested.receive(second, open);
    const words = tested.takeWords();
    expect(words).toContain(`send NOTIFICATION 6/7 on ${loser}`);
    expect(words).toContain(`close ${loser}`);
    expect(words.some((word) => word.startsWith('down'))).toBe(false);
    tested.receive(-loser, encodeKeepalive());
    expect(tested.session.negotiated?.connection).toBe(-loser);
    expect(tested.session.state).toBe('Established');
  });

  it('the one that is Established first stays, whatever the identifiers', () => {
    const tested = bothOpenSent();
    tested.receive(1, higherOpen);
    tested.receive(1, encodeKeepalive());
    expect(tested.takeWords().slice(-3)).toEqual([
      'OpenConfirm to Established',
      'send NOTIFICATION 6/7 on -1',
      'close -1',
    ]);
  });

  it('a dial under way is given up when the peer comes in and gets Established', () => {
    const tested = new TestedSession();
    tested.start();
    tested.establish();
    expect(tested.takeWords()).toContain('close 1');
    expect(tested.session.negotiated?.direction).toBe('incoming');
  });

  it('the peer is heard even while our dials get no answer', () => {
    const tested = new TestedSession({ connectRetryTimeSeconds: 10 });
    tested.start();
    tested.accepted(-1);
    tested.runUntil(30_000);
    tested.receive(-1, theirOpen);
    tested.receive(-1, encodeKeepalive());
    expect(tested.session.state).toBe('Established');
  });

  it('the loss of one leaves the other alone', () => {
    const lostOurs = bothOpenSent();
    lostOurs.input({ type: 'connection-closed', connection: 1, detail: 'reset' });
    expect(lostOurs.takeWords()).toEqual([]);
    lostOurs.receive(-1, theirOpen);
    expect(lostOurs.session.state).toBe('OpenConfirm');

    const lostTheirs = bothOpenSent();
    lostTheirs.input({ type: 'connection-closed', connection: -1, detail: 'reset' });
    expect(lostTheirs.takeWords()).toEqual([]);
    lostTheirs.receive(1, theirOpen);
    expect(lostTheirs.session.state).toBe('OpenConfirm');
  });

  it("the peer's newer connection takes the place of its older one", () => {
    const tested = bothOpenSent();
    tested.accepted(-2);
    expect(tested.takeWords()).toEqual(['send NOTIFICATION 6/7 on -1', 'close -1', 'send OPEN on -2']);

    const passive = new TestedSession({ passive: true });
    passive.start();
    passive.accepted(-1);
    passive.takeWords();
    passive.accepted(-2);
    expect(passive.takeWords()).toEqual([
      'send NOTIFICATION 6/7 on -1',
      'close -1',
      'OpenSent to Active',
      'send OPEN on -2',
      'Active to OpenSent',
    ]);
  });

  it('a stop stops both', () => {
    const tested = bothOpenSent();
    tested.input({
      type: 'stop',
      manual: true,
      notification: { code: 6, subcode: 2, data: new Uint8Array(0) },
      detail: 'shutdown',
    });
    const words = tested.takeWords();
    expect(words).toContain('send NOTIFICATION 6/2 on 1');
    expect(words).toContain('send NOTIFICATION 6/2 on -1');
    expect(words.filter((word) => word.startsWith('down'))).toEqual(['down: stopped']);
    expect(tested.session.nextTimeout()).toBeUndefined();
  });
});

describe('two speakers that dial each other', () => {
  it('end up with one connection, the same on both sides', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(400), fc.boolean(), (seed, headStartMs, isGraceful) => {
        const changes = isGraceful ? { capabilities: gracefulRestart, remoteAs: anyone } : {};
        const wire = new VirtualWire(chanceFrom(seed), 200, [changes, changes]);
        wire.start(0);
        wire.schedule(headStartMs, () => wire.start(1));
        wire.runUntil(10 * minutes);
        const [here, there] = wire.sessions;
        expect([here.state, there.state]).toEqual(['Established', 'Established']);
        expect(wire.openLinks()).toHaveLength(1);
        expect(here.negotiated?.direction).not.toBe(there.negotiated?.direction);
      }),
      { numRuns: 150 },
    );
  });

  it('keep the one that the higher identifier dialled when both come up before any OPEN arrives', () => {
    // Delays that are always the longest: both dials, then both OPENs, cross.
    for (const higher of [0, 1] as const) {
      const identifiers = [{ localBgpIdentifier: '192.0.2.1' }, { localBgpIdentifier: '192.0.2.2' }] as const;
      const wire = new VirtualWire(
        () => 0.999,
        200,
        higher === 1 ? identifiers : [identifiers[1], identifiers[0]],
      );
      wire.start(0);
      wire.start(1);
      wire.runUntil(10 * minutes);
      expect(wire.openLinks()).toEqual([higher]);
      expect(wire.words.some((word) => word.includes('down'))).toBe(false);
    }
  });
});
