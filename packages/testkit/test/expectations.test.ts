import { octetsOfHexadecimal, type WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../src/matchers.ts';
import {
  annotateOctets,
  arbitraryMalformedCase,
  arbitraryMutatedCase,
  arbitraryValidCase,
  differencesOf,
  establishedPair,
  formatAnnotations,
  networks,
  timeBounded,
} from '../src/index.ts';

const context: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: ['ipv4-unicast', 'ipv6-unicast'],
  addPath: [],
  extendedNextHop: [],
  session: 'external',
};
const header = (length: string, type: string) => `${'ff'.repeat(16)}${length}${type}`;
/** ORIGIN, AS_PATH 65001, NEXT_HOP 10.0.0.2, and 10.1.0.0/16. */
const update = octetsOfHexadecimal(
  `${header('002e', '02')}0000001440010100400206020100 00fde940 03040a000002100a01`.replaceAll(' ', ''),
);

describe('annotated octets', () => {
  test('say field by field what they mean', () => {
    expect(formatAnnotations(annotateOctets(update, context))).toBe(
      [
        '    0  ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff  marker',
        '   16  00 2e                                            length 46',
        '   18  02                                               type 2: UPDATE',
        '   19  00 00                                            Withdrawn Routes Length 0',
        '   21  00 14                                            Total Path Attribute Length 20',
        '   23  40 01 01                                         attribute 1: ORIGIN, well-known transitive, length 1',
        '   26  00                                               origin "IGP"',
        '   27  40 02 06                                         attribute 2: AS_PATH, well-known transitive, length 6',
        '   30  02 01 00 00 fd e9                                asPath [{"type":"AS_SEQUENCE","asNumbers":[65001]}]',
        '   36  40 03 04                                         attribute 3: NEXT_HOP, well-known transitive, length 4',
        '   39  0a 00 00 02                                      nextHop "10.0.0.2"',
        '   43  10 0a 01                                         advertised 10.1.0.0/16',
      ].join('\n'),
    );
  });

  test('mark a fault where it is', () => {
    const wrong = update.slice();
    wrong[26] = 7;
    expect(formatAnnotations(annotateOctets(wrong, context))).toMatch(
      /attribute 1: ORIGIN, .*<-- ORIGIN is 7, expected 0, 1 or 2/,
    );
  });

  test.each([
    ['valid', arbitraryValidCase()],
    ['malformed', arbitraryMalformedCase()],
    ['mutated', arbitraryMutatedCase()],
  ] as const)('hold every octet of %s messages, once and in order', (_kind, cases) => {
    fc.assert(
      fc.property(cases as fc.Arbitrary<{ octets: Uint8Array; context: WireContext }>, (each) => {
        const annotations = annotateOctets(each.octets, each.context);
        expect(annotations.flatMap(({ octets }) => [...octets])).toEqual([...each.octets]);
      }),
      timeBounded(process.env),
    );
  });
});

describe('differences', () => {
  test('name each field by its path', () => {
    const expected = { type: 'UPDATE', attributes: { asPath: [{ asNumbers: [1, 2] }], origin: 'IGP' } };
    const actual = { type: 'UPDATE', attributes: { asPath: [{ asNumbers: [1, 3] }], localPref: 5 } };
    expect(differencesOf(expected, actual)).toEqual([
      { path: 'attributes.asPath[0].asNumbers[1]', expected: 2, actual: 3 },
      { path: 'attributes.origin', expected: 'IGP', actual: undefined },
      { path: 'attributes.localPref', expected: undefined, actual: 5 },
    ]);
  });

  test('are none for octets that are equal', () => {
    expect(differencesOf({ data: Uint8Array.of(1) }, { data: Uint8Array.of(1) })).toEqual([]);
    expect(differencesOf({ data: Uint8Array.of(1) }, { data: Uint8Array.of(2) })).toHaveLength(1);
  });
});

describe('matchers', () => {
  test('toDecodeTo prints what differs and the octets', () => {
    const message = {
      type: 'UPDATE' as const,
      withdrawn: [],
      attributes: {
        origin: 'IGP' as const,
        asPath: [{ type: 'AS_SEQUENCE' as const, asNumbers: [65_001] }],
        nextHop: '10.0.0.2',
      },
      nlri: [{ prefix: '10.1.0.0/16' }],
    };
    expect(update).toDecodeTo(message, context);
    const other = { ...message, attributes: { ...message.attributes, nextHop: '10.0.0.3' } };
    expect(update).not.toDecodeTo(other, context);
    expect(() => expect(update).toDecodeTo(other, context)).toThrow(
      /^attributes\.nextHop: expected "10\.0\.0\.3", but got "10\.0\.0\.2"\n\n[\s\S]*39 {2}0a 00 00 02 .*nextHop "10\.0\.0\.2"/,
    );
    expect(() => expect(update.subarray(0, 30)).toDecodeTo(message, context)).toThrow(/^no message: /);
  });

  test('toBeTreatedAs says why', () => {
    expect(update).toBeTreatedAs('accepted', context);
    const wrong = update.slice();
    wrong[26] = 9;
    expect(() => expect(wrong).toBeTreatedAs('attribute-discard', context)).toThrow(
      /^expected attribute-discard, but got treat-as-withdraw \(.+/,
    );
    expect(() => expect(update).not.toBeTreatedAs('accepted', context)).toThrow(
      'expected octets that are not treated as accepted',
    );
  });

  test('toHaveRoute looks into a router and says what is there instead', () => {
    const pair = establishedPair({ configuration: { networks: networks('10.1.0.0/16') } });
    const router = pair.right.router;
    expect(router).toHaveRoute('10.1.0.0/16');
    expect(router).toHaveRoute('10.1.0.0/16', { nextHops: 1 });
    expect(router).not.toHaveRoute('10.1.0.0/16', { nextHops: ['192.0.2.99'] });
    expect(() => expect(router).toHaveRoute('10.1.0.0/16', { nextHops: 2 })).toThrow(
      /^expected 2 next hops for 10\.1\.0\.0\/16, but got 1: /,
    );
    expect(() => expect(router).toHaveRoute('10.2.0.0/16')).toThrow(
      'expected a route for 10.2.0.0/16, but none is selected\n  nobody has advertised one',
    );
  });

  test('toEventuallyHaveRoute waits as the speaker does', async () => {
    const asked: unknown[] = [];
    const speaker = {
      async waitForRoute(prefix: string, options: object): Promise<void> {
        asked.push([prefix, options]);
        if (prefix !== '10.1.0.0/16') throw new Error(`not within 5 ms: ${prefix}`);
      },
    };
    await expect(speaker).toEventuallyHaveRoute('10.1.0.0/16', { nextHops: 3, timeoutMs: 5 });
    expect(asked).toEqual([['10.1.0.0/16', { nextHops: 3, timeoutMs: 5 }]]);
    await expect(expect(speaker).toEventuallyHaveRoute('10.2.0.0/16', { timeoutMs: 5 })).rejects.toThrow(
      'not within 5 ms: 10.2.0.0/16',
    );
  });
});
