import { encodeMessage, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import { allFamilies, type ScriptedPeer } from '@bgpeer/testkit';
import { describe, expect, test } from 'vitest';
import { advertisement, learnedBy, routeAttributes } from './support/messages.ts';
import { routerAndScripts } from './support/router-and-scripts.ts';

const [faulty, sound] = ['192.0.2.2', '192.0.2.3'];

function scene() {
  const { network, router, peers } = routerAndScripts([
    { address: faulty },
    { address: sound, asNumber: 65_002 },
  ]);
  const [faultyPeer, soundPeer] = peers;
  faultyPeer.send(advertisement(['10.1.0.0/16', '10.2.0.0/16']));
  network.settle();
  return { network, router, faultyPeer, soundPeer };
}

/** An UPDATE of attributes given as octets, for one prefix. */
function sendAttributes(peer: ScriptedPeer, attributes: string, nlri = '100a01'): void {
  const [block, prefixes] = [octetsOfHexadecimal(attributes), octetsOfHexadecimal(nlri)];
  const length = 23 + block.length + prefixes.length;
  const head = [...new Array<number>(16).fill(0xff), length >> 8, length & 255, 2, 0, 0];
  peer.sendOctets(Uint8Array.from([...head, block.length >> 8, block.length & 255, ...block, ...prefixes]));
}

const origin = '40010100';
const asPath = '4002060201' + '0000fde9';
const nextHop = '400304c0000202';
const wellFormed = origin + asPath + nextHop;
/** 2001:db8:1::/64 with the next hop 2001:db8::2. */
const mpReachNlri = `800e1e00020110${'20010db8000000000000000000000002'}00${'4020010db800010000'}`;

describe('treat-as-withdraw (RFC 7606, section 2)', () => {
  test.each([
    ['an ORIGIN that is none', `40010107${asPath}${nextHop}`, 'ORIGIN'],
    ['no AS_PATH', `${origin}${nextHop}`, 'AS_PATH'],
    ['a MED of three octets', `${wellFormed}800403000001`, 'MULTI_EXIT_DISC'],
    ['COMMUNITIES of three octets', `${wellFormed}c00803000001`, 'COMMUNITIES'],
  ])('%s: this route goes, the session and the other routes stay', (_title, attributes, named) => {
    const { network, router, faultyPeer, soundPeer } = scene();
    sendAttributes(faultyPeer, attributes);
    network.settle();
    expect(router.isEstablished()).toBe(true);
    expect([...router.fib.keys()]).toEqual(['10.2.0.0/16']);
    expect([...learnedBy(soundPeer).keys()]).toEqual(['10.2.0.0/16']);
    const [fault] = router.eventsNamed('update-fault');
    expect(fault).toMatchObject({ peer: faulty, treatment: 'treat-as-withdraw' });
    expect(fault.detail).toContain(named);
  });

  test('a later sound UPDATE brings the route back', () => {
    const { network, router, faultyPeer } = scene();
    sendAttributes(faultyPeer, `40010107${asPath}${nextHop}`);
    sendAttributes(faultyPeer, wellFormed);
    network.settle();
    expect(router.nextHops('10.1.0.0/16')).toEqual([faulty]);
  });
});

test('attribute discard: the route is taken without the attribute, and each time it is told of', () => {
  const { network, router, faultyPeer } = scene();
  const aggregatorOfFiveOctets = 'c007050000000000';
  for (const nlri of ['100a01', '100a02'])
    sendAttributes(faultyPeer, wellFormed + aggregatorOfFiveOctets, nlri);
  network.settle();
  expect(router.isEstablished()).toBe(true);
  expect(router.prefix('10.1.0.0/16')?.routes[0].attributes).toEqual(routeAttributes());
  expect(router.eventsNamed('update-fault').map(({ treatment }) => treatment)).toEqual([
    'attribute-discard',
    'attribute-discard',
  ]);
});

describe('session reset', () => {
  test.each([
    ['an NLRI longer than an address', wellFormed, '210a010203', { code: 3, subcode: 10 }],
    ['NLRI that end in the middle', wellFormed, '100a', { code: 3, subcode: 10 }],
    ['MP_REACH_NLRI twice', wellFormed + mpReachNlri + mpReachNlri, '100a01', { code: 3, subcode: 1 }],
  ])(
    '%s: the NOTIFICATION of RFC 4271, and the other peers notice nothing',
    (_title, attributes, nlri, code) => {
      const { network, router, faultyPeer, soundPeer } = scene();
      soundPeer.send(
        advertisement(
          ['10.8.0.0/16'],
          routeAttributes({ asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_002] }], nextHop: sound }),
        ),
      );
      network.settle();
      sendAttributes(faultyPeer, attributes, nlri);
      network.settle();
      expect(faultyPeer.receivedOf('NOTIFICATION')).toMatchObject([code]);
      expect(router.isEstablished(faulty)).toBe(false);
      expect(router.isEstablished(sound)).toBe(true);
      expect([...router.fib.keys()]).toEqual(['10.8.0.0/16']);
      expect(router.eventsNamed('session-down')).toMatchObject([{ peer: faulty, kind: 'notification-sent' }]);
    },
  );

  test('of two bad UPDATEs in one piece the first is answered, and the second is not', () => {
    const { network, router, faultyPeer } = scene();
    sendAttributes(faultyPeer, wellFormed, '210a010203');
    sendAttributes(faultyPeer, wellFormed, '210a010203');
    faultyPeer.send(advertisement(['10.5.0.0/16']));
    network.settle();
    expect(faultyPeer.receivedOf('NOTIFICATION')).toHaveLength(1);
    expect(router.prefix('10.5.0.0/16')).toBeUndefined();
    expect(router.eventsNamed('session-down')).toHaveLength(1);
  });
});

test('an UPDATE with IPv4 and IPv6 prefixes gives each family its own next hop (RFC 7606, section 5.1)', () => {
  const families = allFamilies('ipv4-unicast', 'ipv6-unicast');
  const { network, router, peers } = routerAndScripts([{ address: faulty, peer: { families } }]);
  const [peer] = peers;
  sendAttributes(peer, wellFormed + mpReachNlri);
  network.settle();
  expect(router.isEstablished()).toBe(true);
  expect(router.nextHops('10.1.0.0/16')).toEqual([faulty]);
  expect(router.nextHops('2001:db8:1::/64')).toEqual(['2001:db8::2']);
});

test('a message without its marker (RFC 4271, section 6.1)', () => {
  const { network, router, faultyPeer } = scene();
  const octets = encodeMessage({ type: 'KEEPALIVE' }, faultyPeer.sendContext).slice();
  octets[3] = 0;
  faultyPeer.sendOctets(octets);
  network.settle();
  expect(faultyPeer.receivedOf('NOTIFICATION')).toMatchObject([{ code: 1, subcode: 1 }]);
  expect(router.isEstablished(sound)).toBe(true);
});
