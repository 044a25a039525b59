import { assert } from './assert.ts';

/** A growing buffer written in network byte order. */
export class OctetWriter {
  #octets = new Uint8Array(64);
  #octetCount = 0;

  /** How many octets have been written. */
  get octetCount(): number {
    return this.#octetCount;
  }

  uint8(value: number): void {
    if (value < 0 || value > 0xff) throw new Error(`${value} does not fit one octet`);
    this.#reserve(1);
    this.#octets[this.#octetCount++] = value;
  }

  uint16(value: number): void {
    if (value < 0 || value > 0xffff) throw new Error(`${value} does not fit two octets`);
    this.#reserve(2);
    this.#octets[this.#octetCount++] = value >>> 8;
    this.#octets[this.#octetCount++] = value;
  }

  uint32(value: number): void {
    if (value < 0 || value > 0xffff_ffff) throw new Error(`${value} does not fit four octets`);
    this.#reserve(4);
    this.#octets[this.#octetCount++] = value >>> 24;
    this.#octets[this.#octetCount++] = value >>> 16;
    this.#octets[this.#octetCount++] = value >>> 8;
    this.#octets[this.#octetCount++] = value;
  }

  append(octets: Uint8Array): void {
    this.#reserve(octets.length);
    this.#octets.set(octets, this.#octetCount);
    this.#octetCount += octets.length;
  }

  /** Leaves room for a two-octet length and gives its place, for `fillLength16`. */
  reserveLength16(): number {
    this.uint16(0);
    return this.#octetCount - 2;
  }

  /** Writes the count of octets that came after the place of a reserved length. */
  fillLength16(place: number): void {
    const octetCount = this.#octetCount - place - 2;
    assert(octetCount <= 0xffff, `${octetCount} octets do not fit a two-octet length`);
    this.#octets[place] = octetCount >>> 8;
    this.#octets[place + 1] = octetCount;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#octets.slice(0, this.#octetCount);
  }

  #reserve(octetCount: number): void {
    const needed = this.#octetCount + octetCount;
    if (needed <= this.#octets.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#octets.length * 2));
    larger.set(this.#octets.subarray(0, this.#octetCount));
    this.#octets = larger;
  }
}
