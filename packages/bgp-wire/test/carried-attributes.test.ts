import {
  accumulatedIgpMetric,
  decodeAttributeBlock,
  encodeAttributeBlock,
  type PathAttributes,
  partialUnrecognized,
  pathAttributeName,
  pathAttributeRowOf,
  pathAttributeRows,
} from '@bgpeer/bgp-wire';
import { arbitraryUpdate } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hexOf, octetsOf, wideContext } from './octets.ts';

const options = { fourOctetAsNumbers: true, nextHop: 'omitted' } as const;

test('BGP-LS leaves alone what follows it', () => {
  const { attributes, faults } = decodeAttributeBlock(
    octetsOf('901d00050400000100' + '40010100'),
    wideContext,
  );
  expect(faults).toEqual([]);
  expect(attributes).toEqual({ origin: 'IGP', linkState: [{ type: 1024, value: '00' }] });
});

describe('AIGP', () => {
  const decode = (value: string) =>
    decodeAttributeBlock(
      octetsOf(`801a${(value.length / 2).toString(16).padStart(2, '0')}${value}`),
      wideContext,
    );

  test('uses its first TLV and keeps them all (RFC 7311, section 3)', () => {
    const { attributes, faults } = decode(`09000400${'01000b000000000000000a'}01000bffffffffffffffff`);
    expect(faults).toEqual([]);
    expect(accumulatedIgpMetric(attributes.aigp!)).toBe(10n);
    expect(attributes.aigp).toHaveLength(3);
  });

  test('is not malformed for want of a known TLV (RFC 7311, section 3.2)', () => {
    const { attributes, faults } = decode('09000400');
    expect(faults).toEqual([]);
    expect(accumulatedIgpMetric(attributes.aigp!)).toBeUndefined();
  });
});

describe('on their way through a speaker of plain routing (RFC 4271, section 5)', () => {
  const acted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 32];

  test('every attribute that it does not act on passes on by its flags', () => {
    const external = { ...wideContext, session: 'internal' as const };
    fc.assert(
      fc.property(arbitraryUpdate(external), ({ attributes }) => {
        const block = encodeAttributeBlock(attributes, options);
        const passedOn = encodeAttributeBlock(partialUnrecognized(attributes), options);
        const expected: string[] = [];
        for (let offset = 0; offset < block.length; ) {
          const isLong = (block[offset] & 0x10) !== 0;
          const length = isLong ? block[offset + 2] * 256 + block[offset + 3] : block[offset + 2];
          const whole = block.slice(offset, offset + (isLong ? 4 : 3) + length);
          offset += whole.length;
          if (!acted.includes(whole[1])) {
            if ((whole[0] & 0x40) === 0) continue;
            whole[0] |= 0x20;
          }
          expected.push(hexOf(whole));
        }
        expect(hexOf(passedOn)).toBe(expected.join(''));
      }),
      { numRuns: 300 },
    );
  });

  test('twice is as good as once', () => {
    const attributes: PathAttributes = {
      onlyToCustomer: 65_000,
      aigp: [{ type: 1, value: '0000000000000001' }],
    };
    const once = partialUnrecognized(attributes);
    expect(once).toEqual({ onlyToCustomer: 65_000, partial: [35] });
    expect(partialUnrecognized(once)).toEqual(once);
  });
});

describe('names', () => {
  test.each([
    [11, /^DPA/],
    [12, /^ADVERTISER/],
    [13, /^RCID_PATH/],
    [19, /^SAFI Specific/],
    [20, /^Connector/],
    [21, /^AS_PATHLIMIT/],
    [28, /Entropy Label/],
    [34, /Community Container/],
  ])('%i is deprecated or a draft, and kept as it came', (code, name) => {
    expect(pathAttributeName(code)).toMatch(name);
    expect(pathAttributeRowOf(code)).toBeUndefined();
    const { attributes, faults } = decodeAttributeBlock(Uint8Array.of(0xe8, code, 1, 7), wideContext);
    expect({ attributes, faults }).toEqual({
      attributes: { unrecognized: [{ flags: 0xe8, code, value: '07' }] },
      faults: [],
    });
  });

  test('codes that nobody has assigned have none', () => {
    expect(pathAttributeName(77)).toBeUndefined();
    for (const { code, name } of pathAttributeRows) expect(pathAttributeName(code)).toBe(name);
  });
});
