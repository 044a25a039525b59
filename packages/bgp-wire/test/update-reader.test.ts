import {
  decodeAttributeBlock,
  decodeMessage,
  encodeEndOfRib,
  encodeMessage,
  families,
  familyNames,
  formatPrefixOctets,
  type Nlri,
  type NlriVisitor,
  strongestFault,
  UpdateReader,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { arbitraryUpdate, arbitraryWireContext } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, messageAround, octetsOf, wideContext } from './octets.ts';

/** The families that the reader visits prefix by prefix, and no other. */
const routedContext = arbitraryWireContext().map(
  (context): WireContext => ({ ...context, families: familyNames, otherFamilies: [] }),
);

const updateInContext = routedContext.chain((context) =>
  fc.tuple(fc.constant(context), arbitraryUpdate(context)),
);

/** What a visit of the reader gives, as text with the family. */
function visited(visit: (visitor: NlriVisitor) => void): string[] {
  const seen: string[] = [];
  visit((family, octets, offset, bitLength, pathIdentifier) => {
    seen.push(`${formatPrefixOctets(family.name, octets, offset, bitLength)} ${pathIdentifier}`);
  });
  return seen;
}

const listed = (...lists: (readonly Nlri[] | undefined)[]) =>
  lists.flatMap((list) =>
    (list ?? []).map(({ prefix, pathIdentifier }) => `${prefix} ${pathIdentifier ?? 0}`),
  );

function expectAgreement(reader: UpdateReader, octets: Uint8Array, context: WireContext): void {
  const decoded = decodeMessage(octets, context);
  if ('fault' in decoded || decoded.message.type !== 'UPDATE') throw new Error('no UPDATE');
  const { message, faults } = decoded;
  reader.open(octets, context);
  const block = decodeAttributeBlock(reader.attributeBlock, context);
  // The object decoder alone leaves out NEXT_HOP beside NLRI that are but octets (RFC 4760, section 3).
  const { nextHop, ...others } = block.attributes;
  const isLeftOut = message.reachable?.nextHopOctets !== undefined;
  expect(isLeftOut ? others : block.attributes).toEqual(message.attributes);
  expect(visited((visitor) => reader.forEachReachable(visitor))).toEqual(
    listed(message.nlri, message.reachable?.nlri),
  );
  expect(visited((visitor) => reader.forEachWithdrawn(visitor))).toEqual(
    listed(message.withdrawn, message.unreachable?.nlri),
  );
  expect(reader.hasClassicReachable).toBe(message.nlri.length > 0);
  expect(reader.hasMultiprotocolReachable).toBe((message.reachable?.nlri.length ?? 0) > 0);
  expect(faults.length).toBeGreaterThanOrEqual(reader.faults.length);
}

