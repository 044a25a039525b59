import { grown, nextCapacity } from './column.ts';
import type { PrefixId } from './prefix-index.ts';

/** Prefixes that wait for something, each at most once, in the order they came. */
export class PrefixQueue {
  #waiting = new Int32Array(64);
  #isWaiting = new Uint8Array(64);
  #head = 0;
  #tail = 0;

  get length(): number {
    return this.#tail - this.#head;
  }

  has(id: PrefixId): boolean {
    return this.#isWaiting[id] === 1;
  }

  add(id: PrefixId): void {
    if (id >= this.#isWaiting.length) this.#isWaiting = grown(this.#isWaiting, nextCapacity(id, id + 1));
    if (this.#isWaiting[id] === 1) return;
    this.#isWaiting[id] = 1;
    if (this.#tail === this.#waiting.length) this.#makeRoom();
    this.#waiting[this.#tail] = id;
    this.#tail += 1;
  }

  /** Up to `countMax` prefixes, oldest first; they wait no more. */
  take(countMax: number): Int32Array {
    const taken = this.#waiting.slice(this.#head, Math.min(this.#tail, this.#head + countMax));
    this.#head += taken.length;
    for (const id of taken) this.#isWaiting[id] = 0;
    if (this.#head === this.#tail) {
      this.#head = 0;
      this.#tail = 0;
    }
    return taken;
  }

  #makeRoom(): void {
    if (this.#head > this.#tail / 2) {
      this.#waiting.copyWithin(0, this.#head, this.#tail);
      this.#tail -= this.#head;
      this.#head = 0;
    } else {
      this.#waiting = grown(this.#waiting, nextCapacity(this.#tail, this.#tail + 1));
    }
  }
}
