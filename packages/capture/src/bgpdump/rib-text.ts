import { type AfiSafi, formatPrefixOctets } from '@bgpeer/bgp-wire';
import { decodeRibAttributes } from '../mrt/mrt-attributes.ts';
import { mrtType, type RibSubtypeRow, ribSubtypes } from '../mrt/mrt-codes.ts';
import type { MrtFrame } from '../mrt/mrt-framer.ts';
import type { MrtPeer } from '../mrt/mrt-record.ts';
import { AttributeTextWriter } from './attribute-text.ts';
import { bgpdumpAddress, bgpdumpPrefix } from './bgpdump-address.ts';
import { bgpdumpAttributeFields, unknownPeer } from './bgpdump-lines.ts';
import type { TextBuffer } from './text-buffer.ts';
import {
  character,
  type TextPiece,
  textPiece,
  uint16At,
  uint32At,
  writeCharacter,
  writeDecimal,
  writePiece,
} from './text-octets.ts';

const sequenceNumberOctetCount = 4;
/** Peer index and originated time, which begin an entry (RFC 6396, section 4.3.4). */
const entryHeadOctetCount = 6;
/** The path identifier of an entry (RFC 8050, section 4.1), and the length of its attributes. */
const pathIdentifierOctetCount = 4;
const lengthOctetCount = 2;
/** More than a line has besides its head, its prefix and its attributes. */
const lineRoomOctetCount = 64;
/** Stands for an offset where a record ends before its entries do. */
const overrun = -1;

/** What the lines of a record have in common. */
interface RibHead {
  readonly row: RibSubtypeRow;
  readonly seconds: number;
  /** The prefix and the bar behind it. */
  readonly prefix: TextPiece;
}

/**
 * Writes the lines of RIB records straight from octets to octets, without an object or a string for a route: the same
 * lines as `bgpdumpLines` gives of the decoded record. Whole tables of routes are read this way.
 */
export class RibTextWriter {
  readonly #attributes = new AttributeTextWriter();
  #peers: readonly MrtPeer[] = [];
  /** By peer: how its lines begin. Records of one table have one time, so these last. */
  #lineHeads: TextPiece[] = [];
  #lineHeadsSubtype = 0;
  #lineHeadsSeconds = 0;

  /** The peers of the PEER_INDEX_TABLE that the records behind it refer to. */
  setPeers(peers: readonly MrtPeer[]): void {
    this.#peers = peers;
    this.#lineHeads = [];
  }

  /**
   * Appends the lines of a record.
   *
   * @returns false, with nothing appended, when the record is none of the RIB subtypes that name their family, or is
   * malformed
   */
  write({ type, subtype, seconds, body }: MrtFrame, text: TextBuffer): boolean {
    const row = ribSubtypes.find((one) => one.subtype === subtype);
    if (type !== mrtType.tableDumpV2 || row === undefined) return false;
    const bitLength = body[sequenceNumberOctetCount];
    const prefixStart = sequenceNumberOctetCount + 1;
    const prefixEnd = prefixStart + ((bitLength + 7) >> 3);
    if (!(prefixEnd + 2 <= body.length) || bitLength > (row.afi === 1 ? 32 : 128)) return false;
    const family = row.afi === 1 ? 'ipv4-unicast' : 'ipv6-unicast';
    const prefix = textPiece(`${bgpdumpPrefix(formatPrefixOctets(family, body, prefixStart, bitLength))}|`);
    this.#chooseLineHeads(row, seconds);
    const before = text.length;
    let offset = prefixEnd + 2;
    for (let missing = uint16At(body, prefixEnd); missing > 0 && offset !== overrun; missing--) {
      offset = this.#writeEntry(body, offset, { row, seconds, prefix }, text);
    }
    if (offset === overrun) text.length = before;
    return offset !== overrun;
  }

  /** Appends the line of the entry at `offset`, and gives where the next begins. */
  #writeEntry(body: Uint8Array, offset: number, head: RibHead, text: TextBuffer): number {
    const { row, prefix } = head;
    const identifierStart = offset + entryHeadOctetCount;
    const lengthStart = identifierStart + (row.addPath ? pathIdentifierOctetCount : 0);
    const start = lengthStart + lengthOctetCount;
    const end = start + uint16At(body, lengthStart);
    // A length behind the end of the body is no number.
    if (!(end <= body.length)) return overrun;
    const lineHead = this.#lineHead(uint16At(body, offset), head);
    const fixedOctetCount = lineHead.octetCount + prefix.octetCount + lineRoomOctetCount;
    text.reserve(fixedOctetCount + AttributeTextWriter.octetsMax(end - start));
    const into = text.view;
    let at = writePiece(into, text.length, lineHead);
    at = writePiece(into, at, prefix);
    if (row.addPath) {
      at = writeDecimal(into, at, uint32At(body, identifierStart));
      at = writeCharacter(into, at, character.bar);
    }
    const lineEnd = this.#attributes.write(into, at, body, start, end, row);
    text.length = lineEnd ?? at;
    if (lineEnd === undefined) text.append(decodedAttributesText(body.subarray(start, end), row));
    return end;
  }

  #chooseLineHeads({ subtype }: RibSubtypeRow, seconds: number): void {
    if (this.#lineHeadsSubtype === subtype && this.#lineHeadsSeconds === seconds) return;
    this.#lineHeads = [];
    this.#lineHeadsSubtype = subtype;
    this.#lineHeadsSeconds = seconds;
  }

  #lineHead(peerIndex: number, { row, seconds }: RibHead): TextPiece {
    const known = this.#lineHeads[peerIndex];
    if (known !== undefined) return known;
    const { address, asNumber } = this.#peers[peerIndex] ?? unknownPeer;
    const format = row.addPath ? 'TABLE_DUMP2_AP' : 'TABLE_DUMP2';
    const lineHead = textPiece(`${format}|${seconds}|B|${bgpdumpAddress(address)}|${asNumber}|`);
    this.#lineHeads[peerIndex] = lineHead;
    return lineHead;
  }
}

/** Attribute lists that are not ordinary, as the decoder has them. */
function decodedAttributesText(attributes: Uint8Array, family: AfiSafi): string {
  return `${bgpdumpAttributeFields(decodeRibAttributes(family, { attributes }).attributes)}\n`;
}
