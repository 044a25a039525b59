import {
  decodeMessage,
  encodeEndOfRib,
  encodeMessage,
  formatEvpnRoute,
  formatFlowspecRule,
  formatMplsLabels,
  formatNlri,
  formatNlriLists,
  formatRouteDistinguisher,
  mplsLabelOfEvpnLabel,
  type NlriFamily,
  nlriFamilies,
  nlriFamilyOf,
  otherNlriFamilies,
  parseEthernetSegmentIdentifier,
  parseEvpnRoute,
  parseFlowspecRule,
  parseMacAddress,
  parseMplsLabels,
  parseNlri,
  parseRouteDistinguisher,
  strongestFault,
  type WireContext,
} from '@bgpeer/bgp-wire';
import {
  type AnyNlri,
  arbitraryEvpnRoute,
  arbitraryFlowspecRule,
  arbitraryPrefixOf,
  arbitraryUpdate,
  otherFamilyArbitraries,
} from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, octetsOf, wideContext } from './octets.ts';

/** UPDATEs in sessions with one of the families beyond the routed ones, and little else. */
const session = fc
  .record({
    family: fc.constantFrom(...otherNlriFamilies),
    addPath: fc.boolean(),
    extendedNextHop: fc.boolean(),
    labelCountMax: fc.constantFrom(undefined, 2, 3),
  })
  .chain(({ family: { afi, safi }, ...agreed }) => {
    const context: WireContext = { ...wideContext, otherFamilies: [{ afi, safi, ...agreed }] };
    return fc.tuple(fc.constant(context), arbitraryUpdate(context));
  });

describe('UPDATEs of families that are not routed', () => {
  test('decode to what was encoded, and encode to the same octets again', () => {
    fc.assert(
      fc.property(session, ([context, update]) => {
        const octets = encodeMessage(update, context);
        const decoded = decodeMessage(octets, context);
        expect(decoded).toEqual({ message: update, faults: [] });
        if (!('fault' in decoded)) expect(encodeMessage({ ...decoded.message }, context)).toEqual(octets);
      }),
      { numRuns: 700 },
    );
  });

  test('never throw when octets are changed or cut off', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(session, fc.array(change, { maxLength: 4 }), fc.nat(3), (drawn, changes, cutOff) => {
        const [context, update] = drawn;
        const whole = encodeMessage(update, context);
        const octets = whole.slice(0, Math.max(whole.length - cutOff, 23));
        // Beyond header and the two empty fields' lengths.
        for (const [place, octet] of changes) octets[23 + (place % Math.max(octets.length - 23, 1))] = octet;
        octets[16] = octets.length >> 8;
        octets[17] = octets.length;
        const decoded = decodeMessage(octets.subarray(0, octets.length), context);
        if ('fault' in decoded) return;
        for (const fault of decoded.faults) expect(fault.offset).toBeLessThanOrEqual(octets.length);
        const strongest = strongestFault(decoded.faults)?.treatment;
        if (strongest === undefined) encodeMessage({ ...decoded.message }, context);
      }),
      { numRuns: 1500 },
    );
  });
});

/** An UPDATE with nothing but an MP_REACH_NLRI; its other attributes are missing. */
function decodeReachable(value: string, context: WireContext) {
  const octetCount = value.length / 2;
  const attributes = `900e${octetCount.toString(16).padStart(4, '0')}${value}`;
  const body = `0000${(octetCount + 4).toString(16).padStart(4, '0')}${attributes}`;
  const length = (19 + body.length / 2).toString(16).padStart(4, '0');
  const decoded = decodeMessage(octetsOf(`${'ff'.repeat(16)}${length}02${body}`), context);
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  const faults = decoded.faults.filter(({ reason }) => reason !== 'attribute-missing');
  return { message: decoded.message, faults };
}

function contextWith(name: Parameters<typeof nlriFamilyOf>[0], more: object = {}): WireContext {
  const { afi, safi } = nlriFamilyOf(name);
  return { ...wideContext, otherFamilies: [{ afi, safi, ...more }] };
}

