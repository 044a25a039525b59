import { type Family, formatPrefixOctets, type Prefix } from '@bgpeer/bgp-wire';
import { grown, nextCapacity } from './column.ts';

/** A prefix as a small number, valid in its family while the prefix is known. */
export type PrefixId = number;
/** No prefix, no route, no attribute set: nothing. */
export const none = -1;

const freedBitLength = 255;

/**
 * Prefixes of one family and their ids: an open-addressing table over columns, without an object or a string for a prefix.
 * Host bits are masked on the way in, so that equal prefixes have equal ids.
 */
export class PrefixIndex {
  readonly family: Family;
  readonly #wordCount: number;
  #words: Uint32Array;
  #bitLengths: Uint8Array;
  /** Id + 1 of the prefix in each slot; 0 is empty. Linear probing; at most half full. */
  #slots: Int32Array;
  #idLimit = 0;
  readonly #freed: PrefixId[] = [];
  /** The prefix being looked for, as big-endian words. */
  readonly #sought = new Uint32Array(4);

  constructor(family: Family) {
    this.family = family;
    this.#wordCount = family.addressOctetCount / 4;
    this.#words = new Uint32Array(64 * this.#wordCount);
    this.#bitLengths = new Uint8Array(64).fill(freedBitLength);
    this.#slots = new Int32Array(256);
  }

  /** Known prefixes. */
  get count(): number {
    return this.#idLimit - this.#freed.length;
  }

  /** Every id is below this. */
  get idLimit(): number {
    return this.#idLimit;
  }

  /** Octets held by the columns. */
  get octetCount(): number {
    return this.#words.byteLength + this.#bitLengths.byteLength + this.#slots.byteLength;
  }

  isKnown(id: PrefixId): boolean {
    return id < this.#idLimit && this.#bitLengths[id] !== freedBitLength;
  }

  /** The id of the prefix whose octets start at `offset`, made when it is new. */
  intern(octets: Uint8Array, offset: number, bitLength: number): PrefixId {
    this.#seek(octets, offset, bitLength);
    const slot = this.#slotOfSought(bitLength);
    const entry = this.#slots[slot];
    return entry === 0 ? this.#insert(slot, bitLength) : entry - 1;
  }

  /** The id of a known prefix, else `none`. */
  find(octets: Uint8Array, offset: number, bitLength: number): PrefixId {
    this.#seek(octets, offset, bitLength);
    return this.#slots[this.#slotOfSought(bitLength)] - 1;
  }

  bitLength(id: PrefixId): number {
    return this.#bitLengths[id];
  }

  /** Writes the address, whole, to the start of `target`. */
  writeOctets(id: PrefixId, target: Uint8Array): void {
    const words = this.#wordCount;
    for (let index = 0; index < words; index += 1) {
      const word = this.#words[id * words + index];
      target[index * 4] = word >>> 24;
      target[index * 4 + 1] = word >>> 16;
      target[index * 4 + 2] = word >>> 8;
      target[index * 4 + 3] = word;
    }
  }

  toPrefix(id: PrefixId): Prefix {
    const octets = new Uint8Array(this.family.addressOctetCount);
    this.writeOctets(id, octets);
    return { family: this.family.name, octets, bitLength: this.bitLength(id) };
  }

  format(id: PrefixId): string {
    const { octets, bitLength } = this.toPrefix(id);
    return formatPrefixOctets(this.family.name, octets, 0, bitLength);
  }

  /** By address, then the shorter first: the order of every listing. */
  compare(a: PrefixId, b: PrefixId): number {
    const words = this.#wordCount;
    for (let index = 0; index < words; index += 1) {
      const difference = this.#words[a * words + index] - this.#words[b * words + index];
      if (difference !== 0) return difference;
    }
    return this.#bitLengths[a] - this.#bitLengths[b];
  }

  /** Forgets a prefix; its id will be given to another. */
  release(id: PrefixId): void {
    const words = this.#wordCount;
    for (let index = 0; index < words; index += 1) this.#sought[index] = this.#words[id * words + index];
    this.#emptySlot(this.#slotOfSought(this.#bitLengths[id]));
    this.#bitLengths[id] = freedBitLength;
    this.#freed.push(id);
  }

  #seek(octets: Uint8Array, offset: number, bitLength: number): void {
    for (let index = 0; index < this.#wordCount; index += 1) {
      const bits = Math.min(32, Math.max(0, bitLength - index * 32));
      let word = 0;
      for (let octet = 0; octet < 4; octet += 1) {
        word = (word << 8) | (octet * 8 < bits ? octets[offset + index * 4 + octet] : 0);
      }
      this.#sought[index] = bits === 0 ? 0 : word & (-1 << (32 - bits));
    }
  }

  /** The slot that holds the sought prefix, or the empty one where it belongs. */
  #slotOfSought(bitLength: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(this.#sought, 0, this.#wordCount, bitLength) & mask;
    while (this.#slots[slot] !== 0 && !this.#isSought(this.#slots[slot] - 1, bitLength))
      slot = (slot + 1) & mask;
    return slot;
  }

  #isSought(id: PrefixId, bitLength: number): boolean {
    if (this.#bitLengths[id] !== bitLength) return false;
    const start = id * this.#wordCount;
    for (let index = 0; index < this.#wordCount; index += 1) {
      if (this.#words[start + index] !== this.#sought[index]) return false;
    }
    return true;
  }

  #insert(slot: number, bitLength: number): PrefixId {
    const id = this.#freed.pop() ?? this.#nextId();
    this.#words.set(this.#sought.subarray(0, this.#wordCount), id * this.#wordCount);
    this.#bitLengths[id] = bitLength;
    this.#slots[slot] = id + 1;
    if (this.count * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    return id;
  }

  #nextId(): PrefixId {
    if (this.#idLimit === this.#bitLengths.length) {
      const capacity = nextCapacity(this.#idLimit, this.#idLimit + 1);
      this.#words = grown(this.#words, capacity * this.#wordCount);
      this.#bitLengths = grown(this.#bitLengths, capacity, freedBitLength);
    }
    this.#idLimit += 1;
    return this.#idLimit - 1;
  }

  #rehash(slotCount: number): void {
    this.#slots = new Int32Array(slotCount);
    for (let id = 0; id < this.#idLimit; id += 1) {
      if (this.#bitLengths[id] === freedBitLength) continue;
      let slot = this.#homeOf(id);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (slotCount - 1);
      this.#slots[slot] = id + 1;
    }
  }

  #homeOf(id: PrefixId): number {
    const start = id * this.#wordCount;
    return hashOf(this.#words, start, this.#wordCount, this.#bitLengths[id]) & (this.#slots.length - 1);
  }

  /** Empties a slot and moves what probed past it back, so that no lookup ends early. */
  #emptySlot(emptied: number): void {
    const mask = this.#slots.length - 1;
    let hole = emptied;
    for (let slot = (hole + 1) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.#homeOf(this.#slots[slot] - 1);
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        this.#slots[hole] = this.#slots[slot];
        hole = slot;
      }
    }
    this.#slots[hole] = 0;
  }
}

function hashOf(words: Uint32Array, start: number, wordCount: number, bitLength: number): number {
  let hash = Math.imul(bitLength + 1, 0x9e3779b1);
  for (let index = 0; index < wordCount; index += 1) {
    hash = Math.imul(hash ^ words[start + index], 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
