import { seededRandom } from '@bgpeer/testkit';

/** Choices that follow from one seed. */
export class RandomChoices {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }

  /** True so often, 0 to 1. */
  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number from `min` to `max`, both included. */
  number(min: number, max: number): number {
    return min + Math.floor(this.#next() * (max - min + 1));
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.number(0, values.length - 1)];
  }

  /** From `countMin` to `countMax` different ones, in their order. */
  some<Value>(values: readonly Value[], countMin: number, countMax: number): Value[] {
    const left = [...values];
    const count = Math.min(left.length, this.number(countMin, countMax));
    while (left.length > count) left.splice(this.number(0, left.length - 1), 1);
    return left;
  }

  /** What is drawn `countMin` to `countMax` times. */
  times<Value>(countMin: number, countMax: number, draw: () => Value): Value[] {
    return Array.from({ length: this.number(countMin, countMax) }, draw);
  }

  /** The lines with this probability, else none. */
  lines(probability: number, ...lines: readonly string[]): string[] {
    return this.chance(probability) ? [...lines] : [];
  }
}
