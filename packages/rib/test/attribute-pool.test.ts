import type { PathAttributes } from '@bgpeer/bgp-wire';
import { asPathLength, encodeAttributeBlock, neighborAs } from '@bgpeer/bgp-wire';
import { arbitraryPathAttributes } from '@bgpeer/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AttributePool, none } from '../src/index.ts';

const arbitrarySet = fc.oneof(
  arbitraryPathAttributes({ session: 'internal', family: 'ipv4-unicast' }),
  arbitraryPathAttributes({ session: 'external', family: 'ipv4-unicast' }),
  arbitraryPathAttributes({ session: 'external', family: 'ipv6-unicast' }),
);
const arbitraryWeight = fc.constantFrom(0, 1, 32_768, 65_535);
const route: PathAttributes = {
  origin: 'IGP',
  asPath: [{ type: 'AS_SEQUENCE', asNumbers: [65_001] }],
  nextHop: '192.0.2.2',
};

describe('an attribute set in the pool', () => {
  test('comes out as it went in, and its columns say what it says', () => {
    fc.assert(
      fc.property(arbitrarySet, arbitraryWeight, (attributes, weight) => {
        const pool = new AttributePool();
        const id = pool.intern(attributes, weight);
        expect(pool.attributes(id)).toEqual(attributes);
        expect(pool.weight(id)).toBe(weight);
        expect(pool.localPreference(id)).toBe(attributes.localPref);
        expect(pool.multiExitDisc(id)).toBe(attributes.multiExitDisc);
        expect(pool.asPathLength(id)).toBe(asPathLength(attributes.asPath!));
        expect(pool.neighborAs(id)).toBe(neighborAs(attributes.asPath!) ?? 0);
        expect(pool.clusterListLength(id)).toBe(attributes.clusterList?.length ?? 0);
        expect(pool.nextHops.address(pool.nextHop(id))).toBe(attributes.nextHop);
        expect(['IGP', 'EGP', 'INCOMPLETE'][pool.originRank(id)]).toBe(attributes.origin);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps a link-local next hop beside the global one (RFC 2545, section 3)', () => {
    const pool = new AttributePool();
    const attributes = { ...route, nextHop: '2001:db8::1', linkLocalNextHop: 'fe80::1' };
    expect(pool.attributes(pool.intern(attributes, 0))).toEqual(attributes);
  });

  test('has the block that the wire has, without the next hop', () => {
    fc.assert(
      fc.property(arbitrarySet, (attributes) => {
        const pool = new AttributePool();
        const wire = encodeAttributeBlock(attributes, { fourOctetAsNumbers: true, nextHop: 'omitted' });
        expect(pool.block(pool.intern(attributes, 0))).toEqual(wire);
      }),
      { numRuns: 100 },
    );
  });

  test('has one id, whatever else comes and goes; other attributes or weights have another', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(arbitrarySet, arbitraryWeight), { maxLength: 30 }), (sets) => {
        const pool = new AttributePool();
        const keyOf = (attributes: PathAttributes, weight: number) =>
          JSON.stringify([weight, Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))]);
        const ids = new Map<string, number>();
        for (const [attributes, weight] of [...sets, ...sets]) {
          const id = pool.intern(attributes, weight);
          const known = ids.get(keyOf(attributes, weight));
          if (known !== undefined) expect(id).toBe(known);
          ids.set(keyOf(attributes, weight), id);
        }
        expect(new Set(ids.values()).size).toBe(ids.size);
        expect(pool.count).toBe(ids.size);
      }),
      { numRuns: 60 },
    );
  });
});

describe('references', () => {
  test('a set goes with its last reference, and is told of once', () => {
    const pool = new AttributePool();
    const released: number[] = [];
    const stop = pool.onRelease((id) => released.push(id));
    const id = pool.intern(route, 0);
    pool.retain(id);
    pool.release(id);
    expect([pool.count, released]).toEqual([1, []]);
    pool.release(id);
    expect([pool.count, released]).toEqual([0, [id]]);
    stop();
    pool.release(pool.intern(route, 0));
    expect(released).toEqual([id]);
  });

  test('however they come and go, what is left is what is referred to', () => {
    const step = fc.record({ release: fc.boolean(), place: fc.nat(), attributes: arbitrarySet });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const pool = new AttributePool();
        const held: { id: number; attributes: PathAttributes }[] = [];
        for (const { release, place, attributes } of steps) {
          if (release && held.length > 0) pool.release(held.splice(place % held.length, 1)[0].id);
          else held.push({ id: pool.intern(attributes, 0), attributes });
        }
        expect(pool.count).toBe(new Set(held.map(({ id }) => id)).size);
        for (const { id, attributes } of held) expect(pool.attributes(id)).toEqual(attributes);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a received block that was understood before', () => {
  const block = Uint8Array.of(1, 2, 3);

  test('is recalled in its context, with its note', () => {
    const pool = new AttributePool();
    const id = pool.intern(route, 0);
    pool.remember(block, 8, id, 3);
    expect(pool.recall(block, 8)).toBe(id);
    expect(pool.recalledNote).toBe(3);
    expect(pool.recall(block, 16)).toBe(none);
    expect(pool.recall(Uint8Array.of(1, 2), 8)).toBe(none);
  });

  test('is not recalled once its set is gone, not even when another set has the id', () => {
    const pool = new AttributePool();
    const id = pool.intern(route, 0);
    pool.remember(block, 8, id, 0);
    pool.release(id);
    expect(pool.recall(block, 8)).toBe(none);
    const other = pool.intern({ ...route, multiExitDisc: 7 }, 0);
    expect(other).toBe(id);
    expect(pool.recall(block, 8)).toBe(none);
    pool.remember(block, 8, other, 0);
    expect(pool.recall(block, 8)).toBe(other);
  });

  test('costs bounded memory, however many different ones come', () => {
    const pool = new AttributePool();
    const id = pool.intern(route, 0);
    const pass = (): number => {
      for (let number = 0; number < 20_000; number += 1)
        pool.remember(Uint8Array.of(number >> 8, number, ...new Uint8Array(40)), 0, id, 0);
      return pool.octetCount;
    };
    const octetCount = pass();
    expect(pass()).toBe(octetCount);
    expect(octetCount).toBeLessThan(500_000);
  });
});
