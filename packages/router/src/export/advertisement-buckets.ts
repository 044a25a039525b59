import { type AttributesId, none, type SlotId } from '@bgpeer/rib';

/** Slots of an Adj-RIB-Out to be advertised, gathered by attribute set: each set is written once for many of them. */
export class AdvertisementBuckets {
  readonly #firsts = new Map<AttributesId, number>();
  readonly #lasts = new Map<AttributesId, number>();
  #slots: SlotId[] = [];
  /** By place in `#slots`: the place of the next slot of the same set, or `none`. */
  #nexts: number[] = [];

  /** With `none` the slot is to be withdrawn. */
  readonly add = (slot: SlotId, attributes: AttributesId): void => {
    const place = this.#slots.length;
    this.#slots.push(slot);
    this.#nexts.push(none);
    const last = this.#lasts.get(attributes);
    if (last === undefined) this.#firsts.set(attributes, place);
    else this.#nexts[last] = place;
    this.#lasts.set(attributes, place);
  };

  get isEmpty(): boolean {
    return this.#slots.length === 0;
  }

  /** The attribute sets in the order in which they first came, withdrawals (`none`) first. */
  sets(): AttributesId[] {
    const sets = [...this.#firsts.keys()];
    return this.#firsts.has(none) ? [none, ...sets.filter((set) => set !== none)] : sets;
  }

  /** The slots of a set in the order in which they came. */
  forEachSlot(attributes: AttributesId, visit: (slot: SlotId) => void): void {
    for (let place = this.#firsts.get(attributes) ?? none; place !== none; place = this.#nexts[place]) {
      visit(this.#slots[place]);
    }
  }

  clear(): void {
    this.#firsts.clear();
    this.#lasts.clear();
    this.#slots = [];
    this.#nexts = [];
  }
}
