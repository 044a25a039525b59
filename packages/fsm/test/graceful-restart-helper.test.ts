import type { GracefulRestartCapability, OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { GracefulRestartHelper, type SessionDownReason, type SessionOpens } from '../src/index.ts';
import { cease, theirOpen } from './support/sessions.ts';

const lost: SessionDownReason = { kind: 'connection-closed', detail: 'end of stream' };
const both = [
  { afi: 1, safi: 1, forwardingPreserved: true },
  { afi: 2, safi: 1, forwardingPreserved: true },
];

function openWith(changes: Partial<GracefulRestartCapability> | undefined): OpenMessage {
  if (changes === undefined) return { ...theirOpen, capabilities: [] };
  const capability: GracefulRestartCapability = {
    name: 'graceful-restart',
    restarting: false,
    notificationSupport: false,
    restartTimeSeconds: 120,
    families: both,
    ...changes,
  };
  return { ...theirOpen, capabilities: [capability] };
}

function opens(
  received: Partial<GracefulRestartCapability> | undefined,
  sent: Partial<GracefulRestartCapability> | undefined = { families: [] },
): SessionOpens {
  return { sentOpen: openWith(sent), receivedOpen: openWith(received) };
}

const plain = opens({});
const notifying = opens({ notificationSupport: true }, { notificationSupport: true });

function staleHelper(): GracefulRestartHelper {
  const helper = new GracefulRestartHelper(360);
  helper.sessionLost(1_000, plain, lost, 'helper');
  return helper;
}

describe('a lost session', () => {
  it('keeps the families of the peer, and starts both timers', () => {
    const helper = new GracefulRestartHelper(360);
    expect(helper.sessionLost(1_000, plain, lost, 'helper')).toEqual({
      retain: ['ipv4-unicast', 'ipv6-unicast'],
      flush: [],
      longLived: [],
    });
    expect(helper.staleFamilies).toEqual(['ipv4-unicast', 'ipv6-unicast']);
    expect(helper.restartDeadline).toBe(121_000);
    expect(helper.stalePathDeadline).toBe(361_000);
    expect(helper.nextTimeout()).toBe(121_000);
  });

  it.each([
    ['no session', undefined],
    ['no capability of the peer', opens(undefined)],
    ['no capability of ours', { sentOpen: openWith(undefined), receivedOpen: openWith({}) }],
    ['a capability without families', opens({ families: [] })],
    ['restart time 0', opens({ restartTimeSeconds: 0 })],
  ] as const)('keeps nothing with %s', (_, session) => {
    const helper = new GracefulRestartHelper(360);
    expect(helper.sessionLost(0, session, lost, 'helper')).toEqual({ retain: [], flush: [], longLived: [] });
    expect(helper.nextTimeout()).toBeUndefined();
  });

  it('keeps nothing when the operator wants none of it', () => {
    expect(new GracefulRestartHelper(360).sessionLost(0, plain, lost, 'disabled').retain).toEqual([]);
  });

  it('keeps only families it knows', () => {
    const session = opens({ families: [{ afi: 25, safi: 70, forwardingPreserved: true }, both[1]] });
    expect(new GracefulRestartHelper(360).sessionLost(0, session, lost, 'helper').retain).toEqual([
      'ipv6-unicast',
    ]);
  });

  const hardReset = { code: 6, subcode: 9, data: new Uint8Array(0) };
  it.each<[string, SessionDownReason, boolean, boolean]>([
    ['the connection closed', lost, true, true],
    ['NOTIFICATION received', { kind: 'notification-received', notification: cease }, false, true],
    ['NOTIFICATION sent', { kind: 'notification-sent', notification: cease, detail: '' }, false, true],
    ['Hard Reset received', { kind: 'notification-received', notification: hardReset }, false, false],
    ['Hard Reset sent', { kind: 'notification-sent', notification: hardReset, detail: '' }, false, false],
    ['Hold Timer expired', { kind: 'hold-timer-expired', holdTimeSeconds: 9 }, false, true],
    ['stopped by us with a Cease', { kind: 'stopped', notification: cease, detail: '' }, false, true],
    ['stopped by us for good', { kind: 'stopped', notification: hardReset, detail: '' }, false, false],
    ['stopped without a word', { kind: 'stopped', detail: '' }, false, false],
  ])('by %s (RFC 8538)', (_, reason, isKeptPlain, isKeptNotifying) => {
    const isKept = (session: SessionOpens) =>
      new GracefulRestartHelper(360).sessionLost(0, session, reason, 'helper').retain.length > 0;
    expect([isKept(plain), isKept(notifying)]).toEqual([isKeptPlain, isKeptNotifying]);
  });

  it('needs the N bit from both sides', () => {
    const reason: SessionDownReason = { kind: 'hold-timer-expired', holdTimeSeconds: 9 };
    for (const session of [opens({ notificationSupport: true }), opens({}, { notificationSupport: true })])
      expect(new GracefulRestartHelper(360).sessionLost(0, session, reason, 'helper').retain).toEqual([]);
  });

  it('deletes what was stale already (RFC 4724), unless the N bits say otherwise (RFC 8538)', () => {
    const helper = staleHelper();
    helper.sessionEstablished(2_000, openWith({}));
    helper.endOfRibReceived(3_000, 'ipv4-unicast');
    expect(helper.sessionLost(4_000, plain, lost, 'helper')).toEqual({
      retain: ['ipv4-unicast', 'ipv6-unicast'],
      flush: ['ipv6-unicast'],
      longLived: [],
    });
    expect(helper.sessionLost(5_000, notifying, lost, 'helper').flush).toEqual([]);
  });

  it('deletes what was stale when it is not one to help over', () => {
    const stopped: SessionDownReason = { kind: 'stopped', detail: 'shutdown' };
    const helper = staleHelper();
    expect(helper.sessionLost(2_000, plain, stopped, 'helper')).toEqual({
      retain: [],
      flush: ['ipv4-unicast', 'ipv6-unicast'],
      longLived: [],
    });
    expect(helper.nextTimeout()).toBeUndefined();
  });
});

describe('the peer back again', () => {
  it.each([
    ['F = 1 for both', { families: both }, []],
    ['F = 0 for one', { families: [both[0], { ...both[1], forwardingPreserved: false }] }, ['ipv6-unicast']],
    ['one family gone', { families: [both[1]] }, ['ipv4-unicast']],
    ['no capability', undefined, ['ipv4-unicast', 'ipv6-unicast']],
  ] as const)('with %s', (_, changes, flush) => {
    const helper = staleHelper();
    expect(helper.sessionEstablished(2_000, openWith(changes)).flush).toEqual(flush);
    expect(helper.restartDeadline).toBeUndefined();
    expect(helper.nextTimeout()).toBe(flush.length === 2 ? undefined : 361_000);
  });

  it('says End-of-RIB family by family', () => {
    const helper = staleHelper();
    helper.sessionEstablished(2_000, openWith({}));
    expect(helper.endOfRibReceived(3_000, 'ipv6-unicast')).toEqual({ flush: ['ipv6-unicast'] });
    expect(helper.endOfRibReceived(3_000, 'ipv6-unicast')).toEqual({ flush: [] });
    expect(helper.nextTimeout()).toBe(361_000);
    expect(helper.endOfRibReceived(4_000, 'ipv4-unicast')).toEqual({ flush: ['ipv4-unicast'] });
    expect(helper.nextTimeout()).toBeUndefined();
  });

  it('never says End-of-RIB: the stale-path timer ends it', () => {
    const helper = staleHelper();
    helper.sessionEstablished(2_000, openWith({}));
    expect(helper.handleTimeout(360_999)).toBeUndefined();
    expect(helper.handleTimeout(361_000)).toEqual({
      timer: 'stale-path',
      flush: ['ipv4-unicast', 'ipv6-unicast'],
      longLived: [],
    });
    expect(helper.nextTimeout()).toBeUndefined();
  });
});

describe('the peer gone for good', () => {
  it('the restart timer ends it', () => {
    const helper = staleHelper();
    expect(helper.handleTimeout(120_999)).toBeUndefined();
    expect(helper.handleTimeout(121_000)).toEqual({
      timer: 'restart',
      flush: ['ipv4-unicast', 'ipv6-unicast'],
      longLived: [],
    });
    expect(helper.staleFamilies).toEqual([]);
  });

  it('or the stale-path timer, if that is shorter', () => {
    const helper = new GracefulRestartHelper(60);
    helper.sessionLost(0, plain, lost, 'helper');
    expect(helper.nextTimeout()).toBe(60_000);
    expect(helper.handleTimeout(60_000)?.flush).toHaveLength(2);
  });

  it('or the operator', () => {
    const helper = staleHelper();
    expect(helper.giveUp()).toEqual({ flush: ['ipv4-unicast', 'ipv6-unicast'] });
    expect(helper.nextTimeout()).toBeUndefined();
    expect(helper.giveUp()).toEqual({ flush: [] });
  });
});
