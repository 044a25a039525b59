import { addressFromOctets, formatPrefixOctets, type OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, captureFault } from '../capture-fault.ts';
import type { MrtHead } from './mrt-reader.ts';
import type { TableDumpRecord } from './mrt-record.ts';

/** The body of a TABLE_DUMP record; its subtype is the address family (RFC 6396, section 4.2). */
export function readTableDump(
  body: OctetReader,
  subtype: number,
  { offset, time }: MrtHead,
): TableDumpRecord | CaptureFault {
  if (subtype !== 1 && subtype !== 2)
    return captureFault(offset, `a TABLE_DUMP of address family ${subtype}`);
  const octetCount = subtype === 1 ? 4 : 16;
  const viewNumber = body.uint16();
  const sequenceNumber = body.uint16();
  const prefix = body.take(octetCount);
  const bitLength = body.uint8();
  body.uint8();
  const originatedTimeSeconds = body.uint32();
  const peer = body.take(octetCount);
  const peerAsNumber = body.uint16();
  const attributes = body.take(body.uint16());
  if (body.failed || bitLength > octetCount * 8) {
    return captureFault(offset, 'a TABLE_DUMP record is too short or has too long a prefix');
  }
  const family = subtype === 1 ? 'ipv4-unicast' : 'ipv6-unicast';
  return {
    kind: 'TABLE_DUMP',
    offset,
    time,
    viewNumber,
    sequenceNumber,
    prefix: formatPrefixOctets(family, prefix, 0, bitLength),
    originatedTimeSeconds,
    peerAddress: addressFromOctets(peer, 0, octetCount),
    peerAsNumber,
    attributes,
  };
}
