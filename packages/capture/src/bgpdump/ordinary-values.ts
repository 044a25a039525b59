import type { AfiSafi } from '@bgpeer/bgp-wire';
import { type ShownAttributes, shownCode } from './shown-attributes.ts';
import { uint16At, uint32At } from './text-octets.ts';

const unicastSafi = 1;
const originMax = 2;
const segmentTypeMax = 4;

/**
 * Whether the values are ones that no rule of RFC 7606 is about. What is sound but rare counts as not ordinary: then the
 * decoder says what holds.
 */
export function hasOrdinaryValues(octets: Uint8Array, shown: ShownAttributes, family: AfiSafi): boolean {
  for (let code: number = shownCode.origin; code <= shownCode.communities; code++) {
    if (shown.has(code) && !isOrdinary(code, octets, shown.start(code), shown.end(code))) return false;
  }
  return !shown.has(shownCode.mpReachNlri) || nextHopOffset(octets, shown, family) !== undefined;
}

/**
 * Where the sixteen octets of the (global) next hop stand in the MP_REACH_NLRI, which must be there: cut down to the next
 * hop and its length (RFC 6396, section 4.3.4), or whole (RFC 4760, section 3). Undefined when it is not ordinary.
 */
export function nextHopOffset(
  octets: Uint8Array,
  shown: ShownAttributes,
  { afi, safi }: AfiSafi,
): number | undefined {
  const start = shown.start(shownCode.mpReachNlri);
  const end = shown.end(shownCode.mpReachNlri);
  if (safi !== unicastSafi || end - start < 17) return undefined;
  const isCutDown = octets[start] === end - start - 1;
  if (!isCutDown && (uint16At(octets, start) !== afi || octets[start + 2] !== safi)) return undefined;
  const offset = start + (isCutDown ? 1 : 4);
  const octetCount = octets[offset - 1];
  if ((octetCount !== 16 && octetCount !== 32) || offset + octetCount > end) return undefined;
  // Neither the unspecified address nor one that embeds IPv4, nor multicast.
  return octets[offset] === 0 || octets[offset] === 0xff ? undefined : offset;
}

function isOrdinary(code: number, octets: Uint8Array, start: number, end: number): boolean {
  const octetCount = end - start;
  switch (code) {
    case shownCode.origin:
      return octetCount === 1 && octets[start] <= originMax;
    case shownCode.asPath:
      return isOrdinaryAsPath(octets, start, end);
    case shownCode.nextHop:
      // Neither of "this network" nor multicast nor above (RFC 4271, section 6.3).
      return octetCount === 4 && octets[start] >= 1 && octets[start] <= 223;
    case shownCode.multiExitDisc:
    case shownCode.localPref:
      return octetCount === 4;
    case shownCode.atomicAggregate:
      return octetCount === 0;
    case shownCode.aggregator:
      return octetCount === 8 && uint32At(octets, start) !== 0;
  }
  // COMMUNITIES is left.
  return octetCount > 0 && octetCount % 4 === 0;
}

function isOrdinaryAsPath(octets: Uint8Array, start: number, end: number): boolean {
  let offset = start;
  while (offset < end) {
    const type = octets[offset];
    const segmentEnd = offset + 2 + octets[offset + 1] * 4;
    // A segment without a number is malformed, and so is AS 0 (RFC 7606, section 7.2; RFC 7607, section 2).
    if (type < 1 || type > segmentTypeMax || !(segmentEnd <= end) || segmentEnd === offset + 2) return false;
    for (offset += 2; offset < segmentEnd; offset += 4) if (uint32At(octets, offset) === 0) return false;
  }
  return true;
}
