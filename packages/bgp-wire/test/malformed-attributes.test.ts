import {
  combineUpdateFaults,
  decodeAttributeBlock,
  decodeMessage,
  describeNotificationData,
  pathAttributeName,
  pathAttributeRows,
  strongestFault,
  type UpdateFault,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { malformations } from './malformations.ts';
import { hexOf, messageAround, octetsOf, wideContext } from './octets.ts';

const [withdraw, discard] = ['treat-as-withdraw', 'attribute-discard'] as const;

const internal: WireContext = { ...wideContext, session: 'internal' };
const external: WireContext = { ...wideContext, session: 'external' };
const internalTwoOctets: WireContext = { ...internal, fourOctetAsNumbers: false };

const hexOfLength = (octetCount: number) => octetCount.toString(16).padStart(4, '0');

const attribute = (flags: number, code: number, value: string) =>
  hexOf(Uint8Array.of(flags, code, value.length / 2)) + value;

/** Sound attributes, MP_REACH_NLRI (with Extended Length) in front as RFC 7606, section 5.1, has it; LOCAL_PREF for internal peers. */
function soundAttributes(without: number, isInternal: boolean): string[] {
  const nextHop = '20010db8000000000000000000000001';
  const sound: [number, string][] = [
    [14, `900e001a00020110${nextHop}002020010db9`],
    [1, '40010100'],
    [2, '400200'],
    [3, '400304c0000201'],
    ...(isInternal ? [[5, '40050400000064'] as [number, string]] : []),
  ];
  return sound.flatMap(([code, hex]) => (code === without ? [] : [hex]));
}

interface Judged {
  readonly faults: readonly UpdateFault[];
  /** Where the attribute under test begins, from the start of the message's body. */
  readonly attributeStart: number;
}

/** The faults of an UPDATE in which all is sound but one attribute. */
function judge(flags: number, code: number, value: string, context: WireContext): Judged {
  const list = soundAttributes(code, context.session === 'internal');
  const inFront = list.join('');
  const attributes = `${inFront}${attribute(flags, code, value)}`;
  const nlri = '18c00002';
  const body = `0000${hexOfLength(attributes.length / 2)}${attributes}${nlri}`;
  const decoded = decodeMessage(messageAround(2, body), context);
  if ('fault' in decoded) throw new Error(decoded.fault.detail);
  return { faults: decoded.faults, attributeStart: 4 + inFront.length / 2 };
}

const cases = Object.entries(malformations).flatMap(([code, list]) =>
  list.map((each) => [`${pathAttributeName(Number(code))}: ${each.name}`, Number(code), each] as const),
);

describe('a malformed attribute', () => {
  test.each(cases)('%s', (_, code, malformation) => {
    const { value, session = 'internal', fourOctetAsNumbers = true } = malformation;
    const { flags } = pathAttributeRows.find((row) => row.code === code)!;
    const { faults, attributeStart } = judge(flags, code, value, {
      ...wideContext,
      session,
      fourOctetAsNumbers,
    });
    const others = faults.filter(({ attributeCode }) => attributeCode !== code);
    expect(others).toEqual([]);
    const [fault] = faults;
    expect(faults).toHaveLength(1);
    expect(fault.treatment).toBe(malformation.treatment);
    expect(fault.reason).toBe(malformation.reason);
    expect(fault.offset - attributeStart).toBe(malformation.at);
    expect(fault.notification.code).toBe(3);
    expect(fault.notification.subcode).toBe(malformation.subcode);
    expect(hexOf(fault.notification.data)).toBe(attribute(flags, code, value));
    expect(fault.detail).toMatch(/^[A-Z]/);
  });

  test('there is one for every attribute that has a row', () => {
    const multiprotocol = [14, 15];
    const codes = pathAttributeRows.map(({ code }) => code).filter((code) => !multiprotocol.includes(code));
    expect(Object.keys(malformations).map(Number)).toEqual(codes);
  });

  test.each(pathAttributeRows.map((row) => [row.name, row] as const))(
    '%s with wrong flags names them in its NOTIFICATION, at its first octet',
    (_, row) => {
      const { faults, attributeStart } = judge(row.flags ^ 0x40, row.code, '00000000', internal);
      const fault = faults.find(({ reason }) => reason === 'attribute-flags')!;
      expect(fault.offset).toBe(attributeStart);
      expect(fault.notification.subcode).toBe(4);
      expect(describeNotificationData(fault.notification)).toMatchObject({
        kind: 'attribute',
        name: row.name,
      });
      const [milder, resets] = [
        [6, 7, 26],
        [14, 15],
      ];
      const treatment = resets.includes(row.code)
        ? 'session-reset'
        : milder.includes(row.code)
          ? discard
          : withdraw;
      expect(fault.treatment).toBe(treatment);
    },
  );
});

describe('several faults at once', () => {
  test('the strongest wins (RFC 7606, section 3, item h)', () => {
    const asPath = attribute(0x40, 2, '0200');
    const atomicAggregate = attribute(0x40, 6, '00');
    const { faults } = decodeAttributeBlock(octetsOf(atomicAggregate + asPath), external);
    expect(faults.map(({ treatment, offset }) => [treatment, offset])).toEqual([
      [discard, 2],
      [withdraw, 7],
    ]);
    expect(strongestFault(faults)?.attributeCode).toBe(2);
    // Without prefixes nobody can be sure to have found them all (section 5.2).
    expect(combineUpdateFaults([], faults, false).map(({ treatment }) => treatment)).toEqual([
      discard,
      'session-reset',
    ]);
  });

  test('of any attributes: the strongest of all, whatever their order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(cases, { minLength: 2, maxLength: 5 }), (chosen) => {
        const distinct = chosen.filter(
          ([, code, { fourOctetAsNumbers = true, session = 'internal' }], place) =>
            fourOctetAsNumbers &&
            session === 'internal' &&
            chosen.findIndex(([, each]) => each === code) === place,
        );
        const block = distinct.map(([, code, { value }]) =>
          attribute(pathAttributeRows.find((row) => row.code === code)!.flags, code, value),
        );
        const { faults } = decodeAttributeBlock(octetsOf(block.join('')), internal);
        const treatments = distinct.map(([, , { treatment }]) => treatment);
        const expected = treatments.includes(withdraw) ? withdraw : treatments[0];
        expect(strongestFault(faults)?.treatment).toBe(expected);
        expect(faults).toHaveLength(distinct.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('attribute lists one in the other', () => {
  const nested = (depth: number): string =>
    depth === 0 ? attribute(0x40, 1, '00') : attribute(0xc0, 128, `0000fde8${nested(depth - 1)}`);

  test('are read to a depth that is enough for anybody', () => {
    const { attributes, faults } = decodeAttributeBlock(octetsOf(nested(3)), external);
    expect(faults).toEqual([]);
    expect(attributes.attributeSet?.attributes.attributeSet?.originAsNumber).toBe(65_000);
    expect(decodeAttributeBlock(octetsOf(nested(4)), external).faults).toMatchObject([
      { treatment: withdraw, reason: 'attribute-value', attributeCode: 128 },
    ]);
  });

  test('have four-octet AS numbers and what internal peers send, whatever the session', () => {
    const inner = '400206' + '0201000186a0' + '40050400000064';
    const block = octetsOf(attribute(0xc0, 128, `0000fde8${inner}`));
    for (const context of [external, internalTwoOctets]) {
      expect(decodeAttributeBlock(block, context)).toEqual({
        attributes: {
          attributeSet: {
            originAsNumber: 65_000,
            attributes: { asPath: [{ type: 'AS_SEQUENCE', asNumbers: [100_000] }], localPref: 100 },
          },
        },
        faults: [],
      });
    }
  });
});
