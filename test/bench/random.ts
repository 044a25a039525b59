/** A seeded generator of numbers: the same seed gives the same table on every machine. */
export class SeededRandom {
  #state: number;

  /** @param seed any unsigned 32-bit number */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The next unsigned 32-bit number: a Weyl sequence through the finalizer of MurmurHash3. */
  nextUint32(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }

  /** A whole number from `low` to below `high`, which may be up to 2^48 apart. */
  between(low: number, high: number): number {
    const fraction = (this.nextUint32() * 0x10000 + (this.nextUint32() >>> 16)) / 2 ** 48;
    return low + Math.floor(fraction * (high - low));
  }

  /** An entry of a list of [value, weight], as often as its weight says. */
  weighted<Value>(entries: readonly (readonly [Value, number])[]): Value {
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let rest = this.between(0, total);
    for (const [value, weight] of entries) {
      if (rest < weight) return value;
      rest -= weight;
    }
    throw new Error('a weight is not a whole number above zero');
  }
}
