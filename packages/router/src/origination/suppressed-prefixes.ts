import type { PrefixId } from '@bgpeer/rib';

/**
 * The prefixes of one family that aggregates hold back from every peer (`summary-only`, `suppress-map`). Several
 * aggregates may hold back the same one: it is advertised again when the last of them lets go.
 */
export class SuppressedPrefixes {
  readonly #counts = new Map<PrefixId, number>();

  has(prefix: PrefixId): boolean {
    return this.#counts.size > 0 && this.#counts.has(prefix);
  }

  /** Whether it was not suppressed before. */
  add(prefix: PrefixId): boolean {
    const count = this.#counts.get(prefix) ?? 0;
    this.#counts.set(prefix, count + 1);
    return count === 0;
  }

  /** Whether it is suppressed no more. */
  delete(prefix: PrefixId): boolean {
    const count = this.#counts.get(prefix) ?? 0;
    if (count > 1) this.#counts.set(prefix, count - 1);
    else this.#counts.delete(prefix);
    return count === 1;
  }
}
