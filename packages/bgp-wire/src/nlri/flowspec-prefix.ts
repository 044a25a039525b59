import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import { addressFromOctets, addressToOctets, parseAddress } from '../text/addresses.ts';
import { formatPrefixOctets, parsePrefix } from '../text/prefixes.ts';

interface Ipv6Pattern {
  readonly offset: number;
  readonly bitLength: number;
  /** The whole address as a number, bits outside the pattern zero. */
  readonly address: bigint;
}

const ipv6BitCount = 128;

/** The text of a prefix component; undefined when it is malformed (RFC 8955, section 4.2.2.1; RFC 8956, section 3.1). */
export function readFlowspecPrefix(reader: OctetReader, addressOctetCount: 4 | 16): string | undefined {
  return addressOctetCount === 4 ? readIpv4(reader) : readIpv6(reader);
}

/** Writes what stands behind the type octet. Text that is no such prefix is the programmer's error. */
export function writeFlowspecPrefix(writer: OctetWriter, text: string, addressOctetCount: 4 | 16): void {
  if (addressOctetCount === 4) {
    const prefix = parsePrefix(text);
    assert(prefix?.octets.length === 4, `${text} is no IPv4 prefix`);
    writer.uint8(prefix!.bitLength);
    writer.append(prefix!.octets.subarray(0, (prefix!.bitLength + 7) >> 3));
    return;
  }
  const pattern = parseIpv6Pattern(text);
  assert(pattern !== undefined, `${text} is no IPv6 pattern`);
  const { offset, bitLength, address } = pattern;
  writer.uint8(bitLength);
  writer.uint8(offset);
  const octetCount = (bitLength - offset + 7) >> 3;
  const shifted = (address << BigInt(offset)) >> BigInt(ipv6BitCount - octetCount * 8);
  for (let index = octetCount - 1; index >= 0; index--) {
    writer.uint8(Number((shifted >> BigInt(index * 8)) & 0xffn));
  }
}

/** Whether a text is a prefix component's, written as the codec writes it. */
export function isFlowspecPrefix(text: string, addressOctetCount: 4 | 16): boolean {
  if (addressOctetCount === 4) return parsePrefix(text)?.octets.length === 4;
  return parseIpv6Pattern(text) !== undefined;
}

function readIpv4(reader: OctetReader): string | undefined {
  const bitLength = reader.uint8();
  if (bitLength > 32) return undefined;
  const octets = reader.take((bitLength + 7) >> 3);
  return reader.failed ? undefined : formatPrefixOctets('ipv4-unicast', octets, 0, bitLength);
}

function readIpv6(reader: OctetReader): string | undefined {
  const bitLength = reader.uint8();
  const offset = reader.uint8();
  if (!isIpv6Range(offset, bitLength)) return undefined;
  const octetCount = (bitLength - offset + 7) >> 3;
  let value = 0n;
  for (const octet of reader.take(octetCount)) value = (value << 8n) | BigInt(octet);
  if (reader.failed) return undefined;
  const padding = BigInt(octetCount * 8 - (bitLength - offset));
  const address = (value >> padding) << BigInt(ipv6BitCount - bitLength);
  const octets = new Uint8Array(16);
  for (let index = 0; index < 16; index++)
    octets[index] = Number((address >> BigInt(120 - index * 8)) & 0xffn);
  return `${addressFromOctets(octets, 0, 16)}/${offset === 0 ? '' : `${offset}-`}${bitLength}`;
}

function parseIpv6Pattern(text: string): Ipv6Pattern | undefined {
  const parts = /^([0-9a-f:.]+)\/(?:([1-9]\d{0,2})-)?(0|[1-9]\d{0,2})$/.exec(text);
  if (parts === null || !parts[1].includes(':') || parseAddress(parts[1]) !== parts[1]) return undefined;
  const offset = Number(parts[2] ?? 0);
  const bitLength = Number(parts[3]);
  if (!isIpv6Range(offset, bitLength)) return undefined;
  let address = 0n;
  for (const octet of addressToOctets(parts[1])) address = (address << 8n) | BigInt(octet);
  const isWithin =
    address >> BigInt(ipv6BitCount - offset) === 0n &&
    address % (1n << BigInt(ipv6BitCount - bitLength)) === 0n;
  return isWithin ? { offset, bitLength, address } : undefined;
}

/** RFC 8956, section 3.1: both 0, or offset < length < 129. */
function isIpv6Range(offset: number, bitLength: number): boolean {
  return (bitLength === 0 && offset === 0) || (offset < bitLength && bitLength <= ipv6BitCount);
}
