import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { addressFromOctets, addressToOctets, isIpv6, parseAddress } from './addresses.ts';

/** Transitive IPv6 Address Specific types by their sub-type: RFC 5701, section 3; RFC 6515, section 3; RFC 8956, section 6.1. */
const names: ReadonlyMap<number, string> = new Map([
  [0x02, 'RT'],
  [0x03, 'SoO'],
  [0x0b, 'VRF-Import'],
  [0x0c, 'Redirect-IP'],
  [0x0d, 'Redirect'],
]);

/**
 * `RT:[2001:db8::1]:100` from the 40 hexadecimal digits of an IPv6 Address Specific extended community (RFC 5701); the
 * digits themselves for one without a name.
 */
export function formatIpv6ExtendedCommunity(hexadecimal: string): string {
  const octets = octetsOfHexadecimal(hexadecimal);
  const name = octets[0] === 0 ? names.get(octets[1]) : undefined;
  if (name === undefined || octets.length !== 20) return hexadecimal;
  return `${name}:[${addressFromOctets(octets, 2, 16)}]:${octets[18] * 256 + octets[19]}`;
}

/** The inverse of `formatIpv6ExtendedCommunity`; undefined for anything else. */
export function parseIpv6ExtendedCommunity(text: string): string | undefined {
  if (/^[0-9a-f]{40}$/i.test(text)) return text.toLowerCase();
  const match = /^([\w-]+):\[([^\]]+)\]:(0|[1-9]\d{0,4})$/.exec(text);
  if (match === null || Number(match[3]) > 0xffff) return undefined;
  const subType = [...names].find(([, name]) => name.toLowerCase() === match[1].toLowerCase())?.[0];
  const address = parseAddress(match[2]);
  if (subType === undefined || address === undefined || !isIpv6(address)) return undefined;
  const local = Number(match[3]);
  return formatHexadecimal(Uint8Array.of(0, subType, ...addressToOctets(address), local >> 8, local & 0xff));
}
