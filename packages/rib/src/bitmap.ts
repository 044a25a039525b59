import { grown, nextCapacity } from './column.ts';

/** A growing set of small numbers, one bit each. */
export class Bitmap {
  #words: Uint32Array;
  #count = 0;

  constructor(words: Uint32Array = new Uint32Array(16)) {
    this.#words = words;
    for (const word of words) this.#count += bitCount(word);
  }

  get count(): number {
    return this.#count;
  }

  has(index: number): boolean {
    return index >>> 5 < this.#words.length && (this.#words[index >>> 5] & (1 << (index & 31))) !== 0;
  }

  add(index: number): void {
    if (this.has(index)) return;
    const word = index >>> 5;
    if (word >= this.#words.length)
      this.#words = grown(this.#words, nextCapacity(this.#words.length, word + 1));
    this.#words[word] |= 1 << (index & 31);
    this.#count += 1;
  }

  delete(index: number): void {
    if (!this.has(index)) return;
    this.#words[index >>> 5] &= ~(1 << (index & 31));
    this.#count -= 1;
  }

  /** Every number in the set, ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (let word = 0; word < this.#words.length; word += 1) {
      for (let rest = this.#words[word]; rest !== 0; rest &= rest - 1)
        yield word * 32 + (31 - Math.clz32(rest & -rest));
    }
  }

  copy(): Bitmap {
    return new Bitmap(this.#words.slice());
  }

  union(other: Bitmap): Bitmap {
    const [longer, shorter] =
      this.#words.length >= other.#words.length ? [this.#words, other.#words] : [other.#words, this.#words];
    const words = longer.slice();
    for (let index = 0; index < shorter.length; index += 1) words[index] |= shorter[index];
    return new Bitmap(words);
  }

  get octetCount(): number {
    return this.#words.byteLength;
  }
}

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
