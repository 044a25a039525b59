import type { PathAttributes } from '@bgpeer/bgp-wire';
import type { PeerFamilySettings, RouterConfiguration } from '@bgpeer/router';
import { peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, learnedBy, withdrawal } from './support/messages.ts';
import { routerAndScripts, type ScriptSide } from './support/router-and-scripts.ts';

const addresses = {
  client: '192.0.2.11',
  otherClient: '192.0.2.12',
  nonClient: '192.0.2.21',
  otherNonClient: '192.0.2.22',
  external: '192.0.2.31',
} as const;
type Name = keyof typeof addresses;
const names = Object.keys(addresses) as Name[];
const prefix = '10.9.0.0/16';

function internal(address: string, settings: Partial<PeerFamilySettings>): ScriptSide {
  const families = { 'ipv4-unicast': peerFamilySettings(settings) };
  return { address, asNumber: 65_000, peer: { remoteAs: { kind: 'internal' }, families } };
}

/** A reflector, AS 65000, with two clients, two internal peers that are none, and an external one. */
function reflector(
  configuration: Partial<RouterConfiguration> = {},
  settings: Partial<PeerFamilySettings> = {},
) {
  const { network, router, peers } = routerAndScripts(
    [
      internal(addresses.client, { routeReflectorClient: true, ...settings }),
      internal(addresses.otherClient, { routeReflectorClient: true, ...settings }),
      internal(addresses.nonClient, settings),
      internal(addresses.otherNonClient, settings),
      { address: addresses.external, asNumber: 65_001 },
    ],
    configuration,
  );
  const peer = (name: Name) => peers[names.indexOf(name)];
  const send = (name: Name, message: Parameters<(typeof peers)[0]['send']>[0]) => {
    peer(name).send(message);
    network.settle();
  };
  const known = (name: Name) => learnedBy(peer(name)).get(prefix);
  const whoKnows = () => names.filter((name) => known(name) !== undefined);
  return { network, router, send, known, whoKnows };
}

const route: PathAttributes = {
  origin: 'IGP',
  asPath: asPath(65_007),
  nextHop: '192.0.2.99',
  multiExitDisc: 30,
  localPref: 250,
};

describe('who is told of a route (RFC 4456, section 6)', () => {
  test.each<[Name, readonly Name[]]>([
    ['client', ['client', 'otherClient', 'nonClient', 'otherNonClient', 'external']],
    ['nonClient', ['client', 'otherClient', 'external']],
    ['external', ['client', 'otherClient', 'nonClient', 'otherNonClient', 'external']],
  ])('of a %s: %j', (from, told) => {
    const { send, whoKnows } = reflector();
    send(
      from,
      advertisement(
        [prefix],
        from === 'external' ? { ...route, asPath: asPath(65_001), localPref: undefined } : route,
      ),
    );
    expect(whoKnows()).toEqual(told);
    send(from, withdrawal(prefix));
    expect(whoKnows()).toEqual([]);
  });

  test('not from client to client with no bgp client-to-client reflection', () => {
    const { send, whoKnows, router } = reflector({
      reflection: { clientToClient: false, allowOutboundPolicy: false },
    });
    send('client', advertisement([prefix], route));
    expect(whoKnows()).toEqual(['nonClient', 'otherNonClient', 'external']);
    expect(router.router.explainAdvertisement(addresses.otherClient, 'ipv4-unicast', prefix)).toMatchObject({
      advertised: false,
      reason: 'withheld',
      text: 'both are route reflector clients, and no bgp client-to-client reflection is set',
    });
  });
});

describe('what a reflected route looks like', () => {
  test('nothing is changed, ORIGINATOR_ID and CLUSTER_LIST are made (RFC 4456, sections 8 and 10)', () => {
    const { send, known } = reflector();
    send('client', advertisement([prefix], route));
    const reflected = { ...route, originatorId: addresses.client, clusterList: ['192.0.2.1'] };
    expect([known('otherClient'), known('nonClient')]).toEqual([reflected, reflected]);
  });

  test('outside the AS neither is seen', () => {
    const { send, known } = reflector();
    send('client', advertisement([prefix], route));
    expect(known('external')).toEqual({
      origin: 'IGP',
      asPath: asPath(65_000, 65_007),
      nextHop: '192.0.2.99',
    });
  });

  test('each client is the originator of its own routes, though their attributes are equal', () => {
    const { send, known } = reflector();
    send('client', advertisement([prefix], route));
    send('otherClient', advertisement(['10.8.0.0/16'], route));
    expect(known('nonClient')?.originatorId).toBe(addresses.client);
    send('client', withdrawal(prefix));
    send('otherClient', advertisement([prefix], route));
    expect(known('nonClient')?.originatorId).toBe(addresses.otherClient);
  });

  test('an ORIGINATOR_ID stays, and the cluster id goes in front of the list', () => {
    const { send, known } = reflector({
      reflection: { clientToClient: true, allowOutboundPolicy: false, clusterId: '10.0.0.1' },
    });
    send(
      'client',
      advertisement([prefix], { ...route, originatorId: '10.7.7.7', clusterList: ['10.0.0.2'] }),
    );
    expect(known('nonClient')).toMatchObject({
      originatorId: '10.7.7.7',
      clusterList: ['10.0.0.1', '10.0.0.2'],
    });
  });

  test('a route from outside is no reflected one', () => {
    const { send, known } = reflector();
    send('external', advertisement([prefix], { ...route, asPath: asPath(65_001), localPref: undefined }));
    const { originatorId, clusterList } = known('client')!;
    expect([originatorId, clusterList]).toEqual([undefined, undefined]);
  });
});

describe('next-hop-self', () => {
  test('leaves reflected routes alone', () => {
    const { send, known } = reflector({}, { nextHopSelf: true });
    send('client', advertisement([prefix], route));
    expect([known('nonClient')?.nextHop, known('otherClient')?.nextHop]).toEqual([
      '192.0.2.99',
      '192.0.2.99',
    ]);
  });

  test('with force it is for them too', () => {
    const { send, known } = reflector({}, { nextHopSelf: true, nextHopSelfForce: true });
    send('client', advertisement([prefix], route));
    expect([known('nonClient')?.nextHop, known('otherClient')?.nextHop]).toEqual(['192.0.2.1', '192.0.2.1']);
  });
});

test('why an internal peer is not told of what another one said', () => {
  const { send, router } = reflector();
  send('nonClient', advertisement([prefix], route));
  const why = (peer: string) => router.router.explainAdvertisement(peer, 'ipv4-unicast', prefix);
  expect(why(addresses.otherNonClient)).toMatchObject({
    advertised: false,
    reason: 'withheld',
    routes: [{ learnedFrom: addresses.nonClient, withheld: { why: 'neither-is-a-client' } }],
  });
  expect(why(addresses.client)).toMatchObject({
    advertised: true,
    reason: 'advertised',
    routes: [{ attributes: { originatorId: addresses.nonClient } }],
  });
});
