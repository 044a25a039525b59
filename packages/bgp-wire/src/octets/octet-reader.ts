/**
 * A bounds-checked cursor over octets in network byte order.
 *
 * Nothing throws: a read past the end gives zero (or no octets) and sets `failed`, to be checked once after a group of
 * reads. `enter` narrows the reader to a window, so that a decoder cannot read its neighbour; `leave` puts the cursor
 * behind the window whatever was read inside.
 */
export class OctetReader {
  readonly octets: Uint8Array;
  /** Where the next read begins, from the start of `octets`. */
  offset: number;
  /** A read went past the end of the window. */
  failed = false;
  #end: number;
  readonly #outer: { end: number; failed: boolean }[] = [];

  constructor(octets: Uint8Array, offset = 0, end = octets.length) {
    this.octets = octets;
    this.offset = offset;
    this.#end = end;
  }

  /** Octets left in the window. */
  get remaining(): number {
    return this.#end - this.offset;
  }

  uint8(): number {
    return this.#has(1) ? this.octets[this.offset++] : 0;
  }

  uint16(): number {
    if (!this.#has(2)) return 0;
    const value = (this.octets[this.offset] << 8) | this.octets[this.offset + 1];
    this.offset += 2;
    return value;
  }

  uint32(): number {
    const high = this.uint16();
    const low = this.uint16();
    return high * 65_536 + low;
  }

  /** A view of the next octets; empty when there are not so many. */
  take(octetCount: number): Uint8Array {
    if (!this.#has(octetCount)) return this.octets.subarray(this.offset, this.offset);
    const taken = this.octets.subarray(this.offset, this.offset + octetCount);
    this.offset += octetCount;
    return taken;
  }

  /** A view of everything left in the window. */
  takeRest(): Uint8Array {
    return this.take(this.remaining);
  }

  /** Narrows the reader to the next octets. False, with nothing entered, when there are not so many. */
  enter(octetCount: number): boolean {
    if (!this.#has(octetCount)) return false;
    this.#outer.push({ end: this.#end, failed: this.failed });
    this.#end = this.offset + octetCount;
    return true;
  }

  /** Goes behind the window that was entered last. True when the window was read to its end and not beyond it. */
  leave(): boolean {
    const outer = this.#outer.pop()!;
    const exact = !this.failed && this.offset === this.#end;
    this.offset = this.#end;
    this.#end = outer.end;
    this.failed = outer.failed;
    return exact;
  }

  #has(octetCount: number): boolean {
    if (octetCount <= this.remaining) return true;
    this.failed = true;
    this.offset = this.#end;
    return false;
  }
}
