import { grown, nextCapacity } from './column.ts';
import { none, type PrefixId } from './prefix-index.ts';

/** A reader of a change log: everything before `position` was read. */
export interface LogReader {
  position: number;
}

/**
 * Which prefixes changed, in the order of their last change: a prefix that changes again moves to the end. So the log
 * is state, not a queue of messages: it never holds more than a few places for each prefix, however slowly it is read.
 */
export class ChangeLog {
  #entries = new Int32Array(64);
  #end = 0;
  /** By prefix: its place in the log + 1. */
  #places = new Int32Array(64);
  #superseded = 0;

  get end(): number {
    return this.#end;
  }

  get octetCount(): number {
    return this.#entries.byteLength + this.#places.byteLength;
  }

  append(prefix: PrefixId): void {
    if (prefix >= this.#places.length)
      this.#places = grown(this.#places, nextCapacity(this.#places.length, prefix + 1));
    if (this.#places[prefix] !== 0) this.#superseded += 1;
    if (this.#end === this.#entries.length)
      this.#entries = grown(this.#entries, nextCapacity(this.#end, this.#end + 1));
    this.#entries[this.#end] = prefix;
    this.#end += 1;
    this.#places[prefix] = this.#end;
  }

  /** The prefix at a place, or `none` when it changed again since. */
  at(position: number): PrefixId {
    const prefix = this.#entries[position];
    return this.#places[prefix] === position + 1 ? prefix : none;
  }

  /** The prefix stands in the log at or after `position`. */
  isAfter(prefix: PrefixId, position: number): boolean {
    return prefix < this.#places.length && this.#places[prefix] > position;
  }

  /** More than half of the log is of no use. */
  get isSparse(): boolean {
    return this.#superseded > 1_024 && this.#superseded > this.#end / 2;
  }

  /** Drops places that were superseded, and those that `isNeeded` denies once every reader is past them. */
  compact(readers: readonly LogReader[], isNeeded: (prefix: PrefixId) => boolean): void {
    const slowest = readers.reduce((least, reader) => Math.min(least, reader.position), this.#end);
    const inOrder = readers.toSorted((a, b) => a.position - b.position);
    let moved = 0;
    let end = 0;
    for (let position = 0; position < this.#end; position += 1) {
      for (; moved < inOrder.length && inOrder[moved].position === position; moved += 1)
        inOrder[moved].position = end;
      const prefix = this.at(position);
      if (prefix === none) continue;
      if (position < slowest && !isNeeded(prefix)) {
        this.#places[prefix] = 0;
        continue;
      }
      this.#entries[end] = prefix;
      end += 1;
      this.#places[prefix] = end;
    }
    for (; moved < inOrder.length; moved += 1) inOrder[moved].position = end;
    this.#end = end;
    this.#superseded = 0;
  }

  /** Forgets a prefix that nobody needs any more. */
  forget(prefix: PrefixId): void {
    if (prefix >= this.#places.length || this.#places[prefix] === 0) return;
    this.#places[prefix] = 0;
    this.#superseded += 1;
  }
}
