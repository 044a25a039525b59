import { addressToOctets, type IpAddress } from '@bgpeer/bgp-wire';

/** So many leading bits of an address are compared: as many as a number holds exactly. */
const comparedBitCount = 48;

/**
 * Tells quickly that no address of a set is in a prefix, by a binary search over the addresses. Of IPv6 only the first 48
 * bits are looked at, so that it may say yes too often, and never no.
 */
export class CoveredAddresses {
  readonly #ipv4: Float64Array;
  readonly #ipv6: Float64Array;

  constructor(addresses: readonly IpAddress[]) {
    const octets = addresses.map(addressToOctets);
    const sorted = (octetCount: number): Float64Array =>
      Float64Array.from(
        octets.filter(({ length }) => length === octetCount),
        leadingNumber,
      ).sort();
    this.#ipv4 = sorted(4);
    this.#ipv6 = sorted(16);
  }

  /** Some address may begin with the first `bitLength` bits of `octets`. */
  mayHaveIn(octets: Uint8Array, bitLength: number): boolean {
    const numbers = octets.length === 4 ? this.#ipv4 : this.#ipv6;
    const bitCount = Math.min(octets.length * 8, comparedBitCount);
    const size = 2 ** Math.max(0, bitCount - bitLength);
    const first = Math.floor(leadingNumber(octets) / size) * size;
    let low = 0;
    let high = numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numbers[middle] < first) low = middle + 1;
      else high = middle;
    }
    return low < numbers.length && numbers[low] < first + size;
  }
}

/** The first 48 bits, or the 32 of an IPv4 address, as a number. */
function leadingNumber(octets: Uint8Array): number {
  let number = 0;
  for (let index = 0; index < octets.length && index * 8 < comparedBitCount; index += 1)
    number = number * 256 + octets[index];
  return number;
}
