import { formatHexadecimal, type WireContext } from '@bgpeer/bgp-wire';
import { differencesOf, formatDifferences } from '@bgpeer/testkit';
import { FuzzInputs } from './fuzz-inputs.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { poisonedOctets, watchedOctets } from './watched-octets.ts';

/** An input that the target does not stand. */
export interface FuzzFailure {
  readonly block: number;
  readonly hexadecimal: string;
  readonly context: WireContext;
  readonly reason: string;
}

/** Of so many inputs one is run three times: watched, and in buffers that differ in what is not the input. */
const watchedEvery = 50;
const before = new Uint8Array(80_000);
const other = new Uint8Array(80_000);

/** Runs a block of inputs through the target; the first failure ends it. */
export function runFuzzBlock(
  target: FuzzTarget,
  seed: number,
  block: number,
  inputCount: number,
): FuzzFailure | undefined {
  const inputs = new FuzzInputs(seed, block);
  for (let place = 0; place < inputCount; place += 1) {
    const { context, octetCount } = inputs.next();
    const octets = inputs.scratch.subarray(0, octetCount);
    const view = poisonedOctets(octets, before, 0xaa);
    try {
      const result = target.take(view, context);
      if (place % watchedEvery === 0) {
        target.take(watchedOctets(view), context);
        const again = target.take(poisonedOctets(octets, other, 0x55), context);
        const differences = differencesOf(result, again);
        if (differences.length > 0) throw new Error(`octets outside: ${formatDifferences(differences)}`);
      }
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { block, hexadecimal: formatHexadecimal(octets), context, reason };
    }
  }
  return undefined;
}
