import { addressFromOctets, decodeUtf8, type OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, captureFault } from '../capture-fault.ts';
import type { MrtHead } from './mrt-reader.ts';
import type { GeoLocation, GeoPeerTable, MrtPeer, PeerIndexTable } from './mrt-record.ts';

/** Bits of the Peer Type octet (RFC 6396, section 4.3.1). */
export const peerTypeBit = { ipv6Address: 0x01, fourOctetAsNumber: 0x02 } as const;

/** PEER_INDEX_TABLE (RFC 6396, section 4.3.1). */
export function readPeerIndexTable(
  body: OctetReader,
  { offset, time }: MrtHead,
): PeerIndexTable | CaptureFault {
  const collector = body.take(4);
  const viewName = decodeUtf8(body.take(body.uint16())).text;
  const peers = readPeers(body, readPeer);
  if (peers === undefined || collector.length < 4)
    return captureFault(offset, 'a PEER_INDEX_TABLE ends before its last peer');
  const collectorBgpIdentifier = addressFromOctets(collector, 0, 4);
  return { kind: 'PEER_INDEX_TABLE', offset, time, collectorBgpIdentifier, viewName, peers };
}

/** GEO_PEER_TABLE (RFC 6397, section 4.1). */
export function readGeoPeerTable(body: OctetReader, { offset, time }: MrtHead): GeoPeerTable | CaptureFault {
  const collector = readLocation(body);
  const peers = readPeers(body, (reader) => {
    reader.uint8();
    return readLocation(reader);
  });
  if (peers === undefined) return captureFault(offset, 'a GEO_PEER_TABLE ends before its last peer');
  return { kind: 'GEO_PEER_TABLE', offset, time, collector, peers };
}

/** Undefined when the record ends too early. */
function readPeers<Peer>(body: OctetReader, read: (body: OctetReader) => Peer): Peer[] | undefined {
  const peerCount = body.uint16();
  const peers: Peer[] = [];
  for (let index = 0; index < peerCount && !body.failed; index++) peers.push(read(body));
  return body.failed ? undefined : peers;
}

function readPeer(body: OctetReader): MrtPeer {
  const type = body.uint8();
  const bgpIdentifier = body.take(4);
  const octetCount = type & peerTypeBit.ipv6Address ? 16 : 4;
  const address = body.take(octetCount);
  const asNumber = type & peerTypeBit.fourOctetAsNumber ? body.uint32() : body.uint16();
  if (body.failed) return { bgpIdentifier: '0.0.0.0', address: '0.0.0.0', asNumber };
  return {
    bgpIdentifier: addressFromOctets(bgpIdentifier, 0, 4),
    address: addressFromOctets(address, 0, octetCount),
    asNumber,
  };
}

/** Single precision floating point numbers. */
function readLocation(body: OctetReader): GeoLocation {
  const bgpIdentifier = body.take(4);
  return {
    bgpIdentifier: bgpIdentifier.length === 4 ? addressFromOctets(bgpIdentifier, 0, 4) : '0.0.0.0',
    latitudeDegrees: readFloat(body),
    longitudeDegrees: readFloat(body),
  };
}

function readFloat(body: OctetReader): number {
  const octets = body.take(4);
  if (octets.length < 4) return Number.NaN;
  return new DataView(octets.buffer, octets.byteOffset, 4).getFloat32(0);
}
