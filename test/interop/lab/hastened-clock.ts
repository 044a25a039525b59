/*
 * Loaded before a program (`node --import`), makes its clock run faster, so that a minute does not take one.
 * HASTENED_CLOCK_RATE says how many of its seconds pass in one of ours.
 */
const rate = Number(process.env['HASTENED_CLOCK_RATE']);
const now = performance.now.bind(performance);
const setTimer = globalThis.setTimeout;

performance.now = () => now() * rate;
globalThis.setTimeout = Object.assign(
  (callback: (...values: unknown[]) => void, delayMs = 0, ...values: unknown[]) =>
    setTimer(callback, delayMs / rate, ...values),
  setTimer,
) as typeof setTimeout;

export {};
