import type { Instant } from '@bgpeer/fsm';

interface Scheduled {
  readonly at: Instant;
  readonly sequence: number;
  readonly run: () => void;
}

/** What is going to happen, in the order of (time, sequence): of two events at one instant the one scheduled first comes first. */
export class EventQueue {
  readonly #heap: Scheduled[] = [];
  #nextSequence = 0;

  get isEmpty(): boolean {
    return this.#heap.length === 0;
  }

  /** The instant of the first event. */
  get nextAt(): Instant | undefined {
    return this.#heap[0]?.at;
  }

  schedule(at: Instant, run: () => void): void {
    this.#heap.push({ at, sequence: this.#nextSequence, run });
    this.#nextSequence += 1;
    this.#rise(this.#heap.length - 1);
  }

  /** Takes the first event out. */
  take(): Scheduled | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && last !== first) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #rise(place: number): void {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(this.#heap[place], this.#heap[parent])) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  #sink(place: number): void {
    for (;;) {
      let first = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < this.#heap.length && isBefore(this.#heap[child], this.#heap[first])) first = child;
      if (first === place) return;
      this.#swap(place, first);
      place = first;
    }
  }

  #swap(one: number, other: number): void {
    const held = this.#heap[one];
    this.#heap[one] = this.#heap[other];
    this.#heap[other] = held;
  }
}

function isBefore(one: Scheduled, other: Scheduled): boolean {
  return one.at < other.at || (one.at === other.at && one.sequence < other.sequence);
}
