import type { DocumentKey } from '../problem.ts';
import type { ProblemCollector } from './problem-collector.ts';

export type Timers = { holdTimeSeconds?: number; keepaliveTimeSeconds?: number };

/** A KEEPALIVE must come in time. RFC 4271, section 4.4: a reasonable maximum is a third of the Hold Time. */
export function checkTimers(path: readonly DocumentKey[], timers: Timers, collector: ProblemCollector): void {
  const { holdTimeSeconds, keepaliveTimeSeconds } = timers;
  if (holdTimeSeconds === undefined || keepaliveTimeSeconds === undefined || holdTimeSeconds === 0) return;
  const third = Math.floor(holdTimeSeconds / 3);
  if (keepaliveTimeSeconds <= third) return;
  collector.warn(
    [...path, 'keepaliveTimeSeconds'],
    `a keepalive time of ${keepaliveTimeSeconds} s is more than a third of the hold time of ${holdTimeSeconds} s`,
    `at most ${third}`,
    'make it a third of the hold time; until then a third is used',
  );
}
