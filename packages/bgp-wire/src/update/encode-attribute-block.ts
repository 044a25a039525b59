import { attributeCategory, attributeFlag } from '../attributes/attribute-flags.ts';
import type { AttributeEncodeOptions, PathAttributeRow } from '../attributes/path-attribute-row.ts';
import { pathAttributeRowOf, pathAttributeRows } from '../attributes/path-attribute-rows.ts';
import { assert } from '../octets/assert.ts';
import { octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { OctetWriter } from '../octets/octet-writer.ts';
import type { PathAttributes, UnrecognizedAttribute } from '../path-attributes.ts';

/**
 * The attribute list, in ascending order of code (RFC 4271, section 5), every length in its shortest form, equal
 * attributes as equal octets. MP_REACH_NLRI is never in it; AS4_PATH and AS4_AGGREGATOR are when two octets do not hold
 * the AS numbers (RFC 6793, section 4.2.2).
 */
export function encodeAttributeBlock(
  attributes: PathAttributes,
  options: AttributeEncodeOptions,
): Uint8Array {
  const writer = new OctetWriter();
  const unrecognized = [...(attributes.unrecognized ?? [])].sort((a, b) => a.code - b.code);
  let next = 0;
  for (const row of pathAttributeRows) {
    while (next < unrecognized.length && unrecognized[next].code < row.code) {
      writeUnrecognized(writer, unrecognized[next++]);
    }
    const value = row.encode(attributes, options, encodeAttributeBlock);
    if (value !== undefined) writeAttribute(writer, flagsOf(row, attributes), row.code, value);
  }
  while (next < unrecognized.length) writeUnrecognized(writer, unrecognized[next++]);
  return writer.finish();
}

/** Flags, type code, length in its shortest form, value. */
export function writeAttribute(writer: OctetWriter, flags: number, code: number, value: Uint8Array): void {
  const isLong = value.length > 255;
  writer.uint8(isLong ? flags | attributeFlag.extendedLength : flags & ~attributeFlag.extendedLength);
  writer.uint8(code);
  if (isLong) writer.uint16(value.length);
  else writer.uint8(value.length);
  writer.append(value);
}

/** RFC 4271, section 4.3: the Partial bit is for optional transitive attributes. */
function flagsOf(row: PathAttributeRow, attributes: PathAttributes): number {
  const isPartial =
    row.flags === attributeCategory.optionalTransitive && attributes.partial?.includes(row.code) === true;
  return isPartial ? row.flags | attributeFlag.partial : row.flags;
}

function writeUnrecognized(writer: OctetWriter, { flags, code, value }: UnrecognizedAttribute): void {
  assert(pathAttributeRowOf(code) === undefined, `attribute ${code} is not unrecognized`);
  writeAttribute(writer, flags, code, octetsOfHexadecimal(value));
}
