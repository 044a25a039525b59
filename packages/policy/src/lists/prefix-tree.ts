import type { Prefix } from '@bgpeer/bgp-wire';

/** Entry number `index` of a list: fits what lies within `prefix` and has a length from `lengthMin` to `lengthMax`. */
export interface PrefixRange {
  readonly prefix: Prefix;
  readonly lengthMin: number;
  readonly lengthMax: number;
}

const none = -1;

/**
 * Finds the first entry of a list of prefixes of one family that fits a prefix, in as many steps as the prefix has bits,
 * however long the list is. A binary tree in three arrays; nothing is allocated to ask it.
 */
export class PrefixTree {
  /** Two for each node: where a bit of 0 and of 1 leads. */
  readonly #children: number[] = [none, none];
  /** For each node, the first entry that stands there. */
  readonly #firstEntry: number[] = [none];
  /** For each entry, the next one that stands at the same node. */
  readonly #nextEntry: number[] = [];
  readonly #lengthMin: number[] = [];
  readonly #lengthMax: number[] = [];

  /** Entries in the order in which they are asked; those left out (undefined) fit nothing. */
  constructor(entries: readonly (PrefixRange | undefined)[]) {
    for (const entry of entries) {
      this.#nextEntry.push(none);
      this.#lengthMin.push(entry?.lengthMin ?? 0);
      this.#lengthMax.push(entry?.lengthMax ?? none);
    }
    // From the last to the first, so that each node's entries stand in their order.
    for (let index = entries.length - 1; index >= 0; index--) {
      const entry = entries[index];
      if (entry === undefined) continue;
      const node = this.#makeNode(entry.prefix);
      this.#nextEntry[index] = this.#firstEntry[node];
      this.#firstEntry[node] = index;
    }
  }

  /** The index of the first entry that fits the prefix whose octets begin at `offset`, or -1. */
  firstMatch(octets: Uint8Array, offset: number, bitLength: number): number {
    let found = none;
    let node = 0;
    for (let depth = 0; ; depth++) {
      const entry = this.#firstFitting(node, bitLength);
      if (entry !== none && (found === none || entry < found)) found = entry;
      if (depth === bitLength) return found;
      node = this.#children[2 * node + bitAt(octets, offset, depth)];
      if (node === none) return found;
    }
  }

  #firstFitting(node: number, bitLength: number): number {
    for (let entry = this.#firstEntry[node]; entry !== none; entry = this.#nextEntry[entry]) {
      if (bitLength >= this.#lengthMin[entry] && bitLength <= this.#lengthMax[entry]) return entry;
    }
    return none;
  }

  #makeNode({ octets, bitLength }: Prefix): number {
    let node = 0;
    for (let depth = 0; depth < bitLength; depth++) {
      const slot = 2 * node + bitAt(octets, 0, depth);
      if (this.#children[slot] === none) {
        this.#children[slot] = this.#firstEntry.length;
        this.#children.push(none, none);
        this.#firstEntry.push(none);
      }
      node = this.#children[slot];
    }
    return node;
  }
}

function bitAt(octets: Uint8Array, offset: number, bit: number): number {
  return (octets[offset + (bit >> 3)] >> (7 - (bit & 7))) & 1;
}
