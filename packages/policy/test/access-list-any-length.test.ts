import { formatPrefix, parsePrefix, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccessListDefinition, compilePolicies, noPolicyDefinitions } from '../src/index.ts';

const prefix = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 1, 128, 255), fc.integer({ min: 0, max: 32 }))
  .map(([first, second, length]) =>
    formatPrefix(parsePrefixLoosely(`${first & 0xc1}.${second}.0.0/${length}`)!),
  );

/** FRR compares the address where the wildcard has zeros, and not the length. */
function fits(entry: string, asked: string): boolean {
  const { bitLength, octets } = parsePrefix(entry)!;
  const masked = parsePrefixLoosely(`${asked.split('/')[0]}/${bitLength}`)!;
  return masked.octets.every((octet, index) => octet === octets[index]);
}

test('an entry of any length compares the address alone', () => {
  const entries = fc.uniqueArray(fc.record({ prefix, deny: fc.boolean() }), {
    maxLength: 4,
    selector: (entry) => entry.prefix,
  });
  fc.assert(
    fc.property(entries, prefix, (written, asked) => {
      const list: AccessListDefinition = {
        name: 'A',
        family: 'ipv4-unicast',
        entries: written.map((entry, index) => ({
          sequence: index + 1,
          action: entry.deny ? 'deny' : 'permit',
          prefix: entry.prefix,
          isExact: false,
          isAnyLength: true,
        })),
      };
      const policies = compilePolicies({ ...noPolicyDefinitions, accessLists: [list] });
      const filter = policies.filters({ distributeList: 'A' });
      const { bitLength, family, octets } = parsePrefix(asked)!;
      const prefixClass = filter.prefixClass(family, octets, 0, bitLength);
      const verdict = filter.evaluate(prefixClass, { attributes: {}, weight: 0 }, {});
      const first = written.find((entry) => fits(entry.prefix, asked));
      expect(verdict.permitted).toBe(first !== undefined && !first.deny);
    }),
    { numRuns: 500 },
  );
});
