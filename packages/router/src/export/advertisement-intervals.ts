import type { Instant } from '@bgpeer/fsm';
import type { AdjRibOutSubgroup } from '@bgpeer/rib';

/**
 * MinRouteAdvertisementIntervalTimer (RFC 4271, section 9.2.1.1), of one group: after a burst of advertisements the next
 * one waits, so that what changes meanwhile is said once. A burst, such as a whole table, lasts until everything is said;
 * withdrawals never wait.
 */
export class AdvertisementIntervals {
  readonly #intervalMs: number;
  readonly #ends = new WeakMap<AdjRibOutSubgroup, Instant>();
  readonly #inBurst = new WeakSet<AdjRibOutSubgroup>();

  constructor(intervalSeconds: number) {
    this.#intervalMs = intervalSeconds * 1_000;
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
    if (this.#inBurst.delete(subgroup)) this.#ends.set(subgroup, now + this.#intervalMs);
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
