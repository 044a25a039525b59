import type { Instant } from './sans-io.ts';

/** The timers of RFC 4271, sections 8 and 10, and the SendHoldTimer of RFC 9687. */
export const timerNames = [
  'ConnectRetryTimer',
  'HoldTimer',
  'KeepaliveTimer',
  'DelayOpenTimer',
  'IdleHoldTimer',
  'SendHoldTimer',
] as const;

export type TimerName = (typeof timerNames)[number];

const timerIndexes = new Map<TimerName, number>(timerNames.map((name, index) => [name, index]));

/** One deadline per timer; a stopped timer's is infinite. */
export class Timers {
  readonly #deadlines: Instant[] = timerNames.map(() => Number.POSITIVE_INFINITY);

  start(name: TimerName, deadline: Instant): void {
    this.#deadlines[timerIndexes.get(name)!] = deadline;
  }

  stop(name: TimerName): void {
    this.#deadlines[timerIndexes.get(name)!] = Number.POSITIVE_INFINITY;
  }

  stopAll(): void {
    this.#deadlines.fill(Number.POSITIVE_INFINITY);
  }

  isRunning(name: TimerName): boolean {
    return this.#deadlines[timerIndexes.get(name)!] !== Number.POSITIVE_INFINITY;
  }

  /** The earliest deadline. */
  next(): Instant | undefined {
    const earliest = Math.min(...this.#deadlines);
    return earliest === Number.POSITIVE_INFINITY ? undefined : earliest;
  }

  /** Stops and names the timer that expired first by `now`; the order of `timerNames` decides between equals. */
  takeExpired(now: Instant): TimerName | undefined {
    const earliest = this.next();
    if (earliest === undefined || earliest > now) return undefined;
    const name = timerNames[this.#deadlines.indexOf(earliest)];
    this.stop(name);
    return name;
  }
}
