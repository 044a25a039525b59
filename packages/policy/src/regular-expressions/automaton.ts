import type { CharacterSet } from './character-set.ts';
import { characterSetHas, isWordCharacter } from './character-set.ts';
import type { Assertion } from './syntax.ts';

/** A state of the automaton; `next` and `other` are indices of states. */
export type AutomatonState =
  | { readonly kind: 'character'; readonly set: CharacterSet; next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'accepting' };

/**
 * A finite automaton that looks for an expression anywhere in a text by being in all its states at once: the work is
 * bounded by the length of the text times the count of states, whatever the expression, and nothing is tried twice.
 */
export class Automaton {
  readonly #states: readonly AutomatonState[];
  readonly #start: number;
  /** For each state, the last step in which it was entered. */
  readonly #enteredAt: Uint32Array;
  #step = 0;
  #current: number[] = [];
  #next: number[] = [];
  readonly #pending: number[] = [];

  constructor(states: readonly AutomatonState[], start: number) {
    this.#states = states;
    this.#start = start;
    this.#enteredAt = new Uint32Array(states.length);
  }

  /** Whether the expression fits some part of the text, maybe an empty one. */
  test(text: string): boolean {
    this.#restart();
    for (let offset = 0; offset <= text.length; offset++) {
      // The expression may begin at each place: what began before goes on beside it.
      if (this.#enter(this.#start, text, offset, this.#current)) return true;
      if (offset === text.length) break;
      if (this.#advance(text, offset)) return true;
    }
    return false;
  }

  #restart(): void {
    this.#current.length = 0;
    this.#next.length = 0;
    this.#pending.length = 0;
    if (this.#step > 0xffff_0000) {
      this.#enteredAt.fill(0);
      this.#step = 0;
    }
    this.#step++;
  }

  #advance(text: string, offset: number): boolean {
    const code = text.charCodeAt(offset);
    this.#step++;
    for (const index of this.#current) {
      const state = this.#states[index];
      if (state.kind !== 'character' || !characterSetHas(state.set, code)) continue;
      if (this.#enter(state.next, text, offset + 1, this.#next)) return true;
    }
    [this.#current, this.#next] = [this.#next, this.#current];
    this.#next.length = 0;
    return false;
  }

  /** Enters a state and all that are reached from it without a character; true when one of them accepts. */
  #enter(start: number, text: string, offset: number, into: number[]): boolean {
    this.#pending.push(start);
    for (let index = this.#pending.pop(); index !== undefined; index = this.#pending.pop()) {
      if (this.#enteredAt[index] === this.#step) continue;
      this.#enteredAt[index] = this.#step;
      const state = this.#states[index];
      switch (state.kind) {
        case 'accepting':
          return true;
        case 'character':
          into.push(index);
          break;
        case 'assertion':
          if (holds(state.assertion, text, offset)) this.#pending.push(state.next);
          break;
        case 'split':
          this.#pending.push(state.other, state.next);
          break;
      }
    }
    return false;
  }
}

function holds(assertion: Assertion, text: string, offset: number): boolean {
  const before = offset > 0 && isWordCharacter(text.charCodeAt(offset - 1));
  const after = offset < text.length && isWordCharacter(text.charCodeAt(offset));
  switch (assertion) {
    case 'start':
      return offset === 0;
    case 'end':
      return offset === text.length;
    case 'word-boundary':
      return before !== after;
    case 'not-word-boundary':
      return before === after;
    case 'word-start':
      return !before && after;
    case 'word-end':
      return before && !after;
  }
}
