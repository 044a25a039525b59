import { attributeFlag, messageHeaderOctetCount, messageTypeCodes } from '@bgpeer/bgp-wire';
import { joinOctets, numberOctets } from './octets.ts';

/** One path attribute as it stands on the wire (RFC 4271, section 4.3). */
export interface RawAttribute {
  /** The Extended Length bit is set where the value needs it, whatever stands here. */
  readonly flags: number;
  readonly code: number;
  readonly value: Uint8Array;
}

/** An UPDATE taken apart into its fields, so that one of them can be put wrong. */
export interface RawUpdate {
  readonly withdrawn: Uint8Array;
  readonly attributes: readonly RawAttribute[];
  readonly nlri: Uint8Array;
}

/** Takes a sound UPDATE apart. */
export function rawUpdateOf(octets: Uint8Array): RawUpdate {
  const withdrawnStart = messageHeaderOctetCount + 2;
  const withdrawnEnd = withdrawnStart + uint16At(octets, messageHeaderOctetCount);
  const attributesStart = withdrawnEnd + 2;
  const attributesEnd = attributesStart + uint16At(octets, withdrawnEnd);
  return {
    withdrawn: octets.slice(withdrawnStart, withdrawnEnd),
    attributes: rawAttributesOf(octets.subarray(attributesStart, attributesEnd)),
    nlri: octets.slice(attributesEnd),
  };
}

/** The attributes of a sound list. */
export function rawAttributesOf(list: Uint8Array): readonly RawAttribute[] {
  const attributes: RawAttribute[] = [];
  for (let offset = 0; offset < list.length; ) {
    const isExtended = (list[offset] & attributeFlag.extendedLength) !== 0;
    const valueStart = offset + (isExtended ? 4 : 3);
    const end = valueStart + (isExtended ? uint16At(list, offset + 2) : list[offset + 2]);
    const flags = list[offset] & ~attributeFlag.extendedLength;
    attributes.push({ flags, code: list[offset + 1], value: list.slice(valueStart, end) });
    offset = end;
  }
  return attributes;
}

/** The whole message. */
export function rawUpdateOctets({ withdrawn, attributes, nlri }: RawUpdate): Uint8Array {
  return updateOctets(withdrawn, joinOctets(...attributes.map(rawAttributeOctets)), nlri);
}

/** The whole message around an attribute list that need not be one; the lengths may be told otherwise than they are. */
export function updateOctets(
  withdrawn: Uint8Array,
  attributeList: Uint8Array,
  nlri: Uint8Array,
  told: { readonly withdrawnLength?: number; readonly attributesLength?: number } = {},
): Uint8Array {
  return messageOctets(
    messageTypeCodes.UPDATE,
    joinOctets(
      numberOctets(told.withdrawnLength ?? withdrawn.length, 2),
      withdrawn,
      numberOctets(told.attributesLength ?? attributeList.length, 2),
      attributeList,
      nlri,
    ),
  );
}

/** Header and body (RFC 4271, section 4.1). */
export function messageOctets(typeCode: number, body: Uint8Array): Uint8Array {
  const marker = new Uint8Array(16).fill(0xff);
  return joinOctets(marker, numberOctets(messageHeaderOctetCount + body.length, 2), [typeCode], body);
}

export function rawAttributeOctets({ flags, code, value }: RawAttribute): Uint8Array {
  const isExtended = value.length > 255 || (flags & attributeFlag.extendedLength) !== 0;
  const length = numberOctets(value.length, isExtended ? 2 : 1);
  return joinOctets([isExtended ? flags | attributeFlag.extendedLength : flags, code], length, value);
}

/** The list with this attribute in place of the one of its code, or where its code puts it. */
export function withRawAttribute(list: readonly RawAttribute[], attribute: RawAttribute): RawAttribute[] {
  const others = list.filter(({ code }) => code !== attribute.code);
  const replaced = list.findIndex(({ code }) => code === attribute.code);
  const later = others.findIndex(({ code }) => code > attribute.code && code !== 14 && code !== 15);
  const place = replaced >= 0 ? replaced : later < 0 ? others.length : later;
  return [...others.slice(0, place), attribute, ...others.slice(place)];
}

function uint16At(octets: Uint8Array, offset: number): number {
  return (octets[offset] << 8) | octets[offset + 1];
}
