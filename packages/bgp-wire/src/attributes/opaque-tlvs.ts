import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { AttributeProblem } from './path-attribute-row.ts';

/** A type, a length and a value that is kept as it came. */
export interface OpaqueTlv {
  readonly type: number;
  /** The value's octets in lower-case hexadecimal. */
  readonly value: string;
}

/** How the headers of an attribute's TLVs are written. */
export interface TlvLayout {
  readonly typeOctetCount: 1 | 2;
  readonly lengthOctetCount: 1 | 2;
  /** The length counts the header too (AIGP: RFC 7311, section 3). */
  readonly lengthHasHeader?: true;
  /** Values must have these lengths, by type; what is wrong with the length, or undefined. */
  readonly checkLength?: (type: number, octetCount: number) => string | undefined;
}

/** One or more TLVs to the end of the value, or what makes them malformed, at its octet. */
export function decodeTlvs(reader: OctetReader, layout: TlvLayout): readonly OpaqueTlv[] | AttributeProblem {
  if (reader.remaining === 0) return { reason: 'attribute-length', detail: 'is empty, expected a TLV' };
  const tlvs: OpaqueTlv[] = [];
  while (reader.remaining > 0) {
    const offset = reader.offset;
    const malformed = (detail: string): AttributeProblem => ({ reason: 'attribute-value', detail, offset });
    const type = layout.typeOctetCount === 1 ? reader.uint8() : reader.uint16();
    const length = layout.lengthOctetCount === 1 ? reader.uint8() : reader.uint16();
    if (reader.failed) return malformed('ends within the header of a TLV');
    const octetCount = length - (layout.lengthHasHeader ? headerOctetCount(layout) : 0);
    if (octetCount < 0) return malformed(`has a TLV of length ${length}, shorter than its header`);
    if (octetCount > reader.remaining) {
      return malformed(`has a TLV of type ${type} with ${octetCount} octets in ${reader.remaining}`);
    }
    const problem = layout.checkLength?.(type, octetCount);
    if (problem !== undefined) return malformed(problem);
    tlvs.push({ type, value: formatHexadecimal(reader.take(octetCount)) });
  }
  return tlvs;
}

/**
 * The inverse of `decodeTlvs`, values of whatever length included; undefined for no TLVs, as an empty attribute would be
 * malformed.
 */
export function encodeTlvs(
  tlvs: readonly OpaqueTlv[] | undefined,
  layout: TlvLayout,
): Uint8Array | undefined {
  if (tlvs === undefined || tlvs.length === 0) return undefined;
  const writer = new OctetWriter();
  for (const { type, value } of tlvs) {
    const octets = octetsOfHexadecimal(value);
    const length = octets.length + (layout.lengthHasHeader ? headerOctetCount(layout) : 0);
    if (layout.typeOctetCount === 1) writer.uint8(type);
    else writer.uint16(type);
    if (layout.lengthOctetCount === 1) writer.uint8(length);
    else writer.uint16(length);
    writer.append(octets);
  }
  return writer.finish();
}

function headerOctetCount({ typeOctetCount, lengthOctetCount }: TlvLayout): number {
  return typeOctetCount + lengthOctetCount;
}
