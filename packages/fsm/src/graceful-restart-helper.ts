import { type FamilyName, familyNames, type OpenMessage } from '@bgpeer/bgp-wire';
import { agreeOnNotifications } from './hard-reset.ts';
import {
  type LocalRestartMode,
  preservesForwarding,
  preservesForwardingForLong,
  type RestartTerms,
  restartTermsOf,
} from './restart-terms.ts';
import type { Instant } from './sans-io.ts';
import type { SessionDownReason, SessionOpens } from './session-contract.ts';

/**
 * The helper's side of graceful restart (RFC 4724, section 4.2; RFC 8538, section 4) and of the long-lived kind
 * (RFC 9494, section 4.2), for one peer. Each family is in one of three conditions:
 *
 * ```
 *                session lost for a reason that allows it, family in a capability of the peer
 *        ┌────────────────────────────────────┬──────────────────────────────────────────┐
 *        │                                    ▼                   restart time 0 ▼
 *     current                               stale ──(restart timer, long-lived ──▶ long-lived stale
 *        ▲                                    │      stale time agreed)                  │
 *        │ flush: restart timer ·             │                                          │ flush: long-lived
 *        │ stale-path timer · End-of-RIB ·    │                                          │ stale timer ·
 *        │ new OPEN without F ·               │                                          │ End-of-RIB · new OPEN
 *        │ loss that keeps nothing            │                                          │ without F · such a loss
 *        └────────────────────────────────────┴──────────────────────────────────────────┘
 *
 *     restart timer:           from the loss, the peer's restart time;   stopped by the new session
 *     stale-path timer:        from the loss, ours, while anything is stale; with the session down it ends that condition
 *                              as the restart timer does, with the session up it flushes
 *     long-lived stale timers: from there on, one a family; neither stopped nor set anew until End-of-RIB
 * ```
 *
 * A session lost again before End-of-RIB: what was stale before goes (RFC 4724), but with N bits (RFC 8538) or a
 * long-lived stale time (RFC 9494) it stays. The routes themselves are the owner's: it marks and deletes them as told.
 */
export class GracefulRestartHelper {
  #stalePathTimeSeconds: number;
  readonly #families = new Map<FamilyName, StaleFamily>();
  /** Their long-lived stale time was over before the peer had sent them again: another loss keeps nothing. */
  readonly #overdue = new Set<FamilyName>();
  #restartDeadline: Instant | undefined;
  #stalePathDeadline: Instant | undefined;
  #isUp = false;

  /** @param stalePathTimeSeconds the longest that stale routes are kept, before they are long-lived ones */
  constructor(stalePathTimeSeconds: number) {
    this.#stalePathTimeSeconds = stalePathTimeSeconds;
  }

