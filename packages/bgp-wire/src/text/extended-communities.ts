import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { formatFields, parseFields } from './extended-community-fields.ts';
import { extendedCommunityRows } from './extended-community-rows.ts';

/**
 * `RT:65000:100`, `RT:192.0.2.1:100`, `SoO:4200000000:1`, `LB:65000:125000`, `Color:100`, `Rmac:02:00:00:00:00:01` from the
 * 16 hexadecimal digits of an extended community; the digits themselves for one without a name. A four-octet AS number
 * that two octets would hold stands as asdot: `RT:0.65000:100`. `parseExtendedCommunity` is the inverse.
 */
export function formatExtendedCommunity(hexadecimal: string): string {
  const octets = octetsOfHexadecimal(hexadecimal);
  for (const { name, type, subType, form } of extendedCommunityRows) {
    if (type !== octets[0] || subType !== octets[1]) continue;
    const text = formatFields(form, octets.subarray(2));
    if (text !== undefined) return text === '' ? name : `${name}:${text}`;
  }
  return hexadecimal;
}

/** The 16 hexadecimal digits of what `formatExtendedCommunity` writes; undefined for anything else. */
export function parseExtendedCommunity(text: string): string | undefined {
  if (/^[0-9a-f]{16}$/i.test(text)) return text.toLowerCase();
  const [name, ...parts] = text.split(':');
  for (const row of extendedCommunityRows) {
    if (row.name.toLowerCase() !== name.toLowerCase()) continue;
    const value = parseFields(row.form, parts);
    if (value !== undefined) return formatHexadecimal(Uint8Array.of(row.type, row.subType, ...value));
  }
  return undefined;
}
