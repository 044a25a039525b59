/** Bits of the Attribute Flags octet (RFC 4271, section 4.3). */
export const attributeFlag = {
  optional: 0x80,
  transitive: 0x40,
  partial: 0x20,
  extendedLength: 0x10,
} as const;

/** The flags of the three categories that rows use (RFC 4271, section 5). */
export const attributeCategory = {
  wellKnown: attributeFlag.transitive,
  optionalTransitive: attributeFlag.optional | attributeFlag.transitive,
  optionalNonTransitive: attributeFlag.optional,
} as const;
