import type { Capability, FamilyName, OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import { GracefulRestartHelper, type SessionDownReason, type SessionOpens } from '../src/index.ts';
import { theirOpen } from './support/sessions.ts';

const lost: SessionDownReason = { kind: 'connection-closed', detail: 'end of stream' };
const [ipv4, ipv6]: readonly FamilyName[] = ['ipv4-unicast', 'ipv6-unicast'];
const codes = { 'ipv4-unicast': { afi: 1, safi: 1 }, 'ipv6-unicast': { afi: 2, safi: 1 } };

interface Offer {
  /** With F set, unless `lostForwarding`. */
  readonly graceful?: readonly FamilyName[];
  readonly restartTimeSeconds?: number;
  readonly longLived?: Partial<Record<FamilyName, number>>;
  readonly lostForwarding?: boolean;
  readonly withoutGraceful?: boolean;
}

function openWith(offer: Offer): OpenMessage {
  const { graceful = [ipv4, ipv6], restartTimeSeconds = 120, longLived } = offer;
  const forwardingPreserved = offer.lostForwarding !== true;
  const capabilities: Capability[] = [];
  if (offer.withoutGraceful !== true) {
    capabilities.push({
      name: 'graceful-restart',
      restarting: false,
      notificationSupport: false,
      restartTimeSeconds,
      families: graceful.map((family) => ({ ...codes[family], forwardingPreserved })),
    });
  }
  if (longLived !== undefined) {
    capabilities.push({
      name: 'long-lived-graceful-restart',
      families: Object.entries(longLived).map(([family, staleTimeSeconds]) => ({
        ...codes[family as FamilyName],
        forwardingPreserved,
        staleTimeSeconds,
      })),
    });
  }
  return { ...theirOpen, capabilities };
}

const ours = openWith({ graceful: [], longLived: { [ipv4]: 3_600, [ipv6]: 3_600 } });

function opens(offer: Offer): SessionOpens {
  return { sentOpen: ours, receivedOpen: openWith(offer) };
}

/** A peer with both kinds for IPv4 and only the first one for IPv6. */
const mixed: Offer = { longLived: { [ipv4]: 600 } };

function lostWith(offer: Offer, stalePathTimeSeconds = 360): GracefulRestartHelper {
  const helper = new GracefulRestartHelper(stalePathTimeSeconds);
  helper.sessionLost(0, opens(offer), lost, 'helper');
  return helper;
}

describe('long-lived graceful restart (RFC 9494, section 4.2)', () => {
  it('begins when the restart time is over, for the families that have it; the others go', () => {
    const helper = lostWith(mixed);
    expect(helper.longLivedStaleDeadline(ipv4)).toBeUndefined();
    expect(helper.handleTimeout(120_000)).toEqual({ timer: 'restart', flush: [ipv6], longLived: [ipv4] });
    expect(helper.longLivedStaleDeadline(ipv4)).toBe(720_000);
    expect(helper.stalePathDeadline).toBeUndefined();
    expect(helper.nextTimeout()).toBe(720_000);
    expect(helper.handleTimeout(719_999)).toBeUndefined();
    expect(helper.handleTimeout(720_000)).toEqual({
      timer: 'long-lived-stale',
      flush: [ipv4],
      longLived: [],
    });
    expect(helper.nextTimeout()).toBeUndefined();
  });

  it.each<[string, Offer]>([
    ['a restart time of zero', { ...mixed, restartTimeSeconds: 0 }],
    ['a capability for graceful restart without families', { ...mixed, graceful: [] }],
  ])('begins at once with %s', (_, offer) => {
    const helper = new GracefulRestartHelper(360);
    expect(helper.sessionLost(0, opens(offer), lost, 'helper')).toEqual({
      retain: [ipv4],
      flush: [],
      longLived: [ipv4],
    });
    expect(helper.nextTimeout()).toBe(600_000);
  });

  it('takes the shorter of the two stale times', () => {
    const helper = lostWith({ restartTimeSeconds: 0, longLived: { [ipv4]: 7_200 } });
    expect(helper.longLivedStaleDeadline(ipv4)).toBe(3_600_000);
  });

  it('needs the other capability beside it (section 4.5), a stale time, and one of ours', () => {
    const helper = new GracefulRestartHelper(360);
    const nothing = { retain: [], flush: [], longLived: [] };
    const withoutGraceful = opens({ ...mixed, withoutGraceful: true });
    expect(helper.sessionLost(0, withoutGraceful, lost, 'helper')).toEqual(nothing);
    const noStaleTime = opens({ graceful: [], longLived: { [ipv4]: 0 } });
    expect(helper.sessionLost(0, noStaleTime, lost, 'helper')).toEqual(nothing);
    const noneOfOurs = {
      sentOpen: openWith({ graceful: [] }),
      receivedOpen: openWith({ ...mixed, graceful: [] }),
    };
    expect(helper.sessionLost(0, noneOfOurs, lost, 'helper')).toEqual(nothing);
  });

  it('begins early where our stale-path time is shorter than the restart time', () => {
    const helper = lostWith(mixed, 60);
    expect(helper.handleTimeout(60_000)).toEqual({ timer: 'stale-path', flush: [ipv6], longLived: [ipv4] });
    expect(helper.restartDeadline).toBeUndefined();
    expect(helper.longLivedStaleDeadline(ipv4)).toBe(660_000);
  });
});

describe('the peer back in the long-lived period', () => {
  function longLivedStale(): GracefulRestartHelper {
    const helper = lostWith(mixed);
    helper.handleTimeout(120_000);
    return helper;
  }

  it.each<[string, Offer, readonly FamilyName[]]>([
    ['F set', mixed, []],
    ['F not set', { ...mixed, lostForwarding: true }, [ipv4]],
    ['the family not listed', { longLived: { [ipv6]: 600 } }, [ipv4]],
    ['no capability for it', {}, [ipv4]],
    ['no capability for graceful restart', { ...mixed, withoutGraceful: true }, [ipv4]],
  ])('with %s', (_, offer, flush) => {
    expect(longLivedStale().sessionEstablished(200_000, openWith(offer)).flush).toEqual(flush);
  });

  it('does not stop the timer; End-of-RIB does', () => {
    const helper = longLivedStale();
    helper.sessionEstablished(200_000, openWith(mixed));
    expect(helper.nextTimeout()).toBe(720_000);
    expect(helper.endOfRibReceived(300_000, ipv4)).toEqual({ flush: [ipv4] });
    expect(helper.nextTimeout()).toBeUndefined();
  });

  it('lost again before End-of-RIB: nothing is deleted, the timer is neither stopped nor set anew', () => {
    const helper = longLivedStale();
    helper.sessionEstablished(200_000, openWith(mixed));
    expect(helper.sessionLost(300_000, opens(mixed), lost, 'helper')).toEqual({
      retain: [ipv4, ipv6],
      flush: [],
      longLived: [],
    });
    expect(helper.longLivedStaleDeadline(ipv4)).toBe(720_000);
    expect(helper.handleTimeout(420_000)).toMatchObject({ flush: [ipv6], longLived: [ipv4] });
    expect(helper.longLivedStaleDeadline(ipv4)).toBe(720_000);
  });

  it('lost again after the timer went off before End-of-RIB: nothing more is kept', () => {
    const helper = longLivedStale();
    helper.sessionEstablished(700_000, openWith(mixed));
    expect(helper.handleTimeout(720_000)?.flush).toEqual([ipv4]);
    expect(helper.sessionLost(730_000, opens(mixed), lost, 'helper').retain).toEqual([ipv6]);
  });

  it('lost again after End-of-RIB: a new period', () => {
    const helper = longLivedStale();
    helper.sessionEstablished(700_000, openWith(mixed));
    helper.endOfRibReceived(710_000, ipv4);
    helper.sessionLost(800_000, opens(mixed), lost, 'helper');
    expect(helper.handleTimeout(920_000)?.longLived).toEqual([ipv4]);
    expect(helper.longLivedStaleDeadline(ipv4)).toBe(1_520_000);
  });
});
