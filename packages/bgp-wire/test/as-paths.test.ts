import {
  type AsPath,
  asPathLength,
  containsAsSet,
  decodeAttributeBlock,
  encodeAttributeBlock,
  neighborAs,
  parseAsNumber,
  parseAsPath,
  prependAsPath,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wideContext } from './octets.ts';

test('a full AS_SEQUENCE is followed by a new one in front', () => {
  const full: AsPath = [{ type: 'AS_SEQUENCE', asNumbers: new Array(255).fill(65001) }];
  const prepended = prependAsPath(full, 65002);
  expect(prepended.map(({ asNumbers }) => asNumbers.length)).toEqual([1, 255]);
  expect(asPathLength(prepended)).toBe(256);
  const block = encodeAttributeBlock({ asPath: prepended }, { fourOctetAsNumbers: true, nextHop: 'omitted' });
  expect(decodeAttributeBlock(block, wideContext).attributes.asPath).toEqual(prepended);
});

test('text of any length is read into segments that can be written', () => {
  const asPath = parseAsPath(new Array(300).fill('65001').join(' '));
  expect(asPath?.map(({ asNumbers }) => asNumbers.length)).toEqual([255, 45]);
});

test.each(['65001 x', '{1,2', '1}', '(1', '{}', '{1;2}', '0', '4294967296', '[1)'])(
  'parseAsPath refuses %j',
  (text) => {
    expect(parseAsPath(text)).toBeUndefined();
  },
);

describe('parseAsNumber', () => {
  test('reads asplain and asdot as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 0xffff_ffff }), (asNumber) => {
        expect(parseAsNumber(String(asNumber))).toBe(asNumber);
        expect(parseAsNumber(`${Math.floor(asNumber / 65_536)}.${asNumber % 65_536}`)).toBe(asNumber);
      }),
    );
  });

  test.each(['', '0', '0.0', '4294967296', '65536.0', '1.65536', '-1', '1.2.3', 'AS1', '1e3'])(
    'refuses %j',
    (text) => {
      expect(parseAsNumber(text)).toBeUndefined();
    },
  );
});

test.each([
  ['65001 65002', false],
  ['(65001 65002) 65003', false],
  ['65001 {65002,65003}', true],
  ['[65001,65002] 65003', true],
])('%s has a set: %s (RFC 9774)', (text, expected) => {
  expect(containsAsSet(parseAsPath(text)!)).toBe(expected);
});

test.each([
  ['65001 65002', 65001],
  ['{65001,65002} 65003', undefined],
  ['(65001) 65002', 65002],
  ['', undefined],
])('the neighboring AS of %j is %s (RFC 4271, section 9.1.2.2)', (text, asNumber) => {
  expect(neighborAs(parseAsPath(text)!)).toBe(asNumber);
});
