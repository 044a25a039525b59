/**
 * The Internet checksum (RFC 1071): the complement of the one's complement sum of 16-bit words, over several pieces as if
 * they were one. Every piece but the last has an even count of octets.
 */
export function internetChecksum(pieces: readonly Uint8Array[]): number {
  let sum = 0;
  for (const octets of pieces) {
    for (let index = 0; index < octets.length; index += 2) {
      sum += (octets[index] << 8) | (index + 1 < octets.length ? octets[index + 1] : 0);
    }
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x1_0000);
  return ~sum & 0xffff;
}
