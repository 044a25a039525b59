/** Records and packets beyond this are taken for damage: no capture has them, and memory is bounded by it. */
export const recordOctetsMax = 16 * 1024 * 1024;

/**
 * Octets of a file that were pushed and not yet taken. What is taken is a view that stays valid as long as the pushed
 * chunks are not written over.
 */
export class OctetQueue {
  /** Octets from the start of the file to the first one that was not taken. */
  offset = 0;
  #octets: Uint8Array = new Uint8Array();
  #start = 0;
  #end = 0;
  /** The buffer is ours, so there may be room behind `#end`. */
  #isOwn = false;

  get available(): number {
    return this.#end - this.#start;
  }

  push(chunk: Uint8Array): void {
    if (this.available === 0) {
      this.#octets = chunk;
      this.#start = 0;
      this.#end = chunk.length;
      this.#isOwn = false;
      return;
    }
    const needed = this.available + chunk.length;
    if (!this.#isOwn || this.#end + chunk.length > this.#octets.length) this.#moveTo(needed * 2);
    this.#octets.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** A view of the next octets without taking them; undefined when there are not so many yet. */
  peek(octetCount: number): Uint8Array | undefined {
    if (this.available < octetCount) return undefined;
    return this.#octets.subarray(this.#start, this.#start + octetCount);
  }

  /** Takes the next octets; undefined when there are not so many yet. */
  take(octetCount: number): Uint8Array | undefined {
    const taken = this.peek(octetCount);
    if (taken !== undefined) this.skip(octetCount);
    return taken;
  }

  /** Passes over octets that are there. */
  skip(octetCount: number): void {
    this.#start += octetCount;
    this.offset += octetCount;
  }

  #moveTo(capacity: number): void {
    const larger = new Uint8Array(capacity);
    larger.set(this.#octets.subarray(this.#start, this.#end));
    this.#end = this.available;
    this.#start = 0;
    this.#octets = larger;
    this.#isOwn = true;
  }
}
