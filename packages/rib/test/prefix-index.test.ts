import { type FamilyName, familyOf, parsePrefix } from '@bgpeer/bgp-wire';
import { arbitraryPrefix } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { none, PrefixIndex } from '../src/index.ts';

/** Few enough prefixes that they meet again, and enough of them to grow the table. */
function arbitrarySteps(family: FamilyName) {
  return fc
    .array(arbitraryPrefix(family), { minLength: 1, maxLength: 200 })
    .chain((pool) =>
      fc.array(
        fc.record({ action: fc.constantFrom('intern', 'intern', 'release'), text: fc.constantFrom(...pool) }),
        { maxLength: 300 },
      ),
    );
}

describe.each<FamilyName>(['ipv4-unicast', 'ipv6-unicast'])('the index of %s', (family) => {
  const intern = (index: PrefixIndex, text: string) => {
    const { octets, bitLength } = parsePrefix(text)!;
    return index.intern(octets, 0, bitLength);
  };
  const find = (index: PrefixIndex, text: string) => {
    const { octets, bitLength } = parsePrefix(text)!;
    return index.find(octets, 0, bitLength);
  };

  test('knows what a Map knows, whatever is interned and released', () => {
    fc.assert(
      fc.property(arbitrarySteps(family), (steps) => {
        const index = new PrefixIndex(familyOf(family));
        const model = new Map<string, number>();
        for (const { action, text } of steps) {
          if (action === 'intern') {
            const id = intern(index, text);
            expect(model.get(text) ?? id).toBe(id);
            model.set(text, id);
          } else if (model.has(text)) {
            index.release(model.get(text)!);
            model.delete(text);
          }
        }
        expect(index.count).toBe(model.size);
        for (const { text } of steps) expect(find(index, text)).toBe(model.get(text) ?? none);
        expect(new Set(model.values()).size).toBe(model.size);
        for (const [text, id] of model) {
          expect(index.isKnown(id)).toBe(true);
          expect(index.format(id)).toBe(text);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('host bits do not make another prefix', () => {
    fc.assert(
      fc.property(arbitraryPrefix(family), fc.integer({ min: 0, max: 255 }), (text, noise) => {
        const index = new PrefixIndex(familyOf(family));
        const { octets, bitLength } = parsePrefix(text)!;
        const noisy = octets.map((octet, place) => {
          const kept = Math.min(8, Math.max(0, bitLength - place * 8));
          return octet | (noise & (0xff >> kept));
        });
        expect(index.intern(noisy, 0, bitLength)).toBe(index.intern(octets, 0, bitLength));
      }),
    );
  });

  test('listings are in the order of addresses, the shorter prefix first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitraryPrefix(family), { maxLength: 30 }), (texts) => {
        const index = new PrefixIndex(familyOf(family));
        const ids = texts.map((text) => intern(index, text)).sort((a, b) => index.compare(a, b));
        const keyOf = (id: number) => {
          const { octets, bitLength } = index.toPrefix(id);
          return [...octets, bitLength].map((octet) => octet.toString(16).padStart(2, '0')).join('');
        };
        const keys = ids.map(keyOf);
        expect(keys).toEqual(keys.toSorted());
      }),
      { numRuns: 50 },
    );
  });
});

test('released ids are given again, so ten thousand prefixes that come and go take the room of a few', () => {
  const index = new PrefixIndex(familyOf('ipv4-unicast'));
  for (let number = 0; number < 10_000; number += 1) {
    const octets = Uint8Array.of(10, number >> 8, number & 0xff, 0);
    index.release(index.intern(octets, 0, 24));
  }
  expect(index.count).toBe(0);
  expect(index.idLimit).toBe(1);
});
