import {
  type AsPath,
  addressToOctets,
  attributeFlag,
  decodeAttributeBlock,
  encodeAttributeBlock,
  formatAsPath,
  missingMandatoryAttributes,
  parseAsPath,
  partialUnrecognized,
  pathAttributeRowOf,
  pathAttributeRows,
  withNextHopAttribute,
} from '@bgpeer/bgp-wire';
import { arbitraryUpdate } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, octetsOf, wideContext } from './octets.ts';

const twoOctets = { ...wideContext, fourOctetAsNumbers: false };

const attribute = (code: number, value: Uint8Array, flags = pathAttributeRowOf(code)!.flags) =>
  `${hexOf(Uint8Array.of(flags, code, value.length))}${hexOf(value)}`;

const path = (text: string): AsPath => parseAsPath(text)!;

/** The value of AS_PATH or AS4_PATH. */
function pathValue(text: string, fourOctetAsNumbers: boolean): Uint8Array {
  return encodeAttributeBlock({ asPath: path(text) }, { fourOctetAsNumbers, nextHop: 'omitted' }).subarray(3);
}

describe('the table of attributes', () => {
  test('is in ascending order, each code once', () => {
    const codes = pathAttributeRows.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    expect(codes).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 22, 23, 24, 25, 26, 27, 29, 32, 33, 35, 36, 37, 38,
      39, 40, 41, 128,
    ]);
  });

  test.each(pathAttributeRows.map((row) => [row.name, row] as const))(
    '%s with other Optional or Transitive bits is malformed',
    (_, row) => {
      for (const flags of [0x00, 0x40, 0x80, 0xc0].filter((each) => each !== row.flags)) {
        const { faults } = decodeAttributeBlock(
          octetsOf(attribute(row.code, new Uint8Array(4), flags)),
          wideContext,
        );
        expect(faults.map(({ reason, treatment }) => [reason, treatment])).toEqual([
          ['attribute-flags', row.flagsTreatment ?? 'treat-as-withdraw'],
        ]);
      }
    },
  );

  test('Partial is for optional transitive ones, and lower bits do not matter', () => {
    const community = Uint8Array.of(0, 1, 0, 2);
    const faultsOf = (code: number, value: Uint8Array, flags: number) =>
      decodeAttributeBlock(octetsOf(attribute(code, value, flags)), wideContext).faults.length;
    expect(faultsOf(8, community, 0xe0)).toBe(0);
    expect(faultsOf(8, community, 0xcf & ~attributeFlag.extendedLength)).toBe(0);
    expect(faultsOf(4, community, 0xa0)).toBe(1);
    expect(faultsOf(1, Uint8Array.of(0), 0x60)).toBe(1);
  });
});

describe('AS4_PATH and AS4_AGGREGATOR (RFC 6793, section 4.2.3)', () => {
  const merge = (asPath: string, as4Path: string, more = '') => {
    const block = attribute(2, pathValue(asPath, false)) + more + attribute(17, pathValue(as4Path, true));
    return decodeAttributeBlock(octetsOf(block), twoOctets).attributes;
  };

  test.each([
    ['23456 23456', '100000 200000', '100000 200000'],
    ['1 2 23456 23456', '100000 200000', '1 2 100000 200000'],
    ['23456', '100000 200000', '23456'],
    ['1 {2,3} 23456', '100000', '1 {2,3} 100000'],
    ['1 {23456,3}', '{100000,3}', '1 {3,100000}'],
    ['(7 8) 1 23456', '100000', '(7 8) 1 100000'],
    ['(7 8) 23456', '100000', '(7 8) 100000'],
    ['1 (7) 23456', '100000', '1 (7) 100000'],
    // FRR's rows: reconcile_lead_asp with reconcile_new_asp, reconcile_start_trans with its four-octet path.
    [
      '6435 59408 21665 {23456} 23456 23456 23456',
      '{2457,4369,61697} 1842 41591 51793',
      '6435 59408 21665 {2457,4369,61697} 1842 41591 51793',
    ],
    ['23456 23456 23456 6435 59408', '1842 41591 51793 6435 59408 21665', '23456 23456 23456 6435 59408'],
  ])('%s with %s is %s', (asPath, as4Path, merged) => {
    expect(formatAsPath(merge(asPath, as4Path).asPath!)).toBe(merged);
  });

  test('an AGGREGATOR that is not AS_TRANS makes both out of date', () => {
    const as4Aggregator = attribute(18, Uint8Array.of(0, 3, 0, 6, 192, 0, 2, 9));
    const newer = attribute(7, Uint8Array.of(0, 9, 192, 0, 2, 1));
    const trans = attribute(7, Uint8Array.of(0x5b, 0xa0, 192, 0, 2, 1));
    expect(merge('23456', '100000', newer + as4Aggregator)).toMatchObject({
      asPath: path('23456'),
      aggregator: { asNumber: 9, address: '192.0.2.1' },
    });
    expect(merge('23456', '100000', trans + as4Aggregator)).toMatchObject({
      asPath: path('100000'),
      aggregator: { asNumber: 196614, address: '192.0.2.9' },
    });
    // AS4_AGGREGATOR alone is ignored.
    expect(merge('23456', '100000', as4Aggregator).aggregator).toBeUndefined();
  });

  test('malformed ones are discarded and the rest goes on', () => {
    for (const [code, value] of [
      [17, '0201'],
      [17, '020100000000'],
      [17, '0001000186a0'],
      [17, '0202000186a0'],
      [18, '000186a0c0000201ff'],
      [18, '00000000c0000201'],
    ] as const) {
      const block = attribute(2, pathValue('1 23456', false)) + attribute(code, octetsOf(value));
      const { attributes, faults } = decodeAttributeBlock(octetsOf(block), twoOctets);
      expect(faults.map(({ treatment }) => treatment)).toEqual(['attribute-discard']);
      expect(formatAsPath(attributes.asPath!)).toBe('1 23456');
    }
  });

  test('are written when two octets do not hold the numbers, and only then', () => {
    const codesOf = (asPath: string, fourOctetAsNumbers: boolean) => {
      const aggregator = { asNumber: path(asPath)[0].asNumbers[0], address: '192.0.2.1' };
      const options = { fourOctetAsNumbers, nextHop: 'omitted' as const };
      const block = encodeAttributeBlock({ asPath: path(asPath), aggregator }, options);
      const codes: number[] = [];
      for (let offset = 0; offset < block.length; offset += 3 + block[offset + 2])
        codes.push(block[offset + 1]);
      return codes;
    };
    expect(codesOf('100000 1', true)).toEqual([2, 7]);
    expect(codesOf('65535 1', false)).toEqual([2, 7]);
    expect(codesOf('100000 1', false)).toEqual([2, 7, 17, 18]);
  });
});