describe('malformed NLRI', () => {
  test.each([
    [
      'a labelled prefix of 33 bits',
      'ipv4-labelled-unicast',
      '00010404',
      '39000011c000020180',
      'session-reset',
      'nlri-length',
    ],
    [
      'a labelled prefix shorter than its label',
      'ipv4-labelled-unicast',
      '00010404',
      '10000011',
      'session-reset',
      'nlri-length',
    ],
    ['labels that overrun', 'ipv4-labelled-unicast', '00010404', '3800', 'session-reset', 'nlri-overrun'],
    [
      'a VPN prefix without route distinguisher',
      'vpnv4-unicast',
      '0001800c0000000000000000',
      '30000011c00002',
      'session-reset',
      'nlri-length',
    ],
    [
      'a membership that cuts the origin AS',
      'route-target-constraint',
      '00018404',
      '10fde8',
      'session-reset',
      'nlri-length',
    ],
    ['a rule that overruns', 'ipv4-flowspec', '00018500', '0a038106', 'session-reset', 'nlri-overrun'],
    ['an unknown component', 'ipv4-flowspec', '00018500', '030e8106', 'afi-safi-disable', 'nlri-value'],
    ['a flow label in IPv4', 'ipv4-flowspec', '00018500', '030d8106', 'afi-safi-disable', 'nlri-value'],
    [
      'components out of order',
      'ipv4-flowspec',
      '00018500',
      '06048119038106',
      'afi-safi-disable',
      'nlri-value',
    ],
    ['a component twice', 'ipv4-flowspec', '00018500', '06038106038106', 'afi-safi-disable', 'nlri-value'],
    ['a list without its end', 'ipv4-flowspec', '00018500', '03030106', 'afi-safi-disable', 'nlri-value'],
    ['a rule without components', 'ipv4-flowspec', '00018500', '00', 'afi-safi-disable', 'nlri-value'],
    ['a DSCP of two octets', 'ipv4-flowspec', '00018500', '040b910001', 'afi-safi-disable', 'nlri-value'],
    [
      'an offset beyond the length',
      'ipv6-flowspec',
      '00028500',
      '03012020',
      'afi-safi-disable',
      'nlri-value',
    ],
    ['an EVPN route that overruns', 'l2vpn-evpn', '00194604', '0119', 'session-reset', 'nlri-overrun'],
    [
      'an EVPN route too short for its type',
      'l2vpn-evpn',
      '00194604',
      '030400000000',
      'afi-safi-disable',
      'nlri-value',
    ],
    [
      'an EVPN route too long for its type',
      'l2vpn-evpn',
      '00194604',
      `0312${'00'.repeat(12)}20c000020100`,
      'afi-safi-disable',
      'nlri-value',
    ],
  ] as const)('%s', (_, name, head, nlri, treatment, reason) => {
    const nextHopOctetCount = Number.parseInt(head.slice(6, 8), 16);
    const nextHop = head.length > 8 ? `${head.slice(8)}c0000207` : 'c0000207'.slice(0, nextHopOctetCount * 2);
    const { faults } = decodeReachable(`${head.slice(0, 8)}${nextHop}00${nlri}`, contextWith(name));
    expect(faults).toMatchObject([
      {
        treatment,
        reason,
        // Lengths of the two fields, the attribute's header, family, next hop and reserved octet stand before it.
        offset: 4 + 4 + 5 + nextHopOctetCount,
        attributeCode: 14,
        notification: { code: 3, subcode: 9 },
      },
    ]);
  });

  test('more labels than agreed on are treated as withdrawn (RFC 8277, section 2.1)', () => {
    const context = contextWith('ipv4-labelled-unicast', { labelCountMax: 2 });
    const { faults } = decodeReachable('00010404c000020700600000100000200000310a0000', context);
    expect(faults).toMatchObject([{ treatment: 'treat-as-withdraw', reason: 'nlri-value' }]);
  });

  test('a next hop whose length does not fit the family', () => {
    const { faults } = decodeReachable('00018004c000020700', contextWith('vpnv4-unicast'));
    expect(faults).toMatchObject([{ treatment: 'session-reset', reason: 'next-hop-length' }]);
  });

  test('the sound rules beside a malformed one are read', () => {
    const { message } = decodeReachable('000185000003038106030e810603038111', contextWith('ipv4-flowspec'));
    expect(message.reachable?.flowspecRules?.map(formatFlowspecRule)).toEqual([
      'protocol ==6',
      'protocol ==17',
    ]);
  });
});

describe('a family that cannot be read as objects', () => {
  const context = { ...wideContext, otherFamilies: [{ afi: 1, safi: 5 }] };

  test('passes as octets, its next hop too, and comes back the same', () => {
    const { message, faults } = decodeReachable('000105040a0a06030005120000', context);
    expect(faults).toEqual([]);
    expect(message.reachable).toEqual({
      afi: 1,
      safi: 5,
      nlri: [],
      octets: '05120000',
      nextHopOctets: '0a0a0603',
    });
    const again = decodeMessage(encodeMessage({ ...message }, context), context);
    expect('message' in again && again.message).toEqual(message);
  });
});

test('an EVPN route of an unknown type is kept beside the known ones (RFC 7606, section 5.4)', () => {
  const { message, faults } = decodeReachable('00194604c0000207000903aabbcc', contextWith('l2vpn-evpn'));
  expect(faults).toEqual([]);
  expect(message.reachable?.evpnRoutes).toEqual([{ type: 'unrecognized', code: 9, value: 'aabbcc' }]);
});

