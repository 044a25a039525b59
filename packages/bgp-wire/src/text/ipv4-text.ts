const dot = 0x2e;
const digitZero = 0x30;

/** A dotted quad, without leading zeros, as an unsigned 32-bit number; undefined when it is not one. */
export function parseIpv4(text: string): number | undefined {
  let value = 0;
  let octet = 0;
  let digitCount = 0;
  let octetCount = 0;
  // Read character by character: addresses stand in every attribute set, and splitting costs more than the rest.
  for (let index = 0; index <= text.length; index += 1) {
    const character = index === text.length ? dot : text.charCodeAt(index);
    if (character === dot) {
      if (digitCount === 0 || octetCount === 4) return undefined;
      value = value * 256 + octet;
      octetCount += 1;
      octet = 0;
      digitCount = 0;
      continue;
    }
    const digit = character - digitZero;
    if (digit < 0 || digit > 9 || (digitCount > 0 && octet === 0)) return undefined;
    octet = octet * 10 + digit;
    digitCount += 1;
    if (octet > 255) return undefined;
  }
  return octetCount === 4 ? value : undefined;
}

/** The dotted quad of an unsigned 32-bit number. */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 0xff}.${(value >>> 8) & 0xff}.${value & 0xff}`;
}
