import { attributeFlag } from '../attributes/attribute-flags.ts';
import { nextHop } from '../attributes/next-hop.ts';

/**
 * A canonical attribute block that has no NEXT_HOP, with one (four octets) in its place by code: what turns the block of
 * a route into that of an UPDATE in the classic form without understanding it.
 */
export function withNextHopAttribute(block: Uint8Array, address: Uint8Array): Uint8Array {
  const place = placeOfCode(block, nextHop.code);
  const result = new Uint8Array(block.length + 3 + address.length);
  result.set(block.subarray(0, place));
  result[place] = nextHop.flags;
  result[place + 1] = nextHop.code;
  result[place + 2] = address.length;
  result.set(address, place + 3);
  result.set(block.subarray(place), place + 3 + address.length);
  return result;
}

/** Where the first attribute with a higher code begins. */
function placeOfCode(block: Uint8Array, code: number): number {
  let place = 0;
  while (place < block.length && block[place + 1] < code) {
    const isLong = (block[place] & attributeFlag.extendedLength) !== 0;
    const length = isLong ? (block[place + 2] << 8) | block[place + 3] : block[place + 2];
    place += (isLong ? 4 : 3) + length;
  }
  return place;
}
