/** The parameters of fast-check that say how long a property runs. */
export interface BoundsOfTime {
  readonly numRuns: number;
  readonly interruptAfterTimeLimit: number;
  readonly markInterruptAsFailure: false;
}

/** Seconds that one property takes when nobody says otherwise. */
const usualSeconds = 0.4;

/**
 * How long a property runs: as many cases as fit into the seconds that `FC_TIME` gives each property, or into a
 * fraction of one. Hand in the environment: `fc.assert(property, timeBounded(process.env))`.
 */
export function timeBounded(environment: { readonly FC_TIME?: string }): BoundsOfTime {
  const seconds = environment.FC_TIME === undefined ? usualSeconds : Number(environment.FC_TIME);
  if (!(seconds > 0)) throw new Error(`FC_TIME is ${environment.FC_TIME}, expected seconds above 0`);
  return {
    numRuns: 1_000_000_000,
    interruptAfterTimeLimit: seconds * 1_000,
    markInterruptAsFailure: false,
  };
}
