import { octetsOfHexadecimal } from '@bgpeer/bgp-wire';

/** A whole message of a type around a body in hexadecimal. */
export function messageAround(typeCode: number, body: string): Uint8Array {
  const length = numberOctets(19 + body.length / 2, 2);
  return octetsOfHexadecimal('ff'.repeat(16) + length + numberOctets(typeCode, 1) + body);
}

/** An UPDATE with those attributes and nothing else. */
export function updateAround(attributes: string): Uint8Array {
  return messageAround(2, `0000${numberOctets(attributes.length / 2, 2)}${attributes}`);
}

/** A path attribute around a value in hexadecimal, its length in the shortest form. */
export function attributeAround(flags: number, code: number, value: string): string {
  const octetCount = value.length / 2;
  const isLong = octetCount > 255;
  const length = numberOctets(octetCount, isLong ? 2 : 1);
  return numberOctets(isLong ? flags | 0x10 : flags, 1) + numberOctets(code, 1) + length + value;
}

/** A number in that many octets, in hexadecimal. */
export function numberOctets(value: number, octetCount: number): string {
  return value.toString(16).padStart(2 * octetCount, '0');
}
