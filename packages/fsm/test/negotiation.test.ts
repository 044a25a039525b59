import type { Capability, OpenMessage } from '@bgpeer/bgp-wire';
import { describe, expect, it } from 'vitest';
import type { NegotiatedSession, SessionConfiguration } from '../src/index.ts';
import { negotiate, openOf } from '../src/negotiation.ts';
import { checkPeerOpen } from '../src/open-checks.ts';
import { endpoints, ourConfiguration, theirOpen } from './support/sessions.ts';

const ipv4 = { name: 'multiprotocol', afi: 1, safi: 1 } as const;
const ipv6 = { name: 'multiprotocol', afi: 2, safi: 1 } as const;

function agreed(
  ours: readonly Capability[],
  theirs: readonly Capability[],
  changes: Partial<SessionConfiguration> = {},
  open: Partial<OpenMessage> = {},
): NegotiatedSession {
  const configuration = { ...ourConfiguration, ...changes, capabilities: ours };
  const connection = { connection: 1, direction: 'outgoing', endpoints } as const;
  return negotiate(configuration, connection, openOf(configuration), {
    ...theirOpen,
    ...open,
    capabilities: theirs,
  });
}

describe('families', () => {
  it.each([
    [
      [ipv4, ipv6],
      [ipv6, ipv4],
      ['ipv4-unicast', 'ipv6-unicast'],
    ],
    [[ipv4, ipv6], [ipv6], ['ipv6-unicast']],
    [[ipv4, ipv6], [], ['ipv4-unicast']],
    [[], [], ['ipv4-unicast']],
    [[], [ipv4], ['ipv4-unicast']],
    [[ipv4], [ipv4, { name: 'multiprotocol', afi: 25, safi: 70 }], ['ipv4-unicast']],
  ] as const)('of %j and %j', (ours, theirs, families) => {
    expect(agreed(ours, theirs).receive.families).toEqual(families);
    expect(agreed(theirs, ours).send.families).toEqual(families);
  });

  it('none in common: Unsupported Capability with ours as data (RFC 5492)', () => {
    const problem = checkPeerOpen(
      { ...ourConfiguration, capabilities: [ipv4, ipv6] },
      { ...theirOpen, capabilities: [{ name: 'multiprotocol', afi: 25, safi: 70 }] },
    );
    expect(problem?.notification).toMatchObject({ code: 2, subcode: 7 });
    expect([...problem!.notification.data]).toEqual([1, 4, 0, 1, 0, 1, 1, 4, 0, 2, 0, 1]);
  });
});

describe('capabilities that both need', () => {
  const fourOctets = (asNumber: number): Capability => ({ name: 'four-octet-as', asNumber });

  it.each([
    [[fourOctets(65_000)], [fourOctets(65_001)], true],
    [[fourOctets(65_000)], [], false],
    [[], [fourOctets(65_001)], false],
  ])('four-octet AS numbers', (ours, theirs, isAgreed) => {
    const { send, receive } = agreed(ours, theirs);
    expect([send.fourOctetAsNumbers, receive.fourOctetAsNumbers]).toEqual([isAgreed, isAgreed]);
  });

  it('extended messages (RFC 8654)', () => {
    const extended: Capability = { name: 'extended-message' };
    expect(agreed([extended], [extended]).send.extendedMessages).toBe(true);
    expect(agreed([extended], []).receive.extendedMessages).toBe(false);
    expect(agreed([], [extended]).send.extendedMessages).toBe(false);
  });

  it('ADD-PATH, by direction (RFC 7911)', () => {
    const addPath = (mode: 'send' | 'receive' | 'both'): Capability => ({
      name: 'add-path',
      families: [{ afi: 1, safi: 1, mode }],
    });
    const directions = (ours: Capability, theirs: Capability) => {
      const { send, receive } = agreed([ipv4, ours], [ipv4, theirs]);
      return { send: send.addPath, receive: receive.addPath };
    };
    expect(directions(addPath('send'), addPath('receive'))).toEqual({ send: ['ipv4-unicast'], receive: [] });
    expect(directions(addPath('receive'), addPath('both'))).toEqual({ send: [], receive: ['ipv4-unicast'] });
    expect(directions(addPath('send'), addPath('send'))).toEqual({ send: [], receive: [] });
    expect(directions(addPath('both'), addPath('both'))).toEqual({
      send: ['ipv4-unicast'],
      receive: ['ipv4-unicast'],
    });
  });

  it('extended next hops (RFC 8950)', () => {
    const nextHops: Capability = {
      name: 'extended-next-hop',
      encodings: [{ afi: 1, safi: 1, nextHopAfi: 2 }],
    };
    expect(agreed([ipv4, nextHops], [ipv4, nextHops]).send.extendedNextHop).toEqual(['ipv4-unicast']);
    expect(agreed([ipv4, nextHops], [ipv4]).send.extendedNextHop).toEqual([]);
  });
});

describe('numbers', () => {
  it.each([
    [90, 30, 9, 9, 3],
    [9, 3, 90, 9, 3],
    [180, 60, 10, 10, 3],
    [90, 5, 180, 90, 5],
    [90, 0, 90, 90, 30],
    [0, 0, 90, 0, 0],
    [90, 30, 0, 0, 0],
  ])('hold time %d, keepalive %d with hold time %d', (ours, keepalive, theirs, hold, interval) => {
    const session = agreed(
      [],
      [],
      { holdTimeSeconds: ours, keepaliveTimeSeconds: keepalive },
      { holdTimeSeconds: theirs },
    );
    expect([session.holdTimeSeconds, session.keepaliveTimeSeconds]).toEqual([hold, interval]);
  });

  it('the AS number is the four-octet one, and makes the session internal or external', () => {
    const large = agreed(
      [ipv4],
      [{ name: 'four-octet-as', asNumber: 4_200_000_001 }],
      {},
      {
        myAutonomousSystem: 23_456,
      },
    );
    expect([large.peerAsNumber, large.session]).toEqual([4_200_000_001, 'external']);
    const same = agreed([], [], {}, { myAutonomousSystem: 65_000 });
    expect([same.peerAsNumber, same.session, same.send.session]).toEqual([65_000, 'internal', 'internal']);
  });

  it('our OPEN says AS_TRANS for a number of four octets (RFC 6793)', () => {
    expect(openOf({ ...ourConfiguration, localAsNumber: 4_200_000_000 }).myAutonomousSystem).toBe(23_456);
  });
});

describe('which AS may come', () => {
  it.each([
    [{ kind: 'exactly', asNumber: 65_001 }, 65_001, true],
    [{ kind: 'exactly', asNumber: 65_001 }, 65_002, false],
    [{ kind: 'external' }, 65_001, true],
    [{ kind: 'external' }, 65_000, false],
    [{ kind: 'internal' }, 65_000, true],
    [{ kind: 'internal' }, 65_001, false],
    [{ kind: 'any' }, 65_000, true],
    [{ kind: 'any' }, 0, false],
  ] as const)('%j and AS %d: %s', (remoteAs, myAutonomousSystem, isWelcome) => {
    const open = { ...theirOpen, myAutonomousSystem, capabilities: [ipv4] };
    const problem = checkPeerOpen({ ...ourConfiguration, remoteAs }, open);
    expect(problem === undefined).toBe(isWelcome);
    if (problem !== undefined) {
      expect(problem.notification).toMatchObject({ code: 2, subcode: 2 });
      expect(problem.detail).toContain(`AS ${myAutonomousSystem}`);
      expect(problem.detail).toContain('remote-as');
    }
  });
});
