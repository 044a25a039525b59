import { decodeMessage, type FamilyName, familyOf, formatPrefixOctets } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBenchOptions } from './bench-options.ts';
import { MessageSplitter } from './message-splitter.ts';
import { median } from './report.ts';
import { generateRouteTable, type RouteTable } from './route-table.ts';
import { RouteTally } from './route-tally.ts';
import { encodeReachable, encodeWithdrawn } from './update-stream.ts';

const anyTable = fc
  .record({
    family: fc.constantFrom<FamilyName>('ipv4-unicast', 'ipv6-unicast'),
    prefixCount: fc.integer({ min: 1, max: 2_000 }),
    seed: fc.nat(),
  })
  .map((options) => generateRouteTable({ ...options, feederAsNumber: 65001 }));

describe('the generated table', () => {
  test('lists each prefix once, with no host bit set', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const seen = new Set(prefixesOf(table).map(({ octets, bitLength }) => `${octets}/${bitLength}`));
        expect(seen.size).toBe(table.prefixCount);
        for (const { octets, bitLength } of prefixesOf(table)) {
          const bits = Array.from(octets, (octet) => octet.toString(2).padStart(8, '0')).join('');
          expect(bits.slice(bitLength)).not.toContain('1');
        }
      }),
      { numRuns: 20 },
    );
  });

  test('is the same for the same seed, and another for another', () => {
    const make = (seed: number) =>
      generateRouteTable({ family: 'ipv4-unicast', prefixCount: 500, feederAsNumber: 65001, seed });
    expect(make(7)).toEqual(make(7));
    expect(make(7).addresses).not.toEqual(make(8).addresses);
  });

  test('has about ten prefixes to an attribute set, AS paths of 2 to 6 hops, and mostly /24', () => {
    const table = generateRouteTable({
      family: 'ipv4-unicast',
      prefixCount: 20_000,
      feederAsNumber: 65001,
      seed: 1,
    });
    expect(table.prefixCount / table.attributeSets.length).toBeCloseTo(10, 0);
    expect(new Set(table.attributeSets.map((set) => set.asPath.length))).toEqual(new Set([2, 3, 4, 5, 6]));
    expect(table.attributeSets.every((set) => set.asPath[0] === 65001)).toBe(true);
    const longest = table.bitLengths.filter((bitLength) => bitLength === 24).length;
    expect(longest / table.prefixCount).toBeCloseTo(0.62, 1);
  });
});

test('the UPDATEs are read without a fault, prefix for prefix', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const read: string[] = [];
      const nextHop = new Uint8Array(familyOf(table.family).addressOctetCount).fill(32);
      new MessageSplitter().push(encodeReachable(table, nextHop), (_typeCode, octets, start, end) => {
        const decoded = decodeMessage(octets.subarray(start, end), {
          fourOctetAsNumbers: true,
          extendedMessages: false,
          families: [table.family],
          addPath: [],
          extendedNextHop: [],
          session: 'external',
        });
        expect(decoded).toMatchObject({ faults: [], message: { type: 'UPDATE' } });
        if (!('message' in decoded) || decoded.message.type !== 'UPDATE') return;
        const { nlri, reachable } = decoded.message;
        read.push(...[...nlri, ...(reachable?.nlri ?? [])].map(({ prefix }) => prefix));
      });
      expect(read).toEqual(
        prefixesOf(table).map(({ octets, bitLength }) =>
          formatPrefixOctets(table.family, octets, 0, bitLength),
        ),
      );
    }),
    { numRuns: 20 },
  );
});

describe('the tally', () => {
  test('finds in the encoded UPDATEs just the prefixes of the table, however the stream is cut', () => {
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 1, max: 3_000 }), (table, chunkOctetCount) => {
        const tally = new RouteTally();
        const splitter = new MessageSplitter();
        const nextHop = new Uint8Array(familyOf(table.family).addressOctetCount).fill(1);
        for (const stream of [encodeReachable(table, nextHop), encodeWithdrawn(table)]) {
          for (let at = 0; at < stream.length; at += chunkOctetCount) {
            splitter.push(stream.subarray(at, at + chunkOctetCount), (typeCode, octets, start, end) => {
              expect(typeCode).toBe(2);
              expect(end - start).toBeLessThanOrEqual(4_096);
              tally.addUpdate(octets, start, end);
            });
          }
        }
        expect(tally.reachable.count).toBe(table.prefixCount);
        expect(tally.withdrawn).toEqual(tally.reachable);
      }),
      { numRuns: 30 },
    );
  });

  test('tells another prefix by its digest', () => {
    const digestOf = (seed: number) => {
      const table = generateRouteTable({
        family: 'ipv4-unicast',
        prefixCount: 50,
        feederAsNumber: 65001,
        seed,
      });
      const tally = new RouteTally();
      new MessageSplitter().push(encodeWithdrawn(table), (_typeCode, octets, start, end) =>
        tally.addUpdate(octets, start, end),
      );
      return tally.withdrawn.digest;
    };
    expect(digestOf(1)).not.toBe(digestOf(2));
  });

  test('refuses an UPDATE whose lengths do not add up', () => {
    const table = generateRouteTable({
      family: 'ipv4-unicast',
      prefixCount: 1,
      feederAsNumber: 65001,
      seed: 1,
    });
    const message = encodeReachable(table, Uint8Array.of(192, 0, 2, 1));
    expect(() => new RouteTally().addUpdate(message, 0, message.length - 1)).toThrow('overruns');
  });
});

test('the median is a value that was measured', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2);
});

test('the command line is checked', () => {
  expect(parseBenchOptions(['--family', 'ipv6', '--runs', '5'])).toMatchObject({
    options: { family: 'ipv6-unicast', prefixCount: 200_000, runCount: 5, json: false },
  });
  expect(parseBenchOptions(['--prefixes', '0'])).toHaveProperty('problem');
  expect(parseBenchOptions(['--family', 'ipx'])).toHaveProperty('problem');
  expect(parseBenchOptions(['--fast'])).toHaveProperty('problem');
});

function prefixesOf(table: RouteTable): { octets: Uint8Array; bitLength: number }[] {
  const { addressOctetCount } = familyOf(table.family);
  return Array.from(table.bitLengths, (bitLength, index) => ({
    octets: table.addresses.subarray(index * addressOctetCount, (index + 1) * addressOctetCount),
    bitLength,
  }));
}
