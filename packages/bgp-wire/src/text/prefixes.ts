import { type FamilyName, familyNames, familyOf } from '../family.ts';
import { assert } from '../octets/assert.ts';
import type { IpAddress } from '../path-attributes.ts';
import { addressFromOctets, addressToOctets, compareOctets, isIpv6, parseAddress } from './addresses.ts';

/** An address prefix; its host bits are zero. */
export interface Prefix {
  readonly family: FamilyName;
  /** The whole address: 4 or 16 octets. */
  readonly octets: Uint8Array;
  /** 0 to 32, or 0 to 128. */
  readonly bitLength: number;
}

/** `10.0.0.0/8` or `2001:db8::/32`; undefined for anything else, host bits that are set included. */
export function parsePrefix(text: string): Prefix | undefined {
  const prefix = text.includes('/') ? parsePrefixLoosely(text) : undefined;
  if (prefix === undefined) return undefined;
  const address = parseAddress(text.slice(0, text.indexOf('/')))!;
  return compareOctets(addressToOctets(address), prefix.octets) === 0 ? prefix : undefined;
}

/** As `parsePrefix`, but host bits are cleared, and an address alone is the prefix of that one host. */
export function parsePrefixLoosely(text: string): Prefix | undefined {
  const [addressText, lengthText, ...more] = text.split('/');
  const address = parseAddress(addressText);
  if (address === undefined || more.length > 0) return undefined;
  const octets = addressToOctets(address);
  const bitLengthMax = octets.length * 8;
  if (lengthText !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(lengthText)) return undefined;
  const bitLength = lengthText === undefined ? bitLengthMax : Number(lengthText);
  if (bitLength > bitLengthMax) return undefined;
  clearHostBits(octets, bitLength);
  return { family: isIpv6(address) ? 'ipv6-unicast' : 'ipv4-unicast', octets, bitLength };
}

/** Canonical text: the address, a slash, the length. */
export function formatPrefix(prefix: Prefix): string {
  return formatPrefixOctets(prefix.family, prefix.octets, 0, prefix.bitLength);
}

/**
 * Canonical text of a prefix as NLRI carry it: only `ceil(bitLength / 8)` octets from `offset` are read, and bits
 * beyond `bitLength` do not matter.
 */
export function formatPrefixOctets(
  family: FamilyName,
  octets: Uint8Array,
  offset: number,
  bitLength: number,
): string {
  const prefix = prefixFromOctets(family, octets, offset, bitLength);
  return `${addressFromOctets(prefix.octets, 0, familyOf(family).addressOctetCount)}/${bitLength}`;
}

/** The prefix whose first `ceil(bitLength / 8)` octets begin at `offset`. Bits beyond `bitLength` are cleared. */
export function prefixFromOctets(
  family: FamilyName,
  octets: Uint8Array,
  offset: number,
  bitLength: number,
): Prefix {
  const whole = new Uint8Array(familyOf(family).addressOctetCount);
  const octetCount = (bitLength + 7) >> 3;
  assert(octetCount <= whole.length, `a prefix of ${family} has no ${bitLength} bits`);
  whole.set(octets.subarray(offset, offset + octetCount));
  clearHostBits(whole, bitLength);
  return { family, octets: whole, bitLength };
}

export function prefixContainsAddress(prefix: Prefix, address: IpAddress): boolean {
  const octets = addressToOctets(address);
  return octets.length === prefix.octets.length && startsWith(octets, prefix);
}

/** Whether `inner` is `outer` or a more specific prefix of it. */
export function prefixContains(outer: Prefix, inner: Prefix): boolean {
  return (
    outer.family === inner.family && outer.bitLength <= inner.bitLength && startsWith(inner.octets, outer)
  );
}

/** Negative, zero or positive: by family, then by address as a number, then shorter first. */
export function comparePrefixes(a: Prefix, b: Prefix): number {
  return (
    familyNames.indexOf(a.family) - familyNames.indexOf(b.family) ||
    compareOctets(a.octets, b.octets) ||
    a.bitLength - b.bitLength
  );
}

function clearHostBits(octets: Uint8Array, bitLength: number): void {
  const wholeOctets = bitLength >> 3;
  if (wholeOctets === octets.length) return;
  octets[wholeOctets] &= 0xff00 >> (bitLength & 7);
  octets.fill(0, wholeOctets + 1);
}

function startsWith(octets: Uint8Array, prefix: Prefix): boolean {
  const wholeOctets = prefix.bitLength >> 3;
  for (let index = 0; index < wholeOctets; index++) {
    if (octets[index] !== prefix.octets[index]) return false;
  }
  const rest = prefix.bitLength & 7;
  return rest === 0 || ((octets[wholeOctets] ^ prefix.octets[wholeOctets]) & (0xff00 >> rest) & 0xff) === 0;
}
