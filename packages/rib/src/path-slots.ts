import { grown, nextCapacity } from './column.ts';
import { none, type PrefixId } from './prefix-index.ts';

/**
 * A place of an Adj-RIB-Out: what is advertised under one key of the NLRI. Without add-path that key is the prefix, and
 * the slot is its id; with add-path it is a prefix and a path identifier (RFC 7911, section 3), and `PathSlots` numbers them.
 */
export type SlotId = number;

/** What knows whether a slot is still needed: an Adj-RIB-Out. */
export interface SlotUser {
  isUnused(slot: SlotId): boolean;
  forget(slot: SlotId): void;
}

/**
 * Numbers the pairs of prefix and path identifier that a group of peers is sent, densely, and lists those of a prefix.
 * A number stays until `releaseUnused` finds that nobody was sent the path, nor waits to be told of it.
 */
export class PathSlots {
  /** By prefix: its slot made last + 1. */
  #firsts = new Int32Array(64);
  /** By slot: the next one of the same prefix + 1. */
  #nexts = new Int32Array(64);
  #prefixes = new Int32Array(64).fill(none);
  #pathIdentifiers = new Uint32Array(64);
  #slotLimit = 0;
  readonly #freed: SlotId[] = [];

  /** Slots in use. */
  get count(): number {
    return this.#slotLimit - this.#freed.length;
  }

  get octetCount(): number {
    return this.#firsts.byteLength + this.#prefixes.length * 12;
  }

  /** The slot of a prefix and a path identifier (1 to 4,294,967,295), made when it is new. */
  intern(prefix: PrefixId, pathIdentifier: number): SlotId {
    const known = this.find(prefix, pathIdentifier);
    if (known !== none) return known;
    const slot = this.#freed.pop() ?? this.#nextSlot();
    if (prefix >= this.#firsts.length)
      this.#firsts = grown(this.#firsts, nextCapacity(this.#firsts.length, prefix + 1));
    this.#prefixes[slot] = prefix;
    this.#pathIdentifiers[slot] = pathIdentifier;
    this.#nexts[slot] = this.#firsts[prefix];
    this.#firsts[prefix] = slot + 1;
    return slot;
  }

  /** The slot of a prefix and a path identifier, or `none`. */
  find(prefix: PrefixId, pathIdentifier: number): SlotId {
    let slot = this.first(prefix);
    while (slot !== none && this.#pathIdentifiers[slot] !== pathIdentifier) slot = this.next(slot);
    return slot;
  }

  /** A slot of the prefix, or `none`: the one to begin with when all of them are looked at. */
  first(prefix: PrefixId): SlotId {
    return prefix < this.#firsts.length ? this.#firsts[prefix] - 1 : none;
  }

  /** The next slot of the same prefix, or `none`. */
  next(slot: SlotId): SlotId {
    return this.#nexts[slot] - 1;
  }

  prefix(slot: SlotId): PrefixId {
    return this.#prefixes[slot];
  }

  pathIdentifier(slot: SlotId): number {
    return this.#pathIdentifiers[slot];
  }

  /** Lets go of the slots of a prefix that `user` does not need any more; whether none is left. */
  releaseUnused(prefix: PrefixId, user: SlotUser): boolean {
    let before: SlotId = none;
    let slot = this.first(prefix);
    while (slot !== none) {
      const next = this.next(slot);
      if (user.isUnused(slot)) {
        user.forget(slot);
        if (before === none) this.#firsts[prefix] = next + 1;
        else this.#nexts[before] = next + 1;
        this.#prefixes[slot] = none;
        this.#freed.push(slot);
      } else {
        before = slot;
      }
      slot = next;
    }
    return before === none;
  }

  #nextSlot(): SlotId {
    if (this.#slotLimit === this.#prefixes.length) {
      const capacity = nextCapacity(this.#slotLimit, this.#slotLimit + 1);
      this.#prefixes = grown(this.#prefixes, capacity, none);
      this.#pathIdentifiers = grown(this.#pathIdentifiers, capacity);
      this.#nexts = grown(this.#nexts, capacity);
    }
    this.#slotLimit += 1;
    return this.#slotLimit - 1;
  }
}
