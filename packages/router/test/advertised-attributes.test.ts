import { allFamilies, establishedScript, networks, peerFamilySettings } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, asPath, capabilities, learnedBy, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [external, otherExternal, internal] = ['192.0.2.2', '192.0.2.3', '192.0.2.4'];

/** A route learned from one external peer, as another external peer and an internal one are sent it. */
function passedOn(route: Parameters<typeof advertisement>[1]) {
  const { network, peers } = routerAndScripts([
    { address: external },
    { address: otherExternal, asNumber: 65_002 },
    { address: internal, asNumber: 65_000, peer: { remoteAs: { kind: 'internal' } } },
  ]);
  peers[0].send(advertisement(['10.9.0.0/16'], route));
  network.settle();
  return {
    outside: learnedBy(peers[1]).get('10.9.0.0/16'),
    inside: learnedBy(peers[2]).get('10.9.0.0/16'),
  };
}

test('a learned route goes on with what each kind of peer may see', () => {
  const { outside, inside } = passedOn(
    routeAttributes({
      multiExitDisc: 30,
      communities: [0x0001_0001],
      extendedCommunities: ['400200010000000a'],
      unrecognized: [{ flags: 0xc0, code: 200, value: '01' }],
    }),
  );
  expect(outside).toEqual({
    origin: 'IGP',
    asPath: asPath(65_000, 65_001),
    nextHop: external,
    communities: [0x0001_0001],
    unrecognized: [{ flags: 0xe0, code: 200, value: '01' }],
  });
  expect(inside).toEqual({
    origin: 'IGP',
    asPath: asPath(65_001),
    nextHop: external,
    multiExitDisc: 30,
    localPref: 100,
    communities: [0x0001_0001],
    extendedCommunities: ['400200010000000a'],
    unrecognized: [{ flags: 0xe0, code: 200, value: '01' }],
  });
});

test('NO_EXPORT stops it at the border, NO_ADVERTISE here', () => {
  const noExport = passedOn(routeAttributes({ communities: [0xffffff01] }));
  expect([noExport.outside, noExport.inside?.communities]).toEqual([undefined, [0xffffff01]]);
  expect(passedOn(routeAttributes({ communities: [0xffffff02] }))).toEqual({});
});

test('a peer without four-octet AS numbers gets AS_TRANS and the true path in AS4_PATH (RFC 6793)', () => {
  const { network, peers } = routerAndScripts([
    { address: external },
    { address: otherExternal, asNumber: 65_002, capabilities: [{ name: 'multiprotocol', afi: 1, safi: 1 }] },
  ]);
  peers[0].send(advertisement(['10.9.0.0/16'], routeAttributes({ asPath: asPath(65_001, 4_200_000_000) })));
  network.settle();
  // Merged again on the way in, as RFC 6793 has it.
  expect(learnedBy(peers[1]).get('10.9.0.0/16')?.asPath).toEqual(asPath(65_000, 65_001, 4_200_000_000));
});

test('IPv6 routes are not advertised where we have no IPv6 address to name as next hop', () => {
  const { peer, router } = establishedScript({
    configuration: { networks: networks('2001:db8:1::/48') },
    peer: { families: allFamilies('ipv4-unicast', 'ipv6-unicast') },
  });
  expect(learnedBy(peer).size).toBe(0);
  expect(router.eventsNamed('next-hop-missing')).toEqual([
    { name: 'next-hop-missing', peer: external, family: 'ipv6-unicast' },
  ]);
});

describe('IPv4 routes with an IPv6 next hop (RFC 8950)', () => {
  const families = allFamilies('ipv4-unicast');
  const offer = { name: 'extended-next-hop', encodings: [{ afi: 1, safi: 1, nextHopAfi: 2 }] } as const;

  test('are learned, and passed on to those who take them', () => {
    const { network, router, peers } = routerAndScripts([
      {
        address: external,
        capabilities: capabilities(65_001, ['ipv4-unicast'], offer),
        peer: { families, extendedNextHop: true },
      },
      { address: otherExternal, asNumber: 65_002 },
    ]);
    peers[0].send({
      type: 'UPDATE',
      withdrawn: [],
      attributes: routeAttributes({ nextHop: 'fd00::2' }),
      nlri: [],
      reachable: { afi: 1, safi: 1, nlri: [{ prefix: '10.9.0.0/16' }] },
    });
    network.settle();
    expect(router.nextHops('10.9.0.0/16')).toEqual(['fd00::2']);
    expect(learnedBy(peers[1]).get('10.9.0.0/16')?.nextHop).toBe('192.0.2.1');
  });
});

test('attributes too large for a peer without extended messages: the route is withdrawn from it (RFC 8654, section 5)', () => {
  const large = capabilities(65_001, ['ipv4-unicast'], { name: 'extended-message' });
  const { network, router, peers } = routerAndScripts([
    { address: external, capabilities: large },
    { address: otherExternal, asNumber: 65_002 },
  ]);
  peers[0].send(advertisement(['10.9.0.0/16', '10.8.0.0/16']));
  network.settle();
  expect(learnedBy(peers[1]).size).toBe(2);
  const communities = Array.from({ length: 1_500 }, (_, place) => 0x0001_0000 + place);
  peers[0].send(advertisement(['10.9.0.0/16'], routeAttributes({ communities })));
  network.settle();
  expect(router.prefix('10.9.0.0/16')?.routes[0].attributes.communities).toHaveLength(1_500);
  expect([...learnedBy(peers[1]).keys()]).toEqual(['10.8.0.0/16']);
  expect(router.isEstablished()).toBe(true);
  // Nor is it counted, or told of, as sent.
  expect(router.peer(otherExternal).families[0].sentPrefixCount).toBe(1);
  const explanation = router.router.explainAdvertisement(otherExternal, 'ipv4-unicast', '10.9.0.0/16');
  expect(explanation).toMatchObject({ advertised: false, reason: 'withheld' });
  expect(explanation?.text).toContain('and the peer takes 4096 (RFC 8654, section 4)');
});

test('weights are our own affair, and not part of what is advertised', () => {
  const families = { 'ipv4-unicast': peerFamilySettings({ weight: 500 }) };
  const { network, router, peers } = routerAndScripts([
    { address: external, peer: { families } },
    { address: otherExternal, asNumber: 65_002 },
  ]);
  peers[1].send(
    advertisement(['10.9.0.0/16'], routeAttributes({ asPath: asPath(65_002), nextHop: otherExternal })),
  );
  network.settle();
  peers[0].send(advertisement(['10.9.0.0/16'], routeAttributes({ asPath: asPath(65_001, 65_009) })));
  network.settle();
  expect(router.nextHops('10.9.0.0/16')).toEqual([external]);
  expect(router.prefix('10.9.0.0/16')?.selectionReason).toBe('Weight');
  expect(learnedBy(peers[1]).get('10.9.0.0/16')?.asPath).toEqual(asPath(65_000, 65_001, 65_009));
});

test('a peer further away than one hop is never given a third party as next hop', () => {
  const { network, peers } = routerAndScripts([
    { address: external },
    { address: otherExternal, asNumber: 65_002, peer: { ebgpMultihop: 2 } },
    { address: internal, asNumber: 65_003 },
  ]);
  peers[0].send(advertisement(['10.9.0.0/16']));
  network.settle();
  const nextHops = peers.slice(1).map((peer) => learnedBy(peer).get('10.9.0.0/16')?.nextHop);
  expect(nextHops).toEqual(['192.0.2.1', external]);
});
