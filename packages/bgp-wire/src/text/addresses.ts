import { assert } from '../octets/assert.ts';
import type { IpAddress } from '../path-attributes.ts';
import { formatIpv4, parseIpv4 } from './ipv4-text.ts';
import { formatIpv6, parseIpv6 } from './ipv6-text.ts';

/** The canonical text of an IPv4 or IPv6 address (RFC 5952 for the latter); undefined when the text is neither. */
export function parseAddress(text: string): IpAddress | undefined {
  if (!text.includes(':')) return parseIpv4(text) === undefined ? undefined : text;
  const octets = parseIpv6(text);
  return octets === undefined ? undefined : formatIpv6(octets);
}

/** Whether an address (as `parseAddress` gives it) is of IPv4. */
export function isIpv4(address: IpAddress): boolean {
  return !address.includes(':');
}

/** Whether an address (as `parseAddress` gives it) is of IPv6. */
export function isIpv6(address: IpAddress): boolean {
  return address.includes(':');
}

/** Four or sixteen octets. Text that is no address is the programmer's error. */
export function addressToOctets(address: IpAddress): Uint8Array {
  if (isIpv6(address)) {
    const octets = parseIpv6(address);
    assert(octets !== undefined, `not an address: ${address}`);
    return octets;
  }
  const value = parseIpv4(address);
  assert(value !== undefined, `not an address: ${address}`);
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** The address whose octets begin at `offset`. */
export function addressFromOctets(octets: Uint8Array, offset: number, octetCount: 4 | 16): IpAddress {
  assert(offset + octetCount <= octets.length, `an address of ${octetCount} octets overruns its octets`);
  if (octetCount === 16) return formatIpv6(octets.subarray(offset, offset + 16));
  return `${octets[offset]}.${octets[offset + 1]}.${octets[offset + 2]}.${octets[offset + 3]}`;
}

/** Negative, zero or positive: IPv4 before IPv6, then by number. */
export function compareAddresses(a: IpAddress, b: IpAddress): number {
  if (a === b) return 0;
  const octetsOfA = addressToOctets(a);
  const octetsOfB = addressToOctets(b);
  return octetsOfA.length - octetsOfB.length || compareOctets(octetsOfA, octetsOfB);
}

/** Negative, zero or positive, octet by octet; both have the same count of octets. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return a[index] - b[index];
  }
  return 0;
}

export { formatIpv4, parseIpv4 };