describe('the two readers agree', () => {
  const reader = new UpdateReader();

  test('on sound messages', () => {
    fc.assert(
      fc.property(updateInContext, ([context, update]) => {
        const octets = encodeMessage(update, context);
        expectAgreement(reader, octets, context);
        expect(reader.faults).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('on messages with octets changed, without throwing', () => {
    const changes = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(updateInContext, changes, ([context, update], list) => {
        const octets = encodeMessage(update, context);
        for (const [place, value] of list) octets[19 + (place % (octets.length - 19))] = value;
        expectAgreement(reader, octets, context);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('arbitrary octets', () => {
  test('never throw, whatever the type and context', () => {
    const typeCode = fc.oneof(fc.constant(2), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(routedContext, typeCode, fc.uint8Array({ maxLength: 120 }), (context, type, body) => {
        const octets = messageAround(type, hexOf(body));
        const decoded = decodeMessage(octets, context);
        if ('fault' in decoded) expect(decoded.fault.detail).not.toBe('');
        decodeAttributeBlock(body, context);
        decodeMessage(body, context);
      }),
      { numRuns: 1500 },
    );
  });

  test('of attributes that are nearly right never throw', () => {
    const attribute = fc
      .tuple(
        fc.constantFrom(0x40, 0x80, 0xc0, 0xe0, 0x50, 0x90, 0xd0),
        fc.integer({ min: 1, max: 33 }),
        fc.uint8Array({ maxLength: 24 }),
      )
      .map(([flags, code, value]) => [
        flags,
        code,
        ...((flags & 0x10) !== 0 ? [0, value.length] : [value.length]),
        ...value,
      ]);
    const block = fc.array(attribute, { maxLength: 6 }).map((list) => Uint8Array.from(list.flat()));
    fc.assert(
      fc.property(routedContext, block, (context, octets) => {
        const body = `0000${octets.length.toString(16).padStart(4, '0')}${hexOf(octets)}18c00002`;
        expectAgreement(new UpdateReader(), messageAround(2, body), context);
        const { attributes } = decodeAttributeBlock(octets, context);
        expect(JSON.parse(JSON.stringify(attributes))).toEqual(attributes);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('the attribute block', () => {
  const reader = new UpdateReader();
  const origin = '40010100';
  const asPath = '4002060201' + '0000fde9';
  const nextHop = '400304c0000201';
  const reach = (nlri: string, long = false) => {
    const value = `00020110${'20010db8000000000000000000000001'}00${nlri}`;
    const length = value.length / 2;
    return long
      ? `900e${length.toString(16).padStart(4, '0')}${value}`
      : `800e${length.toString(16)}${value}`;
  };
  const update = (attributes: string, nlri = '', withdrawn = '') => {
    const length = (hex: string) => (hex.length / 2).toString(16).padStart(4, '0');
    return messageAround(2, `${length(withdrawn)}${withdrawn}${length(attributes)}${attributes}${nlri}`);
  };

  test('is the message’s own octets when there is nothing multiprotocol', () => {
    const message = update(origin + asPath + nextHop, '18c00002');
    reader.open(message, wideContext);
    expect(hexOf(reader.attributeBlock)).toBe(origin + asPath + nextHop);
    expect(reader.attributeBlock.buffer).toBe(message.buffer);
    expect(reader.classicAttributeBlock()).toEqual(reader.attributeBlock);
  });

  test('is the same for other prefixes, wherever MP_UNREACH_NLRI stands and however long the lengths are', () => {
    const expected = `${origin}800e14${'00020110'}${'20010db8000000000000000000000001'}${asPath}`;
    const messages = [
      update(origin + reach('20fd000000') + asPath),
      update(origin + reach('2020010db8', true) + asPath),
      update(`${origin + reach('00')}800f0400020100${asPath}`),
      update(`800f03000201${origin}${reach('0000')}${asPath}`),
    ];
    for (const message of messages) {
      reader.open(message, wideContext);
      expect(hexOf(reader.attributeBlock)).toBe(expected);
      expect(reader.faults).toEqual([]);
    }
    expect(decodeAttributeBlock(octetsOf(expected), wideContext).attributes.nextHop).toBe('2001:db8::1');
  });

  test('differs for the two kinds of prefixes in one message', () => {
    reader.open(update(origin + nextHop + reach('20fd000000') + asPath, '18c00002'), wideContext);
    expect(hexOf(reader.classicAttributeBlock())).toBe(origin + nextHop + asPath);
    const ofClassic = decodeAttributeBlock(reader.classicAttributeBlock(), wideContext);
    const ofMultiprotocol = decodeAttributeBlock(reader.attributeBlock, wideContext);
    expect(ofClassic.attributes.nextHop).toBe('192.0.2.1');
    expect(ofMultiprotocol.attributes.nextHop).toBe('2001:db8::1');
    expect(visited((visitor) => reader.forEachReachable(visitor))).toEqual(['192.0.2.0/24 0', 'fd00::/32 0']);
  });

  test('is empty without attributes', () => {
    reader.open(update('', '', '18c00002'), wideContext);
    expect(reader.attributeBlock.length).toBe(0);
    expect(reader.endOfRib).toBeUndefined();
  });

  test('of NEXT_HOP beside MP_REACH_NLRI ignores the former, even a bad one (RFC 4760, section 3)', () => {
    reader.open(update(`${origin + asPath}40030400000000${reach('20fd000000')}`), wideContext);
    const { attributes, faults } = decodeAttributeBlock(reader.attributeBlock, wideContext);
    expect(faults).toEqual([]);
    expect(attributes.nextHop).toBe('2001:db8::1');
  });

  describe('layout faults', () => {
    const treatmentOf = (message: Uint8Array, context = wideContext) => {
      const decoded = decodeMessage(message, context);
      if ('fault' in decoded) throw new Error(decoded.fault.detail);
      const fault = strongestFault(decoded.faults);
      return fault && `${fault.treatment} ${fault.reason} 3/${fault.notification.subcode}`;
    };
    const external: WireContext = { ...wideContext, session: 'external' };
    const sound = origin + asPath + nextHop;

    test.each([
      ['a sound message', update(sound, '18c00002'), undefined],
      ['withdrawn routes overrun', messageAround(2, '00050000'), 'session-reset withdrawn-length 3/1'],
      ['attributes overrun', messageAround(2, '0000000540'), 'session-reset attribute-list-length 3/1'],
      ['a prefix of 33 bits', update(sound, '21c000020000'), 'session-reset nlri-length 3/10'],
      ['a prefix cut short', update(sound, '18c000'), 'session-reset nlri-overrun 3/10'],
      ['a withdrawn prefix cut short', update('', '', '18c000'), 'session-reset nlri-overrun 3/10'],
      [
        'an attribute that overruns the list',
        update(`${sound}c00808ffffff01`, '18c00002'),
        'treat-as-withdraw attribute-overrun 3/1',
      ],
      [
        'two octets left in the list',
        update(`${sound}c008`, '18c00002'),
        'treat-as-withdraw attribute-overrun 3/1',
      ],
      [
        'three octets left with Extended Length',
        update(`${sound}d00800`, '18c00002'),
        'treat-as-withdraw attribute-overrun 3/1',
      ],
      // RFC 7606, section 5.2.
      ['the same without reachable NLRI', update(`${sound}c008`), 'session-reset attribute-overrun 3/1'],
      ['a bad attribute without reachable NLRI', update('40010109'), 'session-reset attribute-value 3/6'],
      ['a discard without reachable NLRI', update('40060101'), 'attribute-discard attribute-length 3/5'],
      [
        'an attribute twice',
        update(`${sound}40010102`, '18c00002'),
        'attribute-discard attribute-duplicate 3/1',
      ],
      [
        'MP_REACH_NLRI twice',
        update(sound + reach('20fd000000') + reach('20fd000001')),
        'session-reset attribute-duplicate 3/1',
      ],
      ['MP_UNREACH_NLRI twice', update('800f03000201800f03000201'), 'session-reset attribute-duplicate 3/1'],
      [
        'MP_REACH_NLRI marked transitive',
        update(`${sound}c0${reach('').slice(2)}`),
        'session-reset attribute-flags 3/4',
      ],
      ['MP_UNREACH_NLRI of two octets', update('800f020002'), 'session-reset attribute-length 3/9'],
      ['an IPv6 prefix of 129 bits', update(sound + reach('81')), 'session-reset nlri-length 3/9'],
      ['an IPv6 prefix cut short', update(sound + reach('20fd')), 'session-reset nlri-overrun 3/9'],
      ['no ORIGIN', update(asPath + nextHop, '18c00002'), 'treat-as-withdraw attribute-missing 3/3'],
      ['no NEXT_HOP', update(origin + asPath, '18c00002'), 'treat-as-withdraw attribute-missing 3/3'],
      ['no NEXT_HOP beside MP_REACH_NLRI', update(origin + asPath + reach('20fd000000')), undefined],
      ['nothing but withdrawn routes', update('', '', '18c00002'), undefined],
      [
        'a well-known attribute we do not know',
        update(`${sound}40fa0100`, '18c00002'),
        'session-reset attribute-not-allowed 3/2',
      ],
      [
        'AS 0 in AS_PATH',
        update(`${origin}400206020100000000${nextHop}`, '18c00002'),
        'treat-as-withdraw attribute-value 3/11',
      ],
      [
        'a confederation segment',
        update(`${origin}4002060301${'0000fde9'}${nextHop}`, '18c00002'),
        'treat-as-withdraw attribute-value 3/11',
      ],
      [
        'LOCAL_PREF',
        update(`${sound}40050400000064`, '18c00002'),
        'attribute-discard attribute-not-allowed 3/5',
      ],
    ])('%s', (_, message, expected) => {
      expect(treatmentOf(message, external)).toBe(expected);
    });

    test('an internal peer must send LOCAL_PREF', () => {
      expect(treatmentOf(update(sound, '18c00002'))).toBe('treat-as-withdraw attribute-missing 3/3');
      expect(treatmentOf(update(`${sound}40050400000064`, '18c00002'))).toBeUndefined();
    });

    test('prefixes of a family that the session does not have are passed over', () => {
      const context: WireContext = { ...external, families: ['ipv4-unicast'] };
      const message = update(sound + reach('20fd000000'), '18c00002');
      expect(treatmentOf(message, context)).toBe('attribute-discard attribute-not-allowed 3/9');
      reader.open(message, context);
      expect(visited((visitor) => reader.forEachReachable(visitor))).toEqual(['192.0.2.0/24 0']);
      expect(hexOf(reader.attributeBlock)).toBe(sound);
      const onlyIpv6: WireContext = { ...external, families: ['ipv6-unicast'] };
      reader.open(message, onlyIpv6);
      expect(visited((visitor) => reader.forEachReachable(visitor))).toEqual(['fd00::/32 0']);
      expect(reader.hasClassicReachable).toBe(false);
    });

    test('an IPv6 next hop for IPv4 prefixes needs RFC 8950', () => {
      const value = `00010110${'20010db8000000000000000000000001'}0018c00002`;
      const message = update(`${origin + asPath}800e19${value}`);
      expect(treatmentOf(message, external)).toBe('session-reset next-hop-length 3/9');
      expect(treatmentOf(message, { ...external, extendedNextHop: ['ipv4-unicast'] })).toBeUndefined();
    });
  });
});

describe('End-of-RIB (RFC 4724, section 2)', () => {
  test.each(families.map((family) => family.name))('of %s is written and read', (name) => {
    const reader = new UpdateReader();
    reader.open(encodeEndOfRib(name), wideContext);
    expect(reader.endOfRib).toBe(name);
    expect(reader.faults).toEqual([]);
  });

  test('is an empty MP_UNREACH_NLRI and nothing beside it', () => {
    const reader = new UpdateReader();
    for (const [body, expected] of [
      ['00000006800f03000101', 'ipv4-unicast'],
      ['00000007900f0003000201', 'ipv6-unicast'],
      ['0000000a40010100800f03000201', undefined],
      ['0000000a800f0300020140010100', undefined],
      ['0004180a000100068' + '00f03000201', undefined],
      ['00000007800f0400020100', undefined],
    ] as const) {
      reader.open(messageAround(2, body), wideContext);
      expect(reader.endOfRib, body).toBe(expected);
    }
  });
});
