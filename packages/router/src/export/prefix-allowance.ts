import { none, type PrefixId } from '@bgpeer/rib';

/** `maximum-prefix-out`: who may be advertised first, is; what came later takes the place of what goes, in its turn. */
export class PrefixAllowance {
  readonly #countMax: number;
  readonly #admitted = new Set<PrefixId>();
  readonly #waiting = new Set<PrefixId>();

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  isWaiting(prefix: PrefixId): boolean {
    return this.#waiting.has(prefix);
  }

  /** Whether a prefix that could be advertised may be. */
  admit(prefix: PrefixId): boolean {
    if (this.#admitted.has(prefix)) return true;
    if (this.#admitted.size >= this.#countMax) {
      this.#waiting.add(prefix);
      return false;
    }
    this.#waiting.delete(prefix);
    this.#admitted.add(prefix);
    return true;
  }

  /** The prefix is not to be advertised any more; which one may take its place now, or `none`. */
  release(prefix: PrefixId): PrefixId {
    this.#waiting.delete(prefix);
    if (!this.#admitted.delete(prefix)) return none;
    const [next = none] = this.#waiting;
    return next;
  }
}
