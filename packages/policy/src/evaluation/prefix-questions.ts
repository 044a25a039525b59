import type { FamilyName } from '@bgpeer/bgp-wire';

/** Something that a policy wants to know of a prefix. The octets stand in network order from `offset` on. */
export interface PrefixQuestion {
  /** Equal for questions that always have the same answer. */
  readonly key: string;
  ask(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): boolean;
}

const unknown = -1;

/**
 * All that a policy wants to know of prefixes. Prefixes with the same answers are of one class, and classes are numbered
 * from 0 as they first come: a binary tree of the answers given so far, so that nothing is allocated for a known class.
 */
export class PrefixQuestions {
  readonly #questions: PrefixQuestion[] = [];
  readonly #indices = new Map<string, number>();
  /** Two for each node: where no and yes lead; below the last question, the class. */
  readonly #branches: number[] = [unknown, unknown];
  readonly #answersOfClass: Uint8Array[] = [];

  /** How many questions there are. */
  get count(): number {
    return this.#questions.length;
  }

  /** The index of a question among the answers. Only while the policy is compiled: later its classes are known. */
  add(question: PrefixQuestion): number {
    let index = this.#indices.get(question.key);
    if (index === undefined) {
      index = this.#questions.push(question) - 1;
      this.#indices.set(question.key, index);
    }
    return index;
  }

  /** The class of a prefix. */
  classOf(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): number {
    const { length } = this.#questions;
    if (length === 0) return 0;
    let node = 0;
    for (let index = 0; index < length; index++) {
      const isYes = this.#questions[index].ask(family, octets, offset, bitLength);
      const slot = 2 * node + (isYes ? 1 : 0);
      if (this.#branches[slot] === unknown) {
        this.#branches[slot] =
          index === length - 1
            ? this.#addClass(family, octets, offset, bitLength)
            : this.#branches.push(unknown, unknown) / 2 - 1;
      }
      node = this.#branches[slot];
    }
    return node;
  }

  /** For each question, 1 where the answer is yes for the prefixes of a class. */
  answersOf(prefixClass: number): Uint8Array {
    return this.#answersOfClass[prefixClass] ?? noAnswers;
  }

  #addClass(family: FamilyName, octets: Uint8Array, offset: number, bitLength: number): number {
    const answers = this.#questions.map(({ ask }) => (ask(family, octets, offset, bitLength) ? 1 : 0));
    return this.#answersOfClass.push(Uint8Array.from(answers)) - 1;
  }
}

const noAnswers = new Uint8Array(0);
