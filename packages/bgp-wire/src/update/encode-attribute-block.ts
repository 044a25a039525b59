import { attributeFlag } from '../attributes/attribute-flags.ts';
import type { AttributeEncodeOptions } from '../attributes/path-attribute-row.ts';
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
    const value = row.encode(attributes, options);
    if (value !== undefined) writeAttribute(writer, row.flags, row.code, value);
  }
  while (next < unrecognized.length) writeUnrecognized(writer, unrecognized[next++]);
  return writer.finish();
}

/**
 * The attributes as they pass on through a speaker: of the unrecognized ones those that are not transitive go, and the
 * others get the Partial bit (RFC 4271, section 5).
 */
export function partialUnrecognized(attributes: PathAttributes): PathAttributes {
  if (attributes.unrecognized === undefined) return attributes;
  const { unrecognized, ...recognized } = attributes;
  const passedOn = unrecognized
    .filter(({ flags }) => (flags & attributeFlag.transitive) !== 0)
    .map((attribute) => ({ ...attribute, flags: attribute.flags | attributeFlag.partial }));
  return passedOn.length === 0 ? recognized : { ...recognized, unrecognized: passedOn };
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

function writeUnrecognized(writer: OctetWriter, { flags, code, value }: UnrecognizedAttribute): void {
  assert(pathAttributeRowOf(code) === undefined, `attribute ${code} is not unrecognized`);
  writeAttribute(writer, flags, code, octetsOfHexadecimal(value));
}
