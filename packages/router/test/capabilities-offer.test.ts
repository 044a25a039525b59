import type { Capability, OpenMessage } from '@bgpeer/bgp-wire';
import type { AddPathSend, BgpRole, PeerFamilySettings, PeerSettings } from '@bgpeer/router';
import {
  establishedScript,
  type PairOfRouters,
  pairOfRouters,
  peerFamilySettings,
  type RouterSide,
  routerAndScript,
} from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, capabilities, routeAttributes } from './support/messages.ts';

const [leftAddress, rightAddress] = ['192.0.2.1', '192.0.2.2'];

function openTo(side: RouterSide): OpenMessage {
  const { network, peer } = routerAndScript(side);
  peer.sendOpen();
  network.runUntil(() => peer.receivedOf('OPEN').length > 0);
  return peer.receivedOf('OPEN')[0];
}

function offered<Name extends Capability['name']>(
  peer: Partial<PeerSettings>,
  name: Name,
): Extract<Capability, { name: Name }> | undefined {
  return openTo({ peer }).capabilities.find(
    (capability): capability is Extract<Capability, { name: Name }> => capability.name === name,
  );
}

const inFamily = (settings: Partial<PeerFamilySettings>): Partial<PeerSettings> => ({
  families: { 'ipv4-unicast': peerFamilySettings(settings) },
});

describe('add-path (RFC 7911, section 4)', () => {
  const all: AddPathSend = { paths: 'all' };

  test.each([
    ['receive', {}],
    ['both', { addPathSend: all }],
    ['send', { addPathSend: all, addPathReceive: false }],
    [undefined, { addPathReceive: false }],
  ] as const)('%s', (mode, settings) => {
    const capability = offered(inFamily(settings), 'add-path');
    expect(capability?.families).toEqual(mode === undefined ? undefined : [{ afi: 1, safi: 1, mode }]);
  });

  test('a limit of paths is asked for only where several are taken', () => {
    const families = [{ afi: 1, safi: 1, pathCountMax: 4 }];
    const limited = { addPathReceiveLimit: 4 };
    expect(offered(inFamily(limited), 'paths-limit')).toEqual({ name: 'paths-limit', families });
    expect(offered(inFamily({ ...limited, addPathReceive: false }), 'paths-limit')).toBeUndefined();
    expect(offered({}, 'paths-limit')).toBeUndefined();
  });

  test('each direction is agreed on by itself, and shows', () => {
    const { router } = establishedScript(
      { peer: inFamily({ addPathSend: all }) },
      {
        capabilities: capabilities(
          65_001,
          ['ipv4-unicast'],
          { name: 'add-path', families: [{ afi: 1, safi: 1, mode: 'receive' }] },
          { name: 'paths-limit', families: [{ afi: 1, safi: 1, pathCountMax: 3 }] },
        ),
      },
    );
    expect(router.peer(rightAddress).families[0]).toMatchObject({
      addPath: { send: true, receive: false },
      addPathSend: all,
      receivedPathsLimit: 3,
    });
  });
});

describe('local-as (RFC 7705)', () => {
  const localAs = { asNumber: 4_200_000_000, noPrepend: false, replaceAs: false };

  test('is what our OPEN says, in both places', () => {
    const open = openTo({ peer: { localAs } });
    expect(open.myAutonomousSystem).toBe(23_456);
    expect(open.capabilities).toContainEqual({ name: 'four-octet-as', asNumber: localAs.asNumber });
  });

  test('makes a session with that AS an internal one', () => {
    const { router } = establishedScript({
      peer: { localAs: { ...localAs, asNumber: 65_001 }, remoteAs: { kind: 'internal' } },
    });
    expect(router.peer(rightAddress)).toMatchObject({
      session: 'internal',
      localAsNumber: 65_001,
      localAs: { asNumber: 65_001 },
    });
  });

  test('leaves one with our own AS an external one', () => {
    const { router } = establishedScript(
      { peer: { localAs, remoteAs: { kind: 'exactly', asNumber: 65_000 } } },
      { asNumber: 65_000 },
    );
    expect(router.peer(rightAddress)).toMatchObject({ session: 'external', localAsNumber: localAs.asNumber });
  });
});

