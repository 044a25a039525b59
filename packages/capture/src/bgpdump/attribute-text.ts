import { type AfiSafi, addressFromOctets } from '@bgpeer/bgp-wire';
import { bgpdumpAddress } from './bgpdump-address.ts';
import { hasOrdinaryValues, nextHopOffset } from './ordinary-values.ts';
import { ShownAttributes, shownCode } from './shown-attributes.ts';
import {
  character,
  type TextPiece,
  textPiece,
  uint16At,
  uint32At,
  writeCharacter,
  writeDecimal,
  writeIpv4,
  writePiece,
} from './text-octets.ts';

/** ORIGIN between its bars, by its value (RFC 4271, section 4.3). */
const originText = ['|IGP|', '|EGP|', '|INCOMPLETE|'].map(textPiece);
/** Shown where there is no ORIGIN too. */
const incompleteOrigin = 2;
const unknownNextHopText = textPiece('255.255.255.255');
const atomicAggregateText = textPiece('|AG|');
const noAtomicAggregateText = textPiece('|NAG|');
const lineEndText = textPiece('|\n');

/** What stands around and between the AS numbers of a path segment. */
interface SegmentMarks {
  readonly before: TextPiece;
  readonly between: number;
  readonly behind: TextPiece;
}

/** By the codes of segment types (RFC 4271, section 4.3; RFC 5065, section 3). */
const segmentMarks: readonly SegmentMarks[] = [
  ['', ' ', ''],
  ['{', ',', '}'],
  ['', ' ', ''],
  ['(', ' ', ')'],
  ['[', ',', ']'],
].map(([before, between, behind]) => ({
  before: textPiece(before),
  between: between.charCodeAt(0),
  behind: textPiece(behind),
}));

/** The well-known communities of RFC 1997 are the ones that bgpdump names: all have this high half. */
const wellKnownCommunityHigh = 0xffff;
const wellKnownCommunityText: ReadonlyMap<number, TextPiece> = new Map([
  [0xff01, textPiece('no-export')],
  [0xff02, textPiece('no-advertise')],
  [0xff03, textPiece('local-AS')],
]);

/**
 * Writes the attributes of a route of TABLE_DUMP_V2 as the end of its line, from the AS path on, straight from octets to
 * octets. It says the same as `bgpdumpAttributeFields` of the decoded attributes, but of ordinary attribute lists only.
 */
export class AttributeTextWriter {
  readonly #shown = new ShownAttributes();

  /** The octets that the text of a list of so many octets has at most. */
  static octetsMax(listOctetCount: number): number {
    // A community of four octets is longest, as `no-advertise` and a blank; the rest stands once in a line.
    return 256 + listOctetCount * 4;
  }

  /**
   * Writes into `into` from `offset` on, where `octetsMax` octets have room.
   *
   * @returns the offset behind the text; undefined when the list is not ordinary, and what was written is void
   */
  write(
    into: DataView,
    offset: number,
    octets: Uint8Array,
    start: number,
    end: number,
    family: AfiSafi,
  ): number | undefined {
    const shown = this.#shown;
    if (!shown.locate(octets, start, end) || !hasOrdinaryValues(octets, shown, family)) return undefined;
    let at = writeAsPath(into, offset, octets, shown);
    const origin = shown.has(shownCode.origin) ? octets[shown.start(shownCode.origin)] : incompleteOrigin;
    at = writePiece(into, at, originText[origin]);
    at = writeNextHop(into, at, octets, shown, family);
    at = writeCharacter(into, at, character.bar);
    at = writeNumber(into, at, octets, shown, shownCode.localPref);
    at = writeCharacter(into, at, character.bar);
    at = writeNumber(into, at, octets, shown, shownCode.multiExitDisc);
    at = writeCharacter(into, at, character.bar);
    at = writeCommunities(into, at, octets, shown);
    const isAtomic = shown.has(shownCode.atomicAggregate);
    at = writePiece(into, at, isAtomic ? atomicAggregateText : noAtomicAggregateText);
    at = writeAggregator(into, at, octets, shown);
    return writePiece(into, at, lineEndText);
  }
}

function writeAsPath(into: DataView, offset: number, octets: Uint8Array, shown: ShownAttributes): number {
  if (!shown.has(shownCode.asPath)) return offset;
  const start = shown.start(shownCode.asPath);
  const end = shown.end(shownCode.asPath);
  let at = offset;
  let segment = start;
  while (segment < end) {
    if (segment > start) at = writeCharacter(into, at, character.blank);
    const { before, between, behind } = segmentMarks[octets[segment]];
    const first = segment + 2;
    const segmentEnd = first + octets[segment + 1] * 4;
    at = writePiece(into, at, before);
    for (let number = first; number < segmentEnd; number += 4) {
      if (number > first) at = writeCharacter(into, at, between);
      at = writeDecimal(into, at, uint32At(octets, number));
    }
    at = writePiece(into, at, behind);
    segment = segmentEnd;
  }
  return at;
}

/** That of MP_REACH_NLRI goes before NEXT_HOP (RFC 4760, section 3). */
function writeNextHop(
  into: DataView,
  offset: number,
  octets: Uint8Array,
  shown: ShownAttributes,
  family: AfiSafi,
): number {
  if (shown.has(shownCode.mpReachNlri)) {
    const nextHop = nextHopOffset(octets, shown, family)!;
    return writePiece(into, offset, textPiece(bgpdumpAddress(addressFromOctets(octets, nextHop, 16))));
  }
  if (!shown.has(shownCode.nextHop)) return writePiece(into, offset, unknownNextHopText);
  return writeIpv4(into, offset, octets, shown.start(shownCode.nextHop));
}

/** The number in four octets; 0 where the attribute is not there. */
function writeNumber(
  into: DataView,
  offset: number,
  octets: Uint8Array,
  shown: ShownAttributes,
  code: number,
): number {
  return writeDecimal(into, offset, shown.has(code) ? uint32At(octets, shown.start(code)) : 0);
}

function writeCommunities(
  into: DataView,
  offset: number,
  octets: Uint8Array,
  shown: ShownAttributes,
): number {
  if (!shown.has(shownCode.communities)) return offset;
  const start = shown.start(shownCode.communities);
  const end = shown.end(shownCode.communities);
  let at = offset;
  for (let community = start; community < end; community += 4) {
    if (community > start) at = writeCharacter(into, at, character.blank);
    const high = uint16At(octets, community);
    const low = uint16At(octets, community + 2);
    const name = high === wellKnownCommunityHigh ? wellKnownCommunityText.get(low) : undefined;
    if (name !== undefined) {
      at = writePiece(into, at, name);
    } else {
      at = writeDecimal(into, at, high);
      at = writeCharacter(into, at, character.colon);
      at = writeDecimal(into, at, low);
    }
  }
  return at;
}

function writeAggregator(into: DataView, offset: number, octets: Uint8Array, shown: ShownAttributes): number {
  if (!shown.has(shownCode.aggregator)) return offset;
  const start = shown.start(shownCode.aggregator);
  const at = writeDecimal(into, offset, uint32At(octets, start));
  return writeIpv4(into, writeCharacter(into, at, character.blank), octets, start + 4);
}
