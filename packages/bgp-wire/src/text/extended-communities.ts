import { octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { OctetReader } from '../octets/octet-reader.ts';
import { formatIpv4 } from './ipv4-text.ts';

/** Sub-types that people read by name (RFC 4360, sections 4 and 5). */
const subTypeNames: ReadonlyMap<number, string> = new Map([
  [0x02, 'RT'],
  [0x03, 'SoO'],
]);

/**
 * `RT:65000:100`, `RT:192.0.2.1:100`, `SoO:4200000000:1` from the 16 hexadecimal digits of an extended community; the
 * digits themselves for other types.
 */
export function formatExtendedCommunity(hexadecimal: string): string {
  const reader = new OctetReader(octetsOfHexadecimal(hexadecimal));
  const type = reader.uint8();
  const name = subTypeNames.get(reader.uint8());
  if (name === undefined) return hexadecimal;
  // Two-Octet AS Specific (RFC 4360, section 3.1), IPv4 Address Specific (section 3.2), Four-Octet AS Specific (RFC 5668).
  if (type === 0x00) return `${name}:${reader.uint16()}:${reader.uint32()}`;
  if (type === 0x01) return `${name}:${formatIpv4(reader.uint32())}:${reader.uint16()}`;
  if (type === 0x02) return `${name}:${reader.uint32()}:${reader.uint16()}`;
  return hexadecimal;
}
