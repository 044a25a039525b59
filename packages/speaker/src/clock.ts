import type { Instant } from '@bgpeer/router';

/**
 * The speaker's clock: whole milliseconds since the Unix epoch as they were counted when the process started, and
 * monotonic since: a clock that an operator or NTP sets back must not stretch a Hold Timer.
 */
export function monotonicEpochMilliseconds(): Instant {
  return Math.floor(preciseEpochMilliseconds());
}

/** The same clock with fractions of a millisecond, for recordings. */
export function preciseEpochMilliseconds(): number {
  return performance.timeOrigin + performance.now();
}