describe('text', () => {
  test('a route distinguisher has one text, and back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 8, maxLength: 8 }),
        fc.constantFrom(0, 1, 2, 3),
        (octets, type) => {
          octets.set([0, type]);
          expect(parseRouteDistinguisher(formatRouteDistinguisher(octets))).toEqual(octets);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['65000:1', '0000fde800000001'],
    ['192.0.2.1:1', '0001c00002010001'],
    ['4200000000:7', '0002fa56ea000007'],
    ['0.65000:7', '00020000fde80007'],
    ['0.0:7', '0002000000000007'],
    ['type9:001122334455', '0009001122334455'],
  ])('%s', (text, hex) => {
    expect(hexOf(parseRouteDistinguisher(text)!)).toBe(hex);
    expect(formatRouteDistinguisher(octetsOf(hex))).toBe(text);
  });

  test.each(['', '65000', '65536:65536', '1.2.3:1', '192.0.2.1:65536', '65536.1:1', 'type1:001122334455'])(
    '%s is no route distinguisher',
    (text) => expect(parseRouteDistinguisher(text)).toBeUndefined(),
  );

  test('EVPN routes and flowspec rules are read as they are written', () => {
    fc.assert(
      fc.property(arbitraryEvpnRoute(), (route) => {
        expect(parseEvpnRoute(formatEvpnRoute(route))).toEqual(route);
      }),
      { numRuns: 300 },
    );
    for (const name of ['ipv4-flowspec', 'vpnv6-flowspec'] as const) {
      const family = nlriFamilyOf(name);
      fc.assert(
        fc.property(arbitraryFlowspecRule(family), (rule) => {
          expect(parseFlowspecRule(formatFlowspecRule(rule), family.addressOctetCount!)).toEqual(rule);
        }),
        { numRuns: 200 },
      );
    }
  });

  test.each([
    [
      'source-prefix 10.0.0.0/8 destination-prefix 192.0.2.0/24',
      'destination-prefix 192.0.2.0/24 source-prefix 10.0.0.0/8',
    ],
    ['port >=137&<=139,=8080 protocol =6', 'protocol ==6 port >=137&<=139,==8080'],
    ['tcp-flags syn+ack,!=rst&fin', 'tcp-flags syn+ack,!=rst&fin'],
    ['fragment 0x1', 'fragment dont-fragment'],
  ])('a rule a person types: %s', (typed, text) => {
    expect(formatFlowspecRule(parseFlowspecRule(typed, 4)!)).toBe(text);
  });

  test.each([
    '',
    'port',
    'port 80',
    'port ==80 port ==81',
    'flow-label ==1',
    'tcp-flags ack+nak',
    'dscp ==256',
  ])('no IPv4 rule: %s', (text) => expect(parseFlowspecRule(text, 4)).toBeUndefined());

  test('MAC addresses, Ethernet segments and labels', () => {
    expect(mplsLabelOfEvpnLabel(0x49_3501)).toBe(299_856);
    expect(hexOf(parseMacAddress('00-11-22-AA-bb-cc')!)).toBe('001122aabbcc');
    expect(parseMacAddress('00-11:22:33:44:55')).toBeUndefined();
    expect(parseMacAddress('00:11:22:33:44')).toBeUndefined();
    expect(hexOf(parseEthernetSegmentIdentifier('00:01:02:03:04:05:06:07:08:09')!)).toBe(
      '00010203040506070809',
    );
    expect(parseMplsLabels('100/200')).toEqual([100, 200]);
    expect(formatMplsLabels([100, 200])).toBe('100/200');
    for (const text of ['', '1048576', '1,2', '01']) expect(parseMplsLabels(text)).toBeUndefined();
  });
});

