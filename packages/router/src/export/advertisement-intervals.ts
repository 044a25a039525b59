import type { Instant } from '@bgpeer/fsm';
import type { AdjRibOutSubgroup } from '@bgpeer/rib';

/**
 * MinRouteAdvertisementIntervalTimer (RFC 4271, section 9.2.1.1), of one group: after a burst of advertisements the next
 * one waits, so that what changes meanwhile is said once. A burst, such as a whole table, lasts until everything is said;
 * withdrawals never wait. Each time it is a random part of the interval, at least three quarters (section 10).
 */
export class AdvertisementIntervals {
  readonly #intervalMs: number;
  readonly #random: () => number;
  readonly #ends = new WeakMap<AdjRibOutSubgroup, Instant>();
  readonly #inBurst = new WeakSet<AdjRibOutSubgroup>();

  /** @param random gives numbers from 0 up to, not including, 1 */
  constructor(intervalSeconds: number, random: () => number) {
    this.#intervalMs = intervalSeconds * 1_000;
    this.#random = random;
  }

  /** There is an interval at all. */
  get areOn(): boolean {
    return this.#intervalMs > 0;
  }

  /** Something was advertised to the subgroup. */
  advertised(subgroup: AdjRibOutSubgroup): void {
    this.#inBurst.add(subgroup);
  }

  /** The subgroup has been told everything: from now on advertisements wait, if there were any. */
  burstEnded(subgroup: AdjRibOutSubgroup, now: Instant): void {
    if (!this.#inBurst.delete(subgroup)) return;
    const jitter = 0.75 + 0.25 * this.#random();
    this.#ends.set(subgroup, now + Math.round(this.#intervalMs * jitter));
  }

  mustWait(subgroup: AdjRibOutSubgroup, now: Instant): boolean {
    return now < this.endOf(subgroup);
  }

  /** When the subgroup may be sent advertisements again; an instant that has passed when it may be now. */
  endOf(subgroup: AdjRibOutSubgroup): Instant {
    return this.#ends.get(subgroup) ?? 0;
  }

  /** Two subgroups become one: it waits for as long as either. */
  merge(from: AdjRibOutSubgroup, into: AdjRibOutSubgroup): void {
    if (!this.areOn) return;
    this.#ends.set(into, Math.max(this.endOf(from), this.endOf(into)));
  }
}
