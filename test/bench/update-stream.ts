import { type Family, familyOf, messageOctetsMaxClassic, OctetWriter } from '@bgpeer/bgp-wire';
import type { AttributeSet, RouteTable } from './route-table.ts';

const updateTypeCode = 2;
const headerOctetCount = 19;
const marker = new Uint8Array(16).fill(0xff);
/** Attribute flags (RFC 4271, section 4.3). */
const wellKnown = 0x40;
const optional = 0x80;
const optionalTransitive = 0xc0;
const optionalExtendedLength = 0x90;
const mpReachNlri = 14;
const mpUnreachNlri = 15;

/**
 * Encode a table as UPDATEs, one for each attribute set: IPv4 in the message's own fields (RFC 4271, section 4.3),
 * IPv6 in MP_REACH_NLRI (RFC 4760). Written here and not with the device's encoder, so that a mistake shows.
 *
 * @param nextHop 4 or 16 octets, of the table's family
 * @returns whole messages, one after the other, ready for a socket
 */
export function encodeReachable(table: RouteTable, nextHop: Uint8Array): Uint8Array {
  const family = familyOf(table.family);
  const stream = new OctetWriter();
  let first = 0;
  for (const [index, attributeSet] of table.attributeSets.entries()) {
    const end = table.attributeSetEnds[index];
    const body = new OctetWriter();
    body.uint16(0);
    const attributesLength = body.reserveLength16();
    if (family.name === 'ipv4-unicast') {
      writeAttributes(body, attributeSet, nextHop);
      body.fillLength16(attributesLength);
      writePrefixes(body, table, family, first, end);
    } else {
      // RFC 7606, section 5.1: MP_REACH_NLRI comes first.
      writeMpReach(body, table, family, nextHop, first, end);
      writeAttributes(body, attributeSet);
      body.fillLength16(attributesLength);
    }
    appendUpdate(stream, body);
    first = end;
  }
  return stream.finish();
}

/** Encode the withdrawal of a whole table, as many prefixes to an UPDATE as 4,096 octets hold. */
export function encodeWithdrawn(table: RouteTable): Uint8Array {
  const family = familyOf(table.family);
  const prefixesPerMessage = Math.floor((messageOctetsMaxClassic - 40) / (1 + family.addressOctetCount));
  const stream = new OctetWriter();
  for (let first = 0; first < table.prefixCount; first += prefixesPerMessage) {
    const end = Math.min(table.prefixCount, first + prefixesPerMessage);
    const body = new OctetWriter();
    const withdrawnLength = body.reserveLength16();
    if (family.name === 'ipv4-unicast') writePrefixes(body, table, family, first, end);
    body.fillLength16(withdrawnLength);
    const attributesLength = body.reserveLength16();
    if (family.name !== 'ipv4-unicast') writeMpUnreach(body, table, family, first, end);
    body.fillLength16(attributesLength);
    appendUpdate(stream, body);
  }
  return stream.finish();
}

function appendUpdate(stream: OctetWriter, body: OctetWriter): void {
  stream.append(marker);
  stream.uint16(headerOctetCount + body.octetCount);
  stream.uint8(updateTypeCode);
  stream.append(body.finish());
}

function writePrefixes(
  body: OctetWriter,
  table: RouteTable,
  family: Family,
  first: number,
  end: number,
): void {
  for (let index = first; index < end; index++) {
    const bitLength = table.bitLengths[index];
    const addressAt = index * family.addressOctetCount;
    body.uint8(bitLength);
    body.append(table.addresses.subarray(addressAt, addressAt + Math.ceil(bitLength / 8)));
  }
}

function writeMpReach(
  body: OctetWriter,
  table: RouteTable,
  family: Family,
  nextHop: Uint8Array,
  first: number,
  end: number,
): void {
  body.append(Uint8Array.of(optionalExtendedLength, mpReachNlri));
  const length = body.reserveLength16();
  body.uint16(family.afi);
  body.append(Uint8Array.of(family.safi, nextHop.length, ...nextHop, 0));
  writePrefixes(body, table, family, first, end);
  body.fillLength16(length);
}

function writeMpUnreach(
  body: OctetWriter,
  table: RouteTable,
  family: Family,
  first: number,
  end: number,
): void {
  body.append(Uint8Array.of(optionalExtendedLength, mpUnreachNlri));
  const length = body.reserveLength16();
  body.uint16(family.afi);
  body.uint8(family.safi);
  writePrefixes(body, table, family, first, end);
  body.fillLength16(length);
}

/** Everything but MP_REACH_NLRI, in the order of the codes. */
function writeAttributes(body: OctetWriter, set: AttributeSet, classicNextHop?: Uint8Array): void {
  body.append(Uint8Array.of(wellKnown, 1, 1, set.origin));
  body.append(Uint8Array.of(wellKnown, 2, 2 + set.asPath.length * 4, 2, set.asPath.length));
  for (const asNumber of set.asPath) body.uint32(asNumber);
  if (classicNextHop) body.append(Uint8Array.of(wellKnown, 3, classicNextHop.length, ...classicNextHop));
  if (set.multiExitDisc !== undefined) {
    body.append(Uint8Array.of(optional, 4, 4));
    body.uint32(set.multiExitDisc);
  }
  if (set.communities.length > 0) {
    body.append(Uint8Array.of(optionalTransitive, 8, set.communities.length * 4));
    for (const community of set.communities) body.uint32(community);
  }
}
