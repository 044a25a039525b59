import type { WireContext } from '@bgpeer/bgp-wire';
import { arbitraryEdgeCase, arbitraryMalformedCase, arbitraryValidCase, seededRandom } from '@bgpeer/testkit';
import fc from 'fast-check';

/** One input: octets in `FuzzInputs.scratch`, from its start. */
export interface FuzzInput {
  readonly context: WireContext;
  readonly octetCount: number;
}

interface BaseCase {
  readonly context: WireContext;
  readonly octets: Uint8Array;
}

/** Messages are drawn anew for each block of inputs, by the seed and the block's number: any block can be run alone. */
export const inputsPerBlock = 100_000;
const baseCasesPerKind = 150;

/** Damaged messages in great number: drawn slowly from the kit's arbitraries, damaged quickly. */
export class FuzzInputs {
  readonly scratch = new Uint8Array(70_000);
  readonly #bases: readonly BaseCase[];
  readonly #random: () => number;

  constructor(seed: number, block: number) {
    const draw = <Case extends BaseCase>(arbitrary: fc.Arbitrary<Case>) =>
      fc.sample(arbitrary, { seed: seed + block, numRuns: baseCasesPerKind });
    this.#bases = [
      ...draw(arbitraryValidCase()),
      ...draw(arbitraryValidCase({ types: ['UPDATE'] })),
      ...draw(arbitraryEdgeCase({ types: ['UPDATE', 'OPEN'] })),
      ...draw(arbitraryMalformedCase()),
    ].filter(({ octets }) => octets.length < 1_000);
    this.#random = seededRandom(seed * 7_919 + block);
  }

  /** Writes the next input over the one before. */
  next(): FuzzInput {
    const base = this.#pick(this.#bases);
    this.scratch.set(base.octets);
    let octetCount = base.octets.length;
    for (let damage = this.#below(4); damage >= 0; damage -= 1) octetCount = this.#damage(octetCount);
    // Mostly the header's length is made true again, so that the damage behind it is reached.
    if (octetCount >= 19 && this.#below(10) > 0) {
      this.scratch[16] = octetCount >> 8;
      this.scratch[17] = octetCount;
    }
    return { context: base.context, octetCount };
  }

  #damage(octetCount: number): number {
    if (octetCount < 20) return octetCount;
    // Octets of the marker are left alone: behind a broken one nothing is read.
    const at = 16 + this.#below(octetCount - 16);
    switch (this.#below(6)) {
      case 0:
        this.scratch[at] ^= 1 << this.#below(8);
        return octetCount;
      case 1:
        this.scratch[at] = this.#below(256);
        return octetCount;
      case 2:
        this.scratch[at] = this.#pick([0, 1, 127, 128, 254, 255]);
        return octetCount;
      case 3:
        return at;
      case 4:
        return this.#takeOut(at, octetCount);
      default:
        return this.#putIn(at, octetCount);
    }
  }

  #takeOut(at: number, octetCount: number): number {
    const removed = Math.min(1 + this.#below(8), octetCount - at);
    this.scratch.copyWithin(at, at + removed, octetCount);
    return octetCount - removed;
  }

  /** Octets of another message. */
  #putIn(at: number, octetCount: number): number {
    const donor = this.#pick(this.#bases).octets;
    const from = this.#below(donor.length);
    const added = donor.subarray(from, from + 1 + this.#below(12));
    this.scratch.copyWithin(at + added.length, at, octetCount);
    this.scratch.set(added, at);
    return octetCount + added.length;
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[this.#below(values.length)];
  }

  #below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }
}