describe('roles (RFC 9234, section 4)', () => {
  function pairWith(left: BgpRole, right: BgpRole | undefined, strict = false): PairOfRouters {
    return pairOfRouters(
      { peer: { localRole: { role: left, strict } } },
      right === undefined ? {} : { peer: { localRole: { role: right, strict: false } } },
    );
  }

  const isUp = ({ left, right }: PairOfRouters): boolean =>
    left.isEstablished(rightAddress) && right.isEstablished(leftAddress);

  test.each<[BgpRole, BgpRole]>([
    ['provider', 'customer'],
    ['rs-server', 'rs-client'],
    ['peer', 'peer'],
  ])('%s and %s agree, and each shows what the other is', (one, other) => {
    const pair = pairWith(one, other);
    pair.network.runUntil(() => isUp(pair));
    expect(pair.left.peer(rightAddress)).toMatchObject({ localRole: one, remoteRole: other });
    expect(pair.right.peer(leftAddress)).toMatchObject({ localRole: other, remoteRole: one });
  });

  test('two providers do not: Role Mismatch, with both roles in words', () => {
    const pair = pairWith('provider', 'provider');
    pair.network.runFor(20_000);
    expect(isUp(pair)).toBe(false);
    const reasons = [pair.left.peer(rightAddress), pair.right.peer(leftAddress)].map(
      ({ lastReset }) => lastReset,
    );
    for (const reset of reasons) expect(reset?.notification).toMatchObject({ code: 2, subcode: 11 });
    expect(reasons.map((reset) => reset?.text).join('\n')).toContain(
      'we are provider, so the peer is customer; it says that it is provider',
    );
  });

  test('a neighbor without a role is refused in strict mode only', () => {
    const lenient = pairWith('customer', undefined);
    lenient.network.runUntil(() => isUp(lenient));
    expect(lenient.left.peer(rightAddress).remoteRole).toBeUndefined();
    const strict = pairWith('customer', undefined, true);
    strict.network.runFor(20_000);
    expect(isUp(strict)).toBe(false);
    expect(strict.left.peer(rightAddress).lastReset?.text).toContain('strict-mode');
  });

  test('nothing is said of it inside an AS', () => {
    const localRole = { role: 'peer', strict: false } as const;
    expect(offered({ localRole }, 'role')).toEqual({ name: 'role', role: 'peer' });
    expect(offered({ localRole, remoteAs: { kind: 'internal' } }, 'role')).toBeUndefined();
    const exactly = { kind: 'exactly', asNumber: 65_000 } as const;
    expect(offered({ localRole, remoteAs: exactly }, 'role')).toBeUndefined();
  });
});

test('the peer may send several paths of a prefix, and each is a route', () => {
  const { network, router, peer } = establishedScript(
    {},
    {
      capabilities: capabilities(65_001, ['ipv4-unicast'], {
        name: 'add-path',
        families: [{ afi: 1, safi: 1, mode: 'send' }],
      }),
    },
  );
  const path = (pathIdentifier: number, nextHop: string) => ({
    ...advertisement([], routeAttributes({ nextHop })),
    nlri: [{ prefix: '10.1.0.0/16', pathIdentifier }],
  });
  peer.send(path(1, '192.0.2.2'));
  peer.send(path(2, '192.0.2.9'));
  network.settle();
  expect(router.prefix('10.1.0.0/16')?.routes.map(({ pathIdentifier }) => pathIdentifier)).toEqual([2, 1]);
  expect(router.nextHops('10.1.0.0/16')).toEqual(['192.0.2.2', '192.0.2.9']);
});
