import { type AttributesId, none, type PrefixId } from '@bgpeer/rib';

/** Prefixes to be advertised, gathered by attribute set: each set is written once for many prefixes. */
export class AdvertisementBuckets {
  readonly #firsts = new Map<AttributesId, number>();
  readonly #lasts = new Map<AttributesId, number>();
  #prefixes: PrefixId[] = [];
  /** By place in `#prefixes`: the place of the next prefix of the same set, or `none`. */
  #nexts: number[] = [];

  /** With `none` the prefix is to be withdrawn. */
  readonly add = (prefix: PrefixId, attributes: AttributesId): void => {
    const place = this.#prefixes.length;
    this.#prefixes.push(prefix);
    this.#nexts.push(none);
    const last = this.#lasts.get(attributes);
    if (last === undefined) this.#firsts.set(attributes, place);
    else this.#nexts[last] = place;
    this.#lasts.set(attributes, place);
  };

  get isEmpty(): boolean {
    return this.#prefixes.length === 0;
  }

  /** The attribute sets in the order in which they first came, withdrawals (`none`) first. */
  sets(): AttributesId[] {
    const sets = [...this.#firsts.keys()];
    return this.#firsts.has(none) ? [none, ...sets.filter((set) => set !== none)] : sets;
  }

  /** The prefixes of a set in the order in which they came. */
  forEachPrefix(attributes: AttributesId, visit: (prefix: PrefixId) => void): void {
    for (let place = this.#firsts.get(attributes) ?? none; place !== none; place = this.#nexts[place]) {
      visit(this.#prefixes[place]);
    }
  }

  clear(): void {
    this.#firsts.clear();
    this.#lasts.clear();
    this.#prefixes = [];
    this.#nexts = [];
  }
}
