import { mpReachNlri } from '../attributes/mp-reach-nlri.ts';
import { mpUnreachNlri } from '../attributes/mp-unreach-nlri.ts';
import { nextHop } from '../attributes/next-hop.ts';
import { type FamilyName, familyByCodes } from '../family.ts';
import type { UpdateFault } from '../faults.ts';
import { encodeFamilyNextHop, isFamilyNextHopLength } from '../nlri/family-next-hop.ts';
import { nlriFamilyByCodes } from '../nlri/nlri-family.ts';
import { writeNlriList } from '../nlri/nlri-list.ts';
import type { Nlri } from '../nlri/prefix.ts';
import { assert } from '../octets/assert.ts';
import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { IpAddress, PathAttributes } from '../path-attributes.ts';
import { isIpv4 } from '../text/addresses.ts';
import { formatPrefixOctets, parsePrefix } from '../text/prefixes.ts';
import { decodeAttributeBlock } from '../update/attribute-block.ts';
import { encodeAttributeBlock, writeAttribute } from '../update/encode-attribute-block.ts';
import { faultsInMessage } from '../update/fault-offsets.ts';
import { missingMandatoryAttributes } from '../update/mandatory-attributes.ts';
import type { NlriField } from '../update/nlri-field.ts';
import { readOtherNlri } from '../update/other-nlri.ts';
import { combineUpdateFaults } from '../update/update-faults.ts';
import { UpdateReader } from '../update/update-reader.ts';
import { otherFamilyOf, type WireContext } from '../wire-context.ts';
import type { MultiprotocolNlri, UpdateMessage } from './message.ts';

/** An UPDATE as far as it could be read, and its faults. */
export interface DecodedUpdate {
  readonly message: UpdateMessage;
  readonly faults: readonly UpdateFault[];
}

/**
 * The UPDATE in a whole message whose header has been checked, as objects for people and tools, read through
 * `UpdateReader`. NLRI of a family that the session does not have are in `octets`.
 */
export function decodeUpdate(octets: Uint8Array, context: WireContext): DecodedUpdate {
  const reader = new UpdateReader();
  reader.open(octets, context);
  const block = decodeAttributeBlock(reader.attributeBlock, context);
  const { attributes } = block;
  const classicNextHop = hasBothKinds(reader) ? readClassicNextHop(reader, octets, context) : undefined;
  const missing = missingMandatoryAttributes(attributes, {
    classicReachable: reader.hasClassicReachable && !hasBothKinds(reader),
    multiprotocolReachable: reader.hasMultiprotocolReachable || hasOtherReachable(reader, context),
    session: context.session,
  });
  const reachable = reader.hasMpReachNlri ? reachableOf(reader, context) : undefined;
  const message: UpdateMessage = {
    type: 'UPDATE',
    withdrawn: nlriOf(reader.withdrawn),
    attributes: ownsNextHop(reachable) ? withoutNextHop(attributes) : attributes,
    nlri: nlriOf(reader.nlri),
    ...(classicNextHop?.nextHop !== undefined && { classicNextHop: classicNextHop.nextHop }),
    ...(reachable !== undefined && { reachable }),
    ...(reader.hasMpUnreachNlri && {
      unreachable: multiprotocolNlriOf(reader.multiprotocolUnreachable, true, context),
    }),
  };
  const attributeFaults = [
    ...faultsInMessage(block.faults, reader.attributeBlock, octets),
    ...(classicNextHop?.faults ?? []),
    ...missing,
  ];
  return { message, faults: combineUpdateFaults(reader.faults, attributeFaults, reader.encodesReachable) };
}

/**
 * The body of an UPDATE. NEXT_HOP is written when the message's own NLRI field is used, or when there is an IPv4 next
 * hop and no `reachable`.
 */
export function encodeUpdateBody(update: UpdateMessage, context: WireContext): Uint8Array {
  const { attributes, withdrawn, nlri, reachable, unreachable } = update;
  const writer = new OctetWriter();
  const withdrawnPlace = writer.reserveLength16();
  writeNlri(writer, 'ipv4-unicast', withdrawn, context);
  writer.fillLength16(withdrawnPlace);
  const attributesPlace = writer.reserveLength16();
  // RFC 7606, section 5.1: the multiprotocol attributes come first.
  if (reachable !== undefined) writeReachable(writer, reachable, attributes, context);
  if (unreachable !== undefined) {
    const value = new OctetWriter();
    value.uint16(unreachable.afi);
    value.uint8(unreachable.safi);
    writeMultiprotocolNlri(value, unreachable, true, context);
    writeAttribute(writer, mpUnreachNlri.flags, mpUnreachNlri.code, value.finish());
  }
  const isClassic = nlri.length > 0 || reachable === undefined;
  const { fourOctetAsNumbers } = context;
  const address = update.classicNextHop ?? attributes.nextHop;
  const isWritten = isClassic && address !== undefined && isIpv4(address);
  assert(isWritten || nlri.length === 0, 'the NLRI field needs an IPv4 next hop');
  const options = { fourOctetAsNumbers, nextHop: isWritten ? 'classic' : 'omitted' } as const;
  writer.append(encodeAttributeBlock(isWritten ? { ...attributes, nextHop: address } : attributes, options));
  writer.fillLength16(attributesPlace);
  writeNlri(writer, 'ipv4-unicast', nlri, context);
  return writer.finish();
}

/** Next hop and NLRI of MP_REACH_NLRI are both but octets. */
function ownsNextHop(reachable: MultiprotocolNlri | undefined): boolean {
  return reachable?.nextHopOctets !== undefined;
}