describe('encodeAttributeBlock', () => {
  test('is in ascending order with unrecognized ones between', () => {
    const attributes = {
      largeCommunities: [[1, 2, 3]] as const,
      unrecognized: [
        { code: 255, flags: 0xe0, value: '01' },
        { code: 20, flags: 0xc0, value: '' },
      ],
      origin: 'IGP' as const,
      nextHop: '192.0.2.1',
      multiExitDisc: 0,
    };
    expect(hexOf(encodeAttributeBlock(attributes, { fourOctetAsNumbers: true, nextHop: 'classic' }))).toBe(
      '40010100' +
        '400304c0000201' +
        '80040400000000' +
        'c01400' +
        'c0200c000000010000000200000003' +
        'e0ff0101',
    );
    const { attributes: back } = decodeAttributeBlock(
      encodeAttributeBlock(attributes, { fourOctetAsNumbers: true, nextHop: 'omitted' }),
      wideContext,
    );
    expect(back.nextHop).toBeUndefined();
    expect(back.unrecognized?.map(({ code }) => code)).toEqual([20, 255]);
  });

  test('uses Extended Length above 255 octets only', () => {
    const ofCount = (count: number) =>
      encodeAttributeBlock(
        { communities: new Array(count).fill(1) },
        { fourOctetAsNumbers: true, nextHop: 'omitted' },
      );
    expect([...ofCount(63).subarray(0, 3)]).toEqual([0xc0, 8, 252]);
    expect([...ofCount(64).subarray(0, 4)]).toEqual([0xd0, 8, 1, 0]);
  });

  test('asserts the programmer’s errors', () => {
    const options = { fourOctetAsNumbers: true, nextHop: 'classic' as const };
    expect(() => encodeAttributeBlock({ nextHop: '::1' }, options)).toThrow('NEXT_HOP');
    expect(() =>
      encodeAttributeBlock({ unrecognized: [{ code: 1, flags: 0x40, value: '00' }] }, options),
    ).toThrow('not unrecognized');
    expect(() => encodeAttributeBlock({ asPath: [{ type: 'AS_SET', asNumbers: [] }] }, options)).toThrow(
      'segment',
    );
  });
});

test('withNextHopAttribute gives what encodeAttributeBlock would have given with NEXT_HOP', () => {
  const context = { ...wideContext, session: 'internal' as const };
  fc.assert(
    fc.property(arbitraryUpdate(context), ({ attributes }) => {
      const nextHop = '192.0.2.1';
      const encode = (form: 'classic' | 'omitted') =>
        encodeAttributeBlock({ ...attributes, nextHop }, { fourOctetAsNumbers: true, nextHop: form });
      expect(withNextHopAttribute(encode('omitted'), addressToOctets(nextHop))).toEqual(encode('classic'));
    }),
  );
});

test('unrecognized attributes pass on by their flags (RFC 4271, section 5)', () => {
  const transitive = { code: 99, flags: 0xc0, value: 'aa' };
  const nonTransitive = { code: 98, flags: 0x80, value: 'bb' };
  expect(partialUnrecognized({ origin: 'IGP', unrecognized: [nonTransitive, transitive] })).toEqual({
    origin: 'IGP',
    unrecognized: [{ ...transitive, flags: 0xe0 }],
  });
  expect(partialUnrecognized({ origin: 'IGP', unrecognized: [nonTransitive] })).toEqual({ origin: 'IGP' });
  const untouched = { origin: 'IGP' as const };
  expect(partialUnrecognized(untouched)).toBe(untouched);
});

test('repeated large communities are removed (RFC 8092, section 3)', () => {
  const value = octetsOf('000000010000000200000003'.repeat(2));
  const { attributes, faults } = decodeAttributeBlock(octetsOf(attribute(32, value)), wideContext);
  expect(attributes.largeCommunities).toEqual([[1, 2, 3]]);
  expect(faults).toEqual([]);
});

test('missing mandatory attributes are told one by one', () => {
  const codesOf = (
    classicReachable: boolean,
    multiprotocolReachable: boolean,
    session: 'internal' | 'external',
  ) =>
    missingMandatoryAttributes({}, { classicReachable, multiprotocolReachable, session }).map(
      ({ attributeCode, notification }) => {
        expect([...notification.data]).toEqual([attributeCode]);
        return attributeCode;
      },
    );
  expect(codesOf(true, false, 'external')).toEqual([1, 2, 3]);
  expect(codesOf(false, true, 'external')).toEqual([1, 2]);
  expect(codesOf(true, true, 'internal')).toEqual([1, 2, 3, 5]);
  expect(codesOf(false, false, 'internal')).toEqual([]);
});
