import { type FamilyName, familyOf, type Prefix, prefixContains, prefixFromOctets } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PrefixRange, PrefixTree } from '../src/lists/prefix-tree.ts';

/** One entry after the other, from the first. */
function firstMatchOneByOne(entries: readonly PrefixRange[], prefix: Prefix): number {
  return entries.findIndex(
    ({ prefix: outer, lengthMin, lengthMax }) =>
      prefixContains(outer, prefix) && prefix.bitLength >= lengthMin && prefix.bitLength <= lengthMax,
  );
}

function prefixes(family: FamilyName): fc.Arbitrary<Prefix> {
  const octetCount = familyOf(family).addressOctetCount;
  return fc
    .tuple(
      fc.array(fc.constantFrom(0, 1, 128, 192, 255), { minLength: octetCount, maxLength: octetCount }),
      fc.integer({ min: 0, max: octetCount * 8 }),
    )
    .map(([octets, bitLength]) => prefixFromOctets(family, Uint8Array.from(octets), 0, bitLength));
}

function ranges(family: FamilyName): fc.Arbitrary<PrefixRange> {
  const bitLengthMax = familyOf(family).addressOctetCount * 8;
  const length = fc.integer({ min: 0, max: bitLengthMax });
  return fc.record({ prefix: prefixes(family), lengthMin: length, lengthMax: length });
}

test.each(['ipv4-unicast', 'ipv6-unicast'] as const)('the first entry of %s that fits is found', (family) => {
  fc.assert(
    fc.property(
      fc.array(ranges(family), { maxLength: 30 }),
      fc.array(prefixes(family), { maxLength: 30 }),
      (entries, asked) => {
        const tree = new PrefixTree(entries);
        for (const prefix of [...asked, ...entries.map((entry) => entry.prefix)]) {
          const { octets, bitLength } = prefix;
          // As NLRI carry it: behind other octets.
          const among = Uint8Array.from([0xff, ...octets]);
          expect(tree.firstMatch(among, 1, bitLength)).toBe(firstMatchOneByOne(entries, prefix));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a long list is asked without going through it', () => {
  const entry = (index: number): PrefixRange => ({
    prefix: prefixFromOctets('ipv4-unicast', Uint8Array.of(10, index >> 8, index & 0xff), 0, 24),
    lengthMin: 24,
    lengthMax: 24,
  });
  const entries = Array.from({ length: 50_000 }, (_, index) => entry(index));
  const tree = new PrefixTree(entries);
  // One by one these would be 1.25 * 10^9 comparisons.
  const found = entries.map(({ prefix }) => tree.firstMatch(prefix.octets, 0, 24));
  expect(found).toEqual(entries.map((_, index) => index));
});
