import type { AsPath, AsPathSegment } from '@bgpeer/bgp-wire';
import fc from 'fast-check';

/** 1 to 4,294,967,295, small and large ones alike; never AS_TRANS (RFC 6793) nor AS 0 (RFC 7607). */
export function arbitraryAsNumber(): fc.Arbitrary<number> {
  return fc
    .oneof(
      fc.integer({ min: 1, max: 64_495 }),
      fc.integer({ min: 64_512, max: 65_534 }),
      fc.integer({ min: 65_536, max: 4_294_967_295 }),
    )
    .filter((asNumber) => asNumber !== 23_456);
}

/** AS numbers that fit two octets. */
export function arbitraryTwoOctetAsNumber(): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max: 65_534 }).filter((asNumber) => asNumber !== 23_456);
}

/** Sequences, now and then a set; no confederation segments, as those do not leave one. */
export function arbitraryAsPath(asNumber: fc.Arbitrary<number> = arbitraryAsNumber()): fc.Arbitrary<AsPath> {
  const segment = fc.record<AsPathSegment>({
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constant('AS_SEQUENCE' as const) },
      { weight: 1, arbitrary: fc.constant('AS_SET' as const) },
    ),
    asNumbers: fc.array(asNumber, { minLength: 1, maxLength: 6 }),
  });
  return fc.array(segment, { maxLength: 3 });
}
