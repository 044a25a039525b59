import { attributeFlag, type PathAttributes, type UnrecognizedAttribute } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal } from '../octets.ts';

/** Optional transitive attributes of codes that nobody has assigned, in ascending order. */
export function arbitraryUnrecognizedAttributes(valueOctetsMax = 20): fc.Arbitrary<PathAttributes> {
  const transitive = attributeFlag.optional | attributeFlag.transitive;
  const attribute = fc.record({
    flags: fc.constantFrom(transitive, transitive | attributeFlag.partial),
    code: fc.integer({ min: 200, max: 240 }),
    value: fc.integer({ min: 0, max: valueOctetsMax }).chain(arbitraryHexadecimal),
  });
  return fc
    .uniqueArray(attribute, { minLength: 1, maxLength: 3, selector: (row) => row.code })
    .map((rows) => ({
      unrecognized: rows.map(withExtendedLength).sort((one, other) => one.code - other.code),
    }));
}

/** Flags are kept as they were received, the Extended Length bit of a long value among them. */
function withExtendedLength(attribute: UnrecognizedAttribute): UnrecognizedAttribute {
  const isLong = attribute.value.length > 2 * 255;
  return isLong ? { ...attribute, flags: attribute.flags | attributeFlag.extendedLength } : attribute;
}
