import {
  attributeFlag,
  type DecodedAttributeBlock,
  decodeAttributeBlock,
  familyNames,
  OctetReader,
  OctetWriter,
  otherNlriFamilies,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type { RibEntry, RibRecord, TableDumpRecord } from './mrt-record.ts';

const mpReachNlriCode = 14;

/** Everything is legal in a table: it was taken from a RIB, not from one session. */
const ribContext: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: true,
  families: familyNames,
  addPath: [],
  extendedNextHop: familyNames,
  otherFamilies: otherNlriFamilies.map(({ afi, safi }) => ({ afi, safi, extendedNextHop: true })),
  session: 'internal',
};
const tableDumpContext: WireContext = { ...ribContext, fourOctetAsNumbers: false };

/** The attributes of a route in TABLE_DUMP_V2: AS numbers of four octets whatever the peer spoke (RFC 6396, section 4.3.4). */
export function decodeRibAttributes(
  record: Pick<RibRecord, 'afi' | 'safi'>,
  entry: Pick<RibEntry, 'attributes'>,
): DecodedAttributeBlock {
  return decodeAttributeBlock(expandMpReachNlri(entry.attributes, record), ribContext);
}

/** The attributes of a route in TABLE_DUMP: AS numbers of two octets (RFC 6396, section 4.2). */
export function decodeTableDumpAttributes(record: TableDumpRecord): DecodedAttributeBlock {
  return decodeAttributeBlock(record.attributes, tableDumpContext);
}

/** The path identifier of a route, from its entry or, in the generic form, from the NLRI (RFC 8050, section 4.2). */
export function pathIdentifierOf(record: RibRecord, entry: RibEntry): number | undefined {
  return record.isGeneric && record.addPath ? new OctetReader(record.nlri).uint32() : entry.pathIdentifier;
}

/**
 * The attribute list of a RIB entry as an UPDATE has it: MP_REACH_NLRI, which RFC 6396 (section 4.3.4) cuts down to the
 * next hop and its length, gets its family again. Many writers leave it whole; that form begins with the AFI's zero.
 */
export function expandMpReachNlri(
  attributes: Uint8Array,
  { afi, safi }: { readonly afi: number; readonly safi: number },
): Uint8Array {
  for (let offset = 0; offset + 3 < attributes.length; ) {
    const isLong = (attributes[offset] & attributeFlag.extendedLength) !== 0;
    const valueStart = offset + (isLong ? 4 : 3);
    const length = isLong ? (attributes[offset + 2] << 8) | attributes[offset + 3] : attributes[offset + 2];
    const end = valueStart + length;
    if (attributes[offset + 1] === mpReachNlriCode && attributes[valueStart] === length - 1) {
      const writer = new OctetWriter();
      writer.append(attributes.subarray(0, offset));
      writer.uint8(attributes[offset] & ~attributeFlag.extendedLength);
      writer.uint8(mpReachNlriCode);
      writer.uint8(length + 4);
      writer.uint16(afi);
      writer.uint8(safi);
      writer.append(attributes.subarray(valueStart, end));
      writer.uint8(0);
      writer.append(attributes.subarray(end));
      return writer.finish();
    }
    offset = end;
  }
  return attributes;
}
