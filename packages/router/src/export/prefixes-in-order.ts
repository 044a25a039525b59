import type { PrefixId } from '@bgpeer/rib';

/** A set of prefixes that knows its first one: a heap in which each prefix knows its place, so that any of them can leave. */
export class PrefixesInOrder {
  readonly #compare: (one: PrefixId, other: PrefixId) => number;
  readonly #heap: PrefixId[] = [];
  readonly #places = new Map<PrefixId, number>();

  /** @param compare the order, which must stay the same for what is in the set */
  constructor(compare: (one: PrefixId, other: PrefixId) => number) {
    this.#compare = compare;
  }

  /** The first prefix in the order; undefined when there is none. */
  get first(): PrefixId | undefined {
    return this.#heap[0];
  }

  add(prefix: PrefixId): void {
    if (this.#places.has(prefix)) return;
    this.#put(prefix, this.#heap.length);
    this.#rise(prefix);
  }

  delete(prefix: PrefixId): void {
    const place = this.#places.get(prefix);
    if (place === undefined) return;
    this.#places.delete(prefix);
    const last = this.#heap.pop()!;
    if (last === prefix) return;
    this.#put(last, place);
    this.#rise(last);
    this.#sink(last);
  }

  #rise(prefix: PrefixId): void {
    let place = this.#places.get(prefix)!;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (this.#compare(this.#heap[above], prefix) <= 0) return;
      this.#put(this.#heap[above], place);
      this.#put(prefix, above);
      place = above;
    }
  }

  #sink(prefix: PrefixId): void {
    let place = this.#places.get(prefix)!;
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      if (left >= this.#heap.length) return;
      const isRightFirst =
        right < this.#heap.length && this.#compare(this.#heap[right], this.#heap[left]) < 0;
      const below = isRightFirst ? right : left;
      if (this.#compare(prefix, this.#heap[below]) <= 0) return;
      this.#put(this.#heap[below], place);
      this.#put(prefix, below);
      place = below;
    }
  }

  #put(prefix: PrefixId, place: number): void {
    this.#heap[place] = prefix;
    this.#places.set(prefix, place);
  }
}
