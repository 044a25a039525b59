import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { AsPath, AsPathSegment, AsPathSegmentType } from '../path-attributes.ts';
import { as2Of } from '../text/as-numbers.ts';
import { asNumbersPerSegmentMax } from '../text/as-paths.ts';
import type { AttributeProblem } from './path-attribute-row.ts';

/** By their codes, 1 first (RFC 4271, section 4.3; RFC 5065, section 3). */
const segmentTypes: readonly AsPathSegmentType[] = [
  'AS_SET',
  'AS_SEQUENCE',
  'AS_CONFED_SEQUENCE',
  'AS_CONFED_SET',
];

/**
 * Path segments to the end of the value, or what makes them malformed (RFC 7606, section 7.2; for AS 0 RFC 7607,
 * section 2). An AS_SET is well formed: what RFC 9774 makes of a route that has one is `asSetFault`'s.
 */
export function decodeSegments(
  reader: OctetReader,
  asNumberOctetCount: 2 | 4,
): readonly AsPathSegment[] | AttributeProblem {
  const segments: AsPathSegment[] = [];
  while (reader.remaining > 0) {
    const offset = reader.offset;
    const malformed = (detail: string): AttributeProblem => ({ reason: 'attribute-value', detail, offset });
    if (reader.remaining === 1) return malformed('ends with a single octet, expected a path segment');
    const typeCode = reader.uint8();
    const type = segmentTypes[typeCode - 1];
    if (type === undefined) return malformed(`has a path segment of type ${typeCode}, expected 1 to 4`);
    const count = reader.uint8();
    if (count === 0) return malformed('has a path segment with no AS number');
    if (count * asNumberOctetCount > reader.remaining) {
      return malformed(`has a path segment of ${count} AS numbers in ${reader.remaining} octets`);
    }
    const asNumbers = new Array<number>(count);
    for (let index = 0; index < count; index++) {
      asNumbers[index] = asNumberOctetCount === 4 ? reader.uint32() : reader.uint16();
    }
    if (asNumbers.includes(0)) return malformed('contains AS 0');
    segments.push({ type, asNumbers });
  }
  return segments;
}

/** Path segments as octets; AS numbers above two octets become AS_TRANS where there are but two. */
export function encodeSegments(asPath: AsPath, asNumberOctetCount: 2 | 4): Uint8Array {
  const writer = new OctetWriter();
  for (const { type, asNumbers } of asPath) {
    assert(
      asNumbers.length > 0 && asNumbers.length <= asNumbersPerSegmentMax,
      `a path segment of ${asNumbers.length} AS numbers cannot be written`,
    );
    writer.uint8(segmentTypes.indexOf(type) + 1);
    writer.uint8(asNumbers.length);
    for (const asNumber of asNumbers) {
      if (asNumberOctetCount === 4) writer.uint32(asNumber);
      else writer.uint16(as2Of(asNumber));
    }
  }
  return writer.finish();
}