describe('the examples of RFC 8955, section 4.3, and RFC 8956, section 3.8', () => {
  test.each([
    ['ipv4-flowspec', '0b0118c0000203810604 8119', 'destination-prefix 192.0.2.0/24 protocol ==6 port ==25'],
    [
      'ipv4-flowspec',
      '12 0118c00002 0218cb0071 0403 8945 8b91 1f90',
      'destination-prefix 192.0.2.0/24 source-prefix 203.0.113.0/24 port >=137&<=139,==8080',
    ],
    [
      'ipv4-flowspec',
      '09 0120c0000201 0c8005',
      'destination-prefix 192.0.2.1/32 fragment dont-fragment+first-fragment',
    ],
    [
      'ipv6-flowspec',
      '12 01200020010db8 026840123456789a 038106',
      'destination-prefix 2001:db8::/32 source-prefix ::1234:5678:9a00:0/64-104 protocol ==6',
    ],
    [
      'ipv6-flowspec',
      '0f 01200020010db8 0268412468acf134',
      'destination-prefix 2001:db8::/32 source-prefix ::1234:5678:9a00:0/65-104',
    ],
  ] as const)('%s %s', (name, spaced, text) => {
    const { afi } = nlriFamilyOf(name);
    const hex = spaced.replaceAll(' ', '');
    const { message, faults } = decodeReachable(`000${afi}850000${hex}`, contextWith(name));
    expect(faults).toEqual([]);
    expect(message.reachable?.flowspecRules?.map(formatFlowspecRule)).toEqual([text]);
    expect(hexOf(encodeMessage({ ...message }, contextWith(name)))).toContain(hex);
  });
});

function nlriOf(family: NlriFamily): fc.Arbitrary<AnyNlri> {
  const row = otherFamilyArbitraries.find((each) => each.family === family.name);
  if (row === undefined) return fc.record({ prefix: arbitraryPrefixOf(family.addressOctetCount!) });
  return row.nlri({ ...family, labelCountMax: 3 }, false);
}

describe('any NLRI in words', () => {
  test.each(nlriFamilies.map((family) => [family.name, family] as const))(
    '%s reads as it is written',
    (_, family) => {
      const entry = fc
        .tuple(nlriOf(family), fc.option(fc.nat(), { nil: undefined }))
        .map(([nlri, pathIdentifier]) => (pathIdentifier === undefined ? nlri : { ...nlri, pathIdentifier }));
      fc.assert(
        fc.property(entry, (nlri) => {
          expect(parseNlri(family, formatNlri(family, nlri))).toEqual(nlri);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each([
    ['vpnv4-unicast', '65000:1 192.0.2.0/24 labels 100/200 path-identifier 7'],
    ['vpnv4-unicast', '0.65000:1 192.0.2.0/24'],
    ['route-target-constraint', '65000 RT:65000:100'],
    ['route-target-constraint', '65000 0002fde800000000/64'],
    ['route-target-constraint', 'default'],
    ['vpnv6-flowspec', 'route-distinguisher 65000:1 protocol ==6'],
  ] as const)('%s %s', (name, text) => {
    const family = nlriFamilyOf(name);
    expect(formatNlri(family, parseNlri(family, text)!)).toBe(text);
  });

  test('is canonical however it was typed', () => {
    const typed = '1.0:7 2001:DB8:0::/32 labels 5';
    expect(parseNlri(nlriFamilyOf('vpnv6-unicast'), typed)).toEqual({
      routeDistinguisher: '65536:7',
      prefix: '2001:db8::/32',
      labels: [5],
    });
  });

  test.each([
    ['vpnv4-unicast', '192.0.2.0/24'],
    ['vpnv4-unicast', '65000:1 2001:db8::/32'],
    ['ipv4-labelled-unicast', '192.0.2.0/24 labels'],
    ['ipv4-labelled-unicast', '192.0.2.0/24 path-identifier 4294967296'],
    ['route-target-constraint', '65000 0002fde800000001/64'],
    ['route-target-constraint', '65000 0002fde800000001/31'],
    ['ipv4-flowspec', 'route-distinguisher 65000:1 protocol ==6'],
    ['vpnv4-flowspec', 'protocol ==6'],
    ['l2vpn-evpn', 'inclusive-multicast route-distinguisher 65000:1 tag 0'],
    ['l2vpn-evpn', 'inclusive-multicast route-distinguisher 65000:1 tag 0 tag 1 router 192.0.2.1'],
  ] as const)('no NLRI of %s: %s', (name, text) => {
    expect(parseNlri(nlriFamilyOf(name), text)).toBeUndefined();
  });

  test('a whole list, or its octets', () => {
    const prefixes = [{ prefix: '192.0.2.0/24', labels: [100] }];
    expect(formatNlriLists({ afi: 1, safi: 4, nlri: [], labelledPrefixes: prefixes })).toEqual([
      '192.0.2.0/24 labels 100',
    ]);
    expect(formatNlriLists({ afi: 1, safi: 5, nlri: [], octets: '0512' })).toEqual(['0512']);
  });
});

test('End-of-RIB of every family is an empty list', () => {
  const context = { ...wideContext, otherFamilies: otherNlriFamilies };
  for (const { name, afi, safi, list } of otherNlriFamilies) {
    const decoded = decodeMessage(encodeEndOfRib(name), context);
    if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
    expect(decoded.faults).toEqual([]);
    expect(decoded.message.unreachable).toEqual({ afi, safi, nlri: [], [list]: [] });
  }
});
