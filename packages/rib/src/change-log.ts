import { grown, nextCapacity } from './column.ts';
import type { SlotId } from './path-slots.ts';
import { none } from './prefix-index.ts';

/** A reader of a change log: everything before `position` was read. */
export interface LogReader {
  position: number;
}

/**
 * Which slots changed, in the order of their last change: a slot that changes again moves to the end. So the log
 * is state, not a queue of messages: it never holds more than a few places for each slot, however slowly it is read.
 */
export class ChangeLog {
  #entries = new Int32Array(64);
  #end = 0;
  /** By slot: its place in the log + 1. */
  #places = new Int32Array(64);
  #superseded = 0;

  get end(): number {
    return this.#end;
  }

  get octetCount(): number {
    return this.#entries.byteLength + this.#places.byteLength;
  }

  append(slot: SlotId): void {
    if (slot >= this.#places.length)
      this.#places = grown(this.#places, nextCapacity(this.#places.length, slot + 1));
    if (this.#places[slot] !== 0) this.#superseded += 1;
    if (this.#end === this.#entries.length)
      this.#entries = grown(this.#entries, nextCapacity(this.#end, this.#end + 1));
    this.#entries[this.#end] = slot;
    this.#end += 1;
    this.#places[slot] = this.#end;
  }

  /** The slot at a place, or `none` when it changed again since. */
  at(position: number): SlotId {
    const slot = this.#entries[position];
    return this.#places[slot] === position + 1 ? slot : none;
  }

  /** The slot stands in the log at or after `position`. */
  isAfter(slot: SlotId, position: number): boolean {
    return slot < this.#places.length && this.#places[slot] > position;
  }

  /** More than half of the log is of no use. */
  get isSparse(): boolean {
    return this.#superseded > 1_024 && this.#superseded > this.#end / 2;
  }

  /** Drops places that were superseded, and those that `isNeeded` denies once every reader is past them. */
  compact(readers: readonly LogReader[], isNeeded: (slot: SlotId) => boolean): void {
    const slowest = readers.reduce((least, reader) => Math.min(least, reader.position), this.#end);
    const inOrder = readers.toSorted((a, b) => a.position - b.position);
    let moved = 0;
    let end = 0;
    for (let position = 0; position < this.#end; position += 1) {
      for (; moved < inOrder.length && inOrder[moved].position === position; moved += 1)
        inOrder[moved].position = end;
      const slot = this.at(position);
      if (slot === none) continue;
      if (position < slowest && !isNeeded(slot)) {
        this.#places[slot] = 0;
        continue;
      }
      this.#entries[end] = slot;
      end += 1;
      this.#places[slot] = end;
    }
    for (; moved < inOrder.length; moved += 1) inOrder[moved].position = end;
    this.#end = end;
    this.#superseded = 0;
  }

  /** Forgets a slot that nobody needs any more. */
  forget(slot: SlotId): void {
    if (slot >= this.#places.length || this.#places[slot] === 0) return;
    this.#places[slot] = 0;
    this.#superseded += 1;
  }
}
