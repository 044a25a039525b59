import type { AttributePool, AttributesId } from './attribute-pool.ts';
import { grown, nextCapacity } from './column.ts';
import type { SlotId } from './path-slots.ts';
import { none } from './prefix-index.ts';

/** Attribute sets by slot, each held by a reference; slots without one cost nothing until the first one comes. */
export class SentSets {
  readonly #pool: AttributePool;
  /** By slot: attribute set + 1; 0 is nothing. */
  #sets = new Int32Array(0);
  #count = 0;

  constructor(pool: AttributePool) {
    this.#pool = pool;
  }

  get count(): number {
    return this.#count;
  }

  /** Every slot with a set is below this. */
  get slotLimit(): number {
    return this.#sets.length;
  }

  get octetCount(): number {
    return this.#sets.byteLength;
  }

  /** The set of a slot, or `none`. */
  get(slot: SlotId): AttributesId {
    return slot < this.#sets.length ? this.#sets[slot] - 1 : none;
  }

  /** Keeps a set for a slot that has none. */
  add(slot: SlotId, attributes: AttributesId): void {
    if (slot >= this.#sets.length) this.#sets = grown(this.#sets, nextCapacity(this.#sets.length, slot + 1));
    this.#pool.retain(attributes);
    this.#sets[slot] = attributes + 1;
    this.#count += 1;
  }

  delete(slot: SlotId): void {
    const attributes = this.get(slot);
    if (attributes === none) return;
    this.#sets[slot] = 0;
    this.#count -= 1;
    this.#pool.release(attributes);
  }

  clear(): void {
    for (let slot = 0; this.#count > 0; slot += 1) this.delete(slot);
    this.#sets = new Int32Array(0);
  }

  copy(): SentSets {
    const copy = new SentSets(this.#pool);
    for (let slot = 0; copy.count < this.#count; slot += 1) {
      const attributes = this.get(slot);
      if (attributes !== none) copy.add(slot, attributes);
    }
    return copy;
  }
}