  /** Families with routes that are kept although stale, in table order. */
  get staleFamilies(): readonly FamilyName[] {
    return familyNames.filter((family) => this.#families.has(family));
  }

  /** When the restart time is over. */
  get restartDeadline(): Instant | undefined {
    return this.#restartDeadline;
  }

  /** When what is stale, and not long-lived, goes at the latest. */
  get stalePathDeadline(): Instant | undefined {
    return this.#stalePathDeadline;
  }

  /** When what is long-lived stale in the family goes at the latest; undefined before it is. */
  longLivedStaleDeadline(family: FamilyName): Instant | undefined {
    return this.#families.get(family)?.longLivedStaleDeadline;
  }

  /** Takes effect when routes next become stale. */
  setStalePathTime(stalePathTimeSeconds: number): void {
    this.#stalePathTimeSeconds = stalePathTimeSeconds;
  }

  /**
   * An established session ended.
   *
   * @param opens both OPENs of the session that ended; undefined when there was none
   */
  sessionLost(
    now: Instant,
    opens: SessionOpens | undefined,
    reason: SessionDownReason,
    localMode: LocalRestartMode,
  ): SessionLostOutcome {
    this.#isUp = false;
    const terms = restartTermsOf(opens, reason, localMode);
    const retain = [...terms.keys()].filter((family) => !this.#overdue.has(family));
    this.#overdue.clear();
    const keepsOlder = (family: FamilyName): boolean =>
      retain.includes(family) &&
      (agreeOnNotifications(opens!) || terms.get(family)!.longLivedStaleTimeSeconds > 0);
    const { flush } = this.#flush((family) => !keepsOlder(family));
    this.#restartDeadline = undefined;
    for (const family of retain) this.#keep(now, family, terms.get(family)!);
    this.#stalePathDeadline = this.#hasAnyStale() ? now + this.#stalePathTimeSeconds * 1000 : undefined;
    return { retain, flush, longLived: retain.filter((family) => !this.#isStale(family)) };
  }

  /** The peer is back: what its new OPEN does not stand by is to be deleted at once. */
  sessionEstablished(_now: Instant, open: OpenMessage): FlushOutcome {
    this.#isUp = true;
    this.#overdue.clear();
    this.#restartDeadline = undefined;
    return this.#flush((family, { longLivedStaleDeadline }) =>
      longLivedStaleDeadline === undefined
        ? !preservesForwarding(open, family)
        : !preservesForwardingForLong(open, family),
    );
  }

  /** The peer has sent all it has: what is still stale in that family is to be deleted. */
  endOfRibReceived(_now: Instant, family: FamilyName): FlushOutcome {
    this.#overdue.delete(family);
    return this.#flush((stale) => stale === family);
  }

  /** Of the timers that have expired the first one; undefined when none has: to be asked until then. */
  handleTimeout(now: Instant): TimeoutOutcome | undefined {
    if (isOver(this.#restartDeadline, now)) {
      this.#restartDeadline = undefined;
      return { timer: 'restart', ...this.#endStale(now) };
    }
    if (isOver(this.#stalePathDeadline, now)) return { timer: 'stale-path', ...this.#endStale(now) };
    const { flush } = this.#flush((_, { longLivedStaleDeadline }) => isOver(longLivedStaleDeadline, now));
    if (this.#isUp) for (const family of flush) this.#overdue.add(family);
    return flush.length === 0 ? undefined : { timer: 'long-lived-stale', flush, longLived: [] };
  }

  /** The owner helps no longer, whatever the peer does: everything stale is to be deleted. */
  giveUp(): FlushOutcome {
    this.#overdue.clear();
    return this.#flush(() => true);
  }

  nextTimeout(): Instant | undefined {
    const longLived = [...this.#families.values()].map((family) => family.longLivedStaleDeadline);
    const running = [this.#restartDeadline, this.#stalePathDeadline, ...longLived].filter(
      (deadline) => deadline !== undefined,
    );
    return running.length === 0 ? undefined : Math.min(...running);
  }

  #keep(now: Instant, family: FamilyName, terms: RestartTerms): void {
    const { restartTimeSeconds, longLivedStaleTimeSeconds } = terms;
    const longLivedStaleDeadline = this.longLivedStaleDeadline(family);
    this.#families.set(family, { isStale: true, longLivedStaleTimeSeconds, longLivedStaleDeadline });
    if (restartTimeSeconds === 0) this.#beginLongLived(now, family);
    else this.#restartDeadline = now + restartTimeSeconds * 1000;
  }

  /** A timer of its own is set once, and then left alone however often the session is lost (RFC 9494, section 4.2). */
  #beginLongLived(now: Instant, family: FamilyName): void {
    const { longLivedStaleTimeSeconds, longLivedStaleDeadline } = this.#families.get(family)!;
    this.#families.set(family, {
      isStale: false,
      longLivedStaleTimeSeconds,
      longLivedStaleDeadline: longLivedStaleDeadline ?? now + longLivedStaleTimeSeconds * 1000,
    });
  }

  /** The first period is over: the second one begins, unless there is none or the peer is back. */
  #endStale(now: Instant): Pick<TimeoutOutcome, 'flush' | 'longLived'> {
    const { flush } = this.#flush(
      (_, { isStale, longLivedStaleTimeSeconds }) =>
        isStale && (this.#isUp || longLivedStaleTimeSeconds === 0),
    );
    const longLived = this.staleFamilies.filter((family) => this.#isStale(family));
    for (const family of longLived) this.#beginLongLived(now, family);
    this.#restartDeadline = undefined;
    this.#stalePathDeadline = undefined;
    return { flush, longLived };
  }

  #flush(isOver: (family: FamilyName, state: StaleFamily) => boolean): FlushOutcome {
    const flush = this.staleFamilies.filter((family) => isOver(family, this.#families.get(family)!));
    for (const family of flush) this.#families.delete(family);
    if (!this.#hasAnyStale()) {
      this.#restartDeadline = undefined;
      this.#stalePathDeadline = undefined;
    }
    return { flush };
  }

  #isStale(family: FamilyName): boolean {
    return this.#families.get(family)?.isStale ?? false;
  }

  #hasAnyStale(): boolean {
    return this.staleFamilies.some((family) => this.#isStale(family));
  }
}

/** Families whose stale routes are to be deleted. */
export interface FlushOutcome {
  readonly flush: readonly FamilyName[];
}

export interface SessionLostOutcome extends FlushOutcome {
  /** Families whose routes are to be marked stale and kept; the routes of all others are to be deleted. */
  readonly retain: readonly FamilyName[];
  /** Families whose *already* stale routes are to be deleted first. */
  readonly flush: readonly FamilyName[];
  /** Of those to keep, the ones that are long-lived stale at once. */
  readonly longLived: readonly FamilyName[];
}

export interface TimeoutOutcome extends FlushOutcome {
  readonly timer: 'restart' | 'stale-path' | 'long-lived-stale';
  /** Families whose stale routes are long-lived stale ones from now on. */
  readonly longLived: readonly FamilyName[];
}

interface StaleFamily {
  /** It has routes that are stale, but not long-lived. */
  readonly isStale: boolean;
  /** 0: there will be no long-lived stale routes. */
  readonly longLivedStaleTimeSeconds: number;
  /** It has routes that are long-lived stale. */
  readonly longLivedStaleDeadline: Instant | undefined;
}

function isOver(deadline: Instant | undefined, now: Instant): boolean {
  return deadline !== undefined && deadline <= now;
}
