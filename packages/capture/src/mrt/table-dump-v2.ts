import { formatPrefixOctets, type OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, captureFault } from '../capture-fault.ts';
import { mrtType, ribSubtypes, tableDumpV2Subtype } from './mrt-codes.ts';
import type { MrtHead } from './mrt-reader.ts';
import type { MrtRecord, RibEntry, RibRecord } from './mrt-record.ts';
import { readGeoPeerTable, readPeerIndexTable } from './peer-tables.ts';

/** The body of a TABLE_DUMP_V2 record (RFC 6396, section 4.3; RFC 6397; RFC 8050, section 4). */
export function readTableDumpV2(body: OctetReader, subtype: number, head: MrtHead): MrtRecord | CaptureFault {
  switch (subtype) {
    case tableDumpV2Subtype.peerIndexTable:
      return readPeerIndexTable(body, head);
    case tableDumpV2Subtype.geoPeerTable:
      return readGeoPeerTable(body, head);
    case tableDumpV2Subtype.ribGeneric:
    case tableDumpV2Subtype.ribGenericAddPath:
      return readGenericRib(body, subtype === tableDumpV2Subtype.ribGenericAddPath, head);
  }
  const row = ribSubtypes.find((one) => one.subtype === subtype);
  if (row !== undefined) return readRib(body, body.uint32(), { ...row, isGeneric: false }, head);
  const { offset, time } = head;
  return { kind: 'other', offset, time, type: mrtType.tableDumpV2, subtype, octets: body.takeRest() };
}

type RibKind = Pick<RibRecord, 'afi' | 'safi' | 'addPath' | 'isGeneric'>;

function readGenericRib(body: OctetReader, addPath: boolean, head: MrtHead): RibRecord | CaptureFault {
  const sequenceNumber = body.uint32();
  const [afi, safi] = [body.uint16(), body.uint8()];
  return readRib(body, sequenceNumber, { afi, safi, addPath, isGeneric: true }, head);
}

function readRib(
  body: OctetReader,
  sequenceNumber: number,
  { afi, safi, addPath, isGeneric }: RibKind,
  { offset, time }: MrtHead,
): RibRecord | CaptureFault {
  // RFC 8050, section 4.2: the generic form has the path identifier in the NLRI, the others in each entry.
  const identifierOctetCount = isGeneric && addPath ? 4 : 0;
  const prefixStart = body.offset + identifierOctetCount;
  const nlri = body.take(identifierOctetCount + nlriOctetCount(body.octets, prefixStart, { afi, safi }));
  const entryCount = body.uint16();
  const bitLengthMax = afi === 1 ? 32 : 128;
  const isPlain = (afi === 1 || afi === 2) && (safi === 1 || safi === 2);
  if (body.failed || (isPlain && nlri[identifierOctetCount] > bitLengthMax)) {
    return captureFault(offset, `a RIB record's NLRI of AFI ${afi}, SAFI ${safi} is malformed`);
  }
  const entries: RibEntry[] = [];
  for (let index = 0; index < entryCount; index++) {
    const entry = readEntry(body, addPath && !isGeneric);
    if (body.failed)
      return captureFault(offset, `a RIB record ends inside entry ${index + 1} of ${entryCount}`);
    entries.push(entry);
  }
  const family = afi === 1 ? 'ipv4-unicast' : 'ipv6-unicast';
  const prefix = isPlain
    ? formatPrefixOctets(family, nlri, identifierOctetCount + 1, nlri[identifierOctetCount])
    : undefined;
  return { kind: 'RIB', offset, time, sequenceNumber, afi, safi, addPath, isGeneric, nlri, prefix, entries };
}

function readEntry(body: OctetReader, addPath: boolean): RibEntry {
  const peerIndex = body.uint16();
  const originatedTimeSeconds = body.uint32();
  const pathIdentifier = addPath ? { pathIdentifier: body.uint32() } : undefined;
  return { peerIndex, originatedTimeSeconds, ...pathIdentifier, attributes: body.take(body.uint16()) };
}

const l2vpnAfi = 25;
const flowSpecSafis = [133, 134];

/**
 * Octets of the one NLRI at `offset`, its own length included. Families whose NLRI are no prefixes have lengths in
 * octets (RFC 7432, section 7; RFC 8955, section 4.1); with all others it is a length in bits.
 */
function nlriOctetCount(octets: Uint8Array, offset: number, family: { afi: number; safi: number }): number {
  const first = octets[offset] ?? 0;
  if (family.afi === l2vpnAfi) return 2 + (octets[offset + 1] ?? 0);
  if (flowSpecSafis.includes(family.safi)) {
    return first < 0xf0 ? 1 + first : 2 + (((first & 0x0f) << 8) | (octets[offset + 1] ?? 0));
  }
  return 1 + ((first + 7) >> 3);
}
