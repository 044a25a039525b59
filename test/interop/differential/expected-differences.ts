import type { Difference } from './differences.ts';

/** A difference from FRR 8.4.4 that is meant to be, and why. */
export interface ExpectedDifference {
  readonly why: string;
  readonly covers: (difference: Difference) => boolean;
}

/** Each with its reason: where a difference is our fault it is mended instead. */
export const expectedDifferences: readonly ExpectedDifference[] = [];

export function isExpected(difference: Difference): boolean {
  return expectedDifferences.some(({ covers }) => covers(difference));
}