/** Beside such a list NEXT_HOP is of the NLRI field alone, or to be ignored (RFC 4760, section 3). */
function withoutNextHop({ nextHop: _, ...attributes }: PathAttributes): PathAttributes {
  return attributes;
}

/** Prefixes in the NLRI field and in MP_REACH_NLRI: nobody may send both, everybody must take them (RFC 7606, section 5.1). */
function hasBothKinds(reader: UpdateReader): boolean {
  return reader.hasMpReachNlri && reader.hasClassicReachable;
}

/** NEXT_HOP, which counts for the NLRI field alone then (RFC 4760, section 3), and what is wrong with it. */
function readClassicNextHop(
  reader: UpdateReader,
  octets: Uint8Array,
  context: WireContext,
): { nextHop: IpAddress | undefined; faults: readonly UpdateFault[] } {
  const block = reader.classicAttributeBlock();
  const { attributes, faults } = decodeAttributeBlock(block, context);
  const query = { classicReachable: true, multiprotocolReachable: false, session: context.session };
  const ofNextHop = ({ attributeCode }: UpdateFault) => attributeCode === nextHop.code;
  return {
    nextHop: attributes.nextHop,
    faults: [
      ...faultsInMessage(faults.filter(ofNextHop), block, octets),
      ...missingMandatoryAttributes(attributes, query).filter(ofNextHop),
    ],
  };
}

function nlriOf(field: NlriField): Nlri[] {
  const list: Nlri[] = [];
  field.forEach((family, octets, offset, bitLength, pathIdentifier) => {
    const prefix = formatPrefixOctets(family.name, octets, offset, bitLength);
    list.push(field.hasPathIdentifiers ? { prefix, pathIdentifier } : { prefix });
  });
  return list;
}

function hasOtherReachable({ multiprotocolReachable: field }: UpdateReader, context: WireContext): boolean {
  return (
    !field.isEmpty &&
    field.family === undefined &&
    otherFamilyOf(context, field.afi, field.safi) !== undefined
  );
}

function reachableOf(reader: UpdateReader, context: WireContext): MultiprotocolNlri {
  const list = multiprotocolNlriOf(reader.multiprotocolReachable, false, context);
  if (list.octets === undefined) return list;
  const { octets } = reader.multiprotocolReachable;
  const { multiprotocolNextHopStart: start } = reader;
  return { ...list, nextHopOctets: formatHexadecimal(octets.subarray(start, start + octets[start - 1])) };
}

function multiprotocolNlriOf(field: NlriField, withdrawn: boolean, context: WireContext): MultiprotocolNlri {
  const { afi, safi } = field;
  if (field.family !== undefined) return { afi, safi, nlri: nlriOf(field) };
  const other = otherFamilyOf(context, afi, safi);
  const lists = other && readOtherNlri(field, other, withdrawn)?.lists;
  if (lists !== undefined) return { afi, safi, ...lists };
  return { afi, safi, nlri: [], octets: formatHexadecimal(field.octets.subarray(field.start, field.end)) };
}

function writeReachable(
  writer: OctetWriter,
  reachable: MultiprotocolNlri,
  attributes: PathAttributes,
  context: WireContext,
): void {
  const value = new OctetWriter();
  value.uint16(reachable.afi);
  value.uint8(reachable.safi);
  const nextHop = nextHopOf(reachable, attributes, context);
  value.uint8(nextHop.length);
  value.append(nextHop);
  value.uint8(0);
  writeMultiprotocolNlri(value, reachable, false, context);
  writeAttribute(writer, mpReachNlri.flags, mpReachNlri.code, value.finish());
}

function nextHopOf(
  reachable: MultiprotocolNlri,
  attributes: PathAttributes,
  context: WireContext,
): Uint8Array {
  if (reachable.nextHopOctets !== undefined) return octetsOfHexadecimal(reachable.nextHopOctets);
  const family = nlriFamilyByCodes(reachable.afi, reachable.safi);
  const nextHop = encodeFamilyNextHop(family, attributes);
  assert(
    family === undefined || isFamilyNextHopLength(family, nextHop.length, context),
    `a next hop of ${nextHop.length} octets does not fit ${family?.title}`,
  );
  return nextHop;
}

function writeMultiprotocolNlri(
  writer: OctetWriter,
  list: MultiprotocolNlri,
  withdrawn: boolean,
  context: WireContext,
): void {
  if (list.octets !== undefined) {
    writer.append(octetsOfHexadecimal(list.octets));
    return;
  }
  const routed = familyByCodes(list.afi, list.safi);
  if (routed !== undefined) {
    writeNlri(writer, routed.name, list.nlri, context);
    return;
  }
  const family = nlriFamilyByCodes(list.afi, list.safi);
  assert(family !== undefined || list.nlri.length === 0, `AFI ${list.afi}, SAFI ${list.safi} is not known`);
  if (family === undefined) return;
  const other = otherFamilyOf(context, list.afi, list.safi);
  const reading = { family, withdrawn, labelCountMax: other?.labelCountMax ?? 1 };
  writeNlriList(writer, list, reading, other?.addPath === true);
}

function writeNlri(
  writer: OctetWriter,
  family: FamilyName,
  list: readonly Nlri[],
  context: WireContext,
): void {
  const addPath = context.addPath.includes(family);
  for (const { prefix: text, pathIdentifier } of list) {
    const prefix = parsePrefix(text);
    assert(prefix?.family === family, `${text} is no prefix of ${family}`);
    if (addPath) writer.uint32(pathIdentifier ?? 0);
    writer.uint8(prefix.bitLength);
    writer.append(prefix.octets.subarray(0, (prefix.bitLength + 7) >> 3));
  }
}
