import { addressToOctets, encodeUtf8, isIpv6, OctetWriter } from '@bgpeer/bgp-wire';
import { bgp4mpSubtypes, mrtType, ribSubtypes, tableDumpV2Subtype } from './mrt-codes.ts';
import type { Bgp4mpMessage, Bgp4mpStateChange, PeerIndexTable, RibRecord } from './mrt-record.ts';
import { peerTypeBit } from './peer-tables.ts';

type Written<Row> = Row extends unknown ? Omit<Row, 'offset' | 'prefix'> : never;

/** What can be written: a table dump of version 2, or messages and states. */
export type WritableMrtRecord = Written<PeerIndexTable | RibRecord | Bgp4mpMessage | Bgp4mpStateChange>;

/**
 * The octets of one record (RFC 6396, RFC 8050). A record that contradicts itself (a two-octet record with a larger AS
 * number, addresses of two families) is the programmer's error.
 */
export function encodeMrtRecord(record: WritableMrtRecord): Uint8Array {
  switch (record.kind) {
    case 'PEER_INDEX_TABLE':
      return frame(
        record,
        mrtType.tableDumpV2,
        tableDumpV2Subtype.peerIndexTable,
        peerIndexTableBody(record),
      );
    case 'RIB':
      return frame(record, mrtType.tableDumpV2, ribSubtypeOf(record), ribBody(record));
    case 'BGP4MP_MESSAGE': {
      const body = bgp4mpBody(record);
      body.append(record.message);
      return frameBgp4mp(record, 'message', body);
    }
    case 'BGP4MP_STATE_CHANGE': {
      const body = bgp4mpBody(record);
      body.uint16(record.oldState);
      body.uint16(record.newState);
      return frameBgp4mp({ ...record, isLocal: false, addPath: false }, 'state-change', body);
    }
  }
}

function peerIndexTableBody({
  collectorBgpIdentifier,
  viewName,
  peers,
}: Written<PeerIndexTable>): OctetWriter {
  const body = new OctetWriter();
  body.append(addressToOctets(collectorBgpIdentifier));
  const name = encodeUtf8(viewName);
  body.uint16(name.length);
  body.append(name);
  body.uint16(peers.length);
  for (const { bgpIdentifier, address, asNumber } of peers) {
    body.uint8(peerTypeBit.fourOctetAsNumber | (isIpv6(address) ? peerTypeBit.ipv6Address : 0));
    body.append(addressToOctets(bgpIdentifier));
    body.append(addressToOctets(address));
    body.uint32(asNumber);
  }
  return body;
}

function ribSubtypeOf({ afi, safi, addPath, isGeneric }: Written<RibRecord>): number {
  const row = ribSubtypes.find((one) => one.afi === afi && one.safi === safi && one.addPath === addPath);
  if (row !== undefined && !isGeneric) return row.subtype;
  return addPath ? tableDumpV2Subtype.ribGenericAddPath : tableDumpV2Subtype.ribGeneric;
}

function ribBody(record: Written<RibRecord>): OctetWriter {
  const subtype = ribSubtypeOf(record);
  const isGeneric =
    subtype === tableDumpV2Subtype.ribGeneric || subtype === tableDumpV2Subtype.ribGenericAddPath;
  const body = new OctetWriter();
  body.uint32(record.sequenceNumber);
  if (isGeneric) {
    body.uint16(record.afi);
    body.uint8(record.safi);
  }
  body.append(record.nlri);
  body.uint16(record.entries.length);
  for (const { peerIndex, originatedTimeSeconds, pathIdentifier, attributes } of record.entries) {
    body.uint16(peerIndex);
    body.uint32(originatedTimeSeconds);
    if (record.addPath && !isGeneric) body.uint32(pathIdentifier ?? 0);
    body.uint16(attributes.length);
    body.append(attributes);
  }
  return body;
}

function bgp4mpBody(record: Written<Bgp4mpMessage | Bgp4mpStateChange>): OctetWriter {
  const body = new OctetWriter();
  if (record.hasMicroseconds) body.uint32(Math.floor(record.time.nanoseconds / 1000));
  for (const asNumber of [record.peerAsNumber, record.localAsNumber]) {
    if (record.fourOctetAsNumbers) body.uint32(asNumber);
    else body.uint16(asNumber);
  }
  body.uint16(record.interfaceIndex);
  body.uint16(isIpv6(record.peerAddress) ? 2 : 1);
  body.append(addressToOctets(record.peerAddress));
  body.append(addressToOctets(record.localAddress));
  return body;
}

function frameBgp4mp(
  record: Pick<Bgp4mpMessage, 'time' | 'hasMicroseconds' | 'fourOctetAsNumbers' | 'isLocal' | 'addPath'>,
  holds: 'message' | 'state-change',
  body: OctetWriter,
): Uint8Array {
  const row = bgp4mpSubtypes.find(
    (one) =>
      one.holds === holds &&
      one.fourOctetAsNumbers === record.fourOctetAsNumbers &&
      one.isLocal === record.isLocal &&
      one.addPath === record.addPath,
  )!;
  return frame(record, record.hasMicroseconds ? mrtType.bgp4mpEt : mrtType.bgp4mp, row.subtype, body);
}

/** The common header and the body (RFC 6396, section 2). */
function frame(
  { time }: Pick<WritableMrtRecord, 'time'>,
  type: number,
  subtype: number,
  body: OctetWriter,
): Uint8Array {
  const writer = new OctetWriter();
  writer.uint32(time.seconds);
  writer.uint16(type);
  writer.uint16(subtype);
  writer.uint32(body.octetCount);
  writer.append(body.finish());
  return writer.finish();
}
