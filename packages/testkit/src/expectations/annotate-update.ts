import {
  addressFromOctets,
  attributeFlag,
  decodeAttributeBlock,
  type Family,
  familyByCodes,
  familyOf,
  formatPrefixOctets,
  nlriFamilyByCodes,
  pathAttributeRowOf,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type { AnnotationWriter } from './annotation.ts';

const [mpReachCode, mpUnreachCode] = [14, 15];

/** The body of an UPDATE (RFC 4271, section 4.3; RFC 4760). */
export function annotateUpdate(writer: AnnotationWriter, context: WireContext): void {
  const ipv4 = familyOf('ipv4-unicast');
  let length = 0;
  const takeLength = (name: string): void =>
    writer.take(2, ([high, low]) => {
      length = (high << 8) | low;
      return `${name} ${length}`;
    });
  takeLength('Withdrawn Routes Length');
  annotatePrefixes(writer, writer.offset + length, ipv4, context, 'withdrawn');
  length = 0;
  takeLength('Total Path Attribute Length');
  const end = writer.offset + length;
  while (writer.remaining(end) > 0) annotateAttribute(writer, end, context);
  annotatePrefixes(writer, writer.octets.length, ipv4, context, 'advertised');
}

function annotateAttribute(writer: AnnotationWriter, listEnd: number, context: WireContext): void {
  const { octets, offset: start } = writer;
  const [flags, code] = [octets[start], octets[start + 1]];
  const isExtended = (flags & attributeFlag.extendedLength) !== 0;
  const headerOctetCount = isExtended ? 4 : 3;
  if (writer.remaining(listEnd) < headerOctetCount) {
    writer.takeUntil(listEnd, 'no whole attribute header');
    return;
  }
  const length = isExtended ? (octets[start + 2] << 8) | octets[start + 3] : octets[start + 2];
  const name = pathAttributeRowOf(code)?.name ?? 'unrecognized';
  writer.take(headerOctetCount, `attribute ${code}: ${name}, ${flagsText(flags)}, length ${length}`, code);
  const end = writer.offset + length;
  if (end > Math.min(listEnd, octets.length)) {
    writer.takeUntil(listEnd, `value, ${end - listEnd} octets short`);
    return;
  }
  if (code === mpReachCode || code === mpUnreachCode) annotateMultiprotocol(writer, end, code, context);
  writer.takeUntil(end, () => valueText(octets.subarray(start, end), context));
}

/** `optional transitive partial`, or `well-known`. */
function flagsText(flags: number): string {
  const names = [
    (flags & attributeFlag.optional) !== 0 ? 'optional' : 'well-known',
    ...((flags & attributeFlag.transitive) !== 0 ? ['transitive'] : []),
    ...((flags & attributeFlag.partial) !== 0 ? ['partial'] : []),
  ];
  return names.join(' ');
}

/** What the decoder makes of one attribute alone. */
function valueText(attribute: Uint8Array, context: WireContext): string {
  const { attributes, faults } = decodeAttributeBlock(attribute, context);
  const fields = Object.entries(attributes).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return faults.length > 0 ? 'value' : fields.join(', ') || 'value';
}

function annotateMultiprotocol(
  writer: AnnotationWriter,
  end: number,
  code: number,
  context: WireContext,
): void {
  const { octets, offset } = writer;
  if (writer.remaining(end) < 3) return;
  const [afi, safi] = [(octets[offset] << 8) | octets[offset + 1], octets[offset + 2]];
  const title = nlriFamilyByCodes(afi, safi)?.title ?? 'unknown';
  writer.take(3, () => `AFI ${afi}, SAFI ${safi}: ${title}`);
  if (code === mpReachCode && writer.remaining(end) > 0) {
    const octetCount = octets[writer.offset];
    writer.take(1, `next hop of ${octetCount} octets`);
    if (octetCount > writer.remaining(end)) return;
    writer.take(octetCount, (nextHop) => `next hop ${nextHopText(nextHop)}`);
    writer.take(Math.min(1, writer.remaining(end)), 'reserved');
  }
  const family = familyByCodes(afi, safi);
  if (family !== undefined)
    annotatePrefixes(writer, end, family, context, code === mpReachCode ? 'advertised' : 'withdrawn');
}

function nextHopText(octets: Uint8Array): string {
  if (octets.length === 4) return addressFromOctets(octets, 0, 4);
  if (octets.length === 16) return addressFromOctets(octets, 0, 16);
  if (octets.length !== 32) return 'of no known form';
  return `${addressFromOctets(octets, 0, 16)} and ${addressFromOctets(octets, 16, 16)}`;
}

function annotatePrefixes(
  writer: AnnotationWriter,
  end: number,
  family: Family,
  context: WireContext,
  what: 'advertised' | 'withdrawn',
): void {
  const addPath = context.addPath.includes(family.name);
  while (writer.remaining(end) > 0) {
    const lengthAt = writer.offset + (addPath ? 4 : 0);
    const bitLength = writer.octets[lengthAt] ?? 0;
    const prefixEnd = lengthAt + 1 + ((bitLength + 7) >> 3);
    if (bitLength > family.addressOctetCount * 8 || prefixEnd > Math.min(end, writer.octets.length)) {
      writer.takeUntil(end, `no ${family.title} prefix`);
      return;
    }
    const prefix = formatPrefixOctets(family.name, writer.octets, lengthAt + 1, bitLength);
    writer.take(prefixEnd - writer.offset, (octets) => {
      const identifier = addPath
        ? ` path ${new DataView(octets.buffer, octets.byteOffset).getUint32(0)}`
        : '';
      return `${what} ${prefix}${identifier}`;
    });
  }
}
