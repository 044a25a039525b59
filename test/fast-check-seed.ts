import fc from 'fast-check';

/**
 * `FC_SEED=N`: every property draws from this seed, so that a run can be had again as a whole. Without it each run draws
 * anew, and a failing property names its own seed.
 */
const { FC_SEED: seed } = process.env;
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
