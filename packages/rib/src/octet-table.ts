import { grown, nextCapacity } from './column.ts';
import { none } from './prefix-index.ts';

/**
 * Octet strings (each with a number beside it, its tag) and their small ids: equal octets and tag, equal id.
 * The octets lie in one arena, which is compacted when more than half of it is let go.
 */
export class OctetTable {
  #arena = new Uint8Array(4_096);
  #arenaEnd = 0;
  #arenaWaste = 0;
  #offsets = new Uint32Array(64);
  #lengths = new Int32Array(64).fill(none);
  #tags = new Uint32Array(64);
  #hashes = new Uint32Array(64);
  /** Id + 1 in each slot; 0 is empty. Linear probing; at most half full. */
  #slots = new Int32Array(256);
  #idLimit = 0;
  #freed: number[] = [];

  get count(): number {
    return this.#idLimit - this.#freed.length;
  }

  /** Every id is below this. */
  get idLimit(): number {
    return this.#idLimit;
  }

  get octetCount(): number {
    return this.#arena.byteLength + this.#slots.byteLength + this.#offsets.byteLength * 4;
  }

  /** The id of these octets with this tag, or `none`. */
  find(octets: Uint8Array, tag: number): number {
    return this.#slots[this.#slotOf(octets, tag, hashOf(octets, tag))] - 1;
  }

  /** The id of these octets with this tag, made when they are new. */
  intern(octets: Uint8Array, tag: number): number {
    const hash = hashOf(octets, tag);
    const slot = this.#slotOf(octets, tag, hash);
    if (this.#slots[slot] !== 0) return this.#slots[slot] - 1;
    const id = this.#freed.pop() ?? this.#nextId();
    this.#store(id, octets);
    this.#tags[id] = tag;
    this.#hashes[id] = hash;
    this.#slots[slot] = id + 1;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  /** A view, valid until the next `intern`. */
  octets(id: number): Uint8Array {
    return this.#arena.subarray(this.#offsets[id], this.#offsets[id] + this.#lengths[id]);
  }

  tag(id: number): number {
    return this.#tags[id];
  }

  /** Forgets an entry; its id will be given to another. */
  release(id: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[id] & mask;
    while (this.#slots[slot] !== id + 1) slot = (slot + 1) & mask;
    this.#emptySlot(slot);
    this.#arenaWaste += this.#lengths[id];
    this.#lengths[id] = none;
    this.#freed.push(id);
  }

  /** Forgets everything. */
  clear(): void {
    this.#slots.fill(0);
    this.#lengths.fill(none);
    this.#idLimit = 0;
    this.#freed = [];
    this.#arenaEnd = 0;
    this.#arenaWaste = 0;
  }

  #nextId(): number {
    if (this.#idLimit === this.#offsets.length) {
      const capacity = nextCapacity(this.#idLimit, this.#idLimit + 1);
      this.#offsets = grown(this.#offsets, capacity);
      this.#lengths = grown(this.#lengths, capacity, none);
      this.#tags = grown(this.#tags, capacity);
      this.#hashes = grown(this.#hashes, capacity);
    }
    this.#idLimit += 1;
    return this.#idLimit - 1;
  }

  #slotOf(octets: Uint8Array, tag: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0 && !this.#equals(this.#slots[slot] - 1, octets, tag, hash))
      slot = (slot + 1) & mask;
    return slot;
  }

  #equals(id: number, octets: Uint8Array, tag: number, hash: number): boolean {
    if (this.#hashes[id] !== hash || this.#tags[id] !== tag || this.#lengths[id] !== octets.length)
      return false;
    const offset = this.#offsets[id];
    for (let index = 0; index < octets.length; index += 1) {
      if (this.#arena[offset + index] !== octets[index]) return false;
    }
    return true;
  }

  #store(id: number, octets: Uint8Array): void {
    if (this.#arenaEnd + octets.length > this.#arena.length) this.#makeRoom(octets.length);
    this.#arena.set(octets, this.#arenaEnd);
    this.#offsets[id] = this.#arenaEnd;
    this.#lengths[id] = octets.length;
    this.#arenaEnd += octets.length;
  }

  #makeRoom(octetCount: number): void {
    const live = this.#arenaEnd - this.#arenaWaste;
    const enough = this.#arenaWaste > this.#arenaEnd / 2 && live + octetCount <= this.#arena.length;
    const capacity = enough ? this.#arena.length : nextCapacity(this.#arena.length, live + octetCount);
    const arena = new Uint8Array(capacity);
    let end = 0;
    for (let id = 0; id < this.#idLimit; id += 1) {
      if (this.#lengths[id] === none) continue;
      arena.set(this.octets(id), end);
      this.#offsets[id] = end;
      end += this.#lengths[id];
    }
    this.#arena = arena;
    this.#arenaEnd = end;
    this.#arenaWaste = 0;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let id = 0; id < this.#idLimit; id += 1) {
      if (this.#lengths[id] === none) continue;
      let slot = this.#hashes[id] & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id + 1;
    }
  }

  /** Empties a slot and moves what probed past it back, so that no lookup ends early. */
  #emptySlot(emptied: number): void {
    const mask = this.#slots.length - 1;
    let hole = emptied;
    for (let slot = (hole + 1) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.#hashes[this.#slots[slot] - 1] & mask;
      if (((slot - home) & mask) >= ((slot - hole) & mask)) {
        this.#slots[hole] = this.#slots[slot];
        hole = slot;
      }
    }
    this.#slots[hole] = 0;
  }
}

function hashOf(octets: Uint8Array, tag: number): number {
  let hash = Math.imul(tag ^ 0x811c9dc5, 0x01000193);
  for (let index = 0; index < octets.length; index += 1) hash = Math.imul(hash ^ octets[index], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
