import {
  ceaseSubcode,
  type FamilyName,
  familyByCodes,
  familyNames,
  type GracefulRestartCapability,
  notificationCode,
  type OpenMessage,
} from '@bgpeer/bgp-wire';
import { findCapability } from './negotiation.ts';
import type { Instant } from './sans-io.ts';
import type { NegotiatedSession, SessionDownReason } from './session-contract.ts';

/**
 * The helper's side of graceful restart (RFC 4724, section 4.2; RFC 8538, section 4), for one peer. Each family is in
 * one of two conditions:
 *
 * ```
 *                session lost, family in the peer's capability, reason allows it
 *        ┌───────────────────────────────────────────────────────────────────────┐
 *        │                                                                       ▼
 *     current                                                                  stale ──┐ session lost again:
 *        ▲                                                                       │  ▲──┘ older stale routes go
 *        │   flush: restart timer · stale-path timer · End-of-RIB ·              │       (kept with RFC 8538)
 *        └── new OPEN without the family or with F = 0 · loss that keeps nothing ┘
 *
 *     restart timer:     session lost ──(peer's restart time)──▶ flush all;   stopped by the new session
 *     stale-path timer:  session lost ──(our stale-path time)──▶ flush all;   stopped when nothing is stale
 * ```
 *
 * The routes themselves are the owner's: it marks and deletes them as told.
 */
export class GracefulRestartHelper {
  #stalePathTimeSeconds: number;
  #stale: readonly FamilyName[] = [];
  #restartDeadline: Instant | undefined;
  #stalePathDeadline: Instant | undefined;

  /** @param stalePathTimeSeconds the longest that stale routes are kept */
  constructor(stalePathTimeSeconds: number) {
    this.#stalePathTimeSeconds = stalePathTimeSeconds;
  }

  /** Families with routes that are kept although stale, in table order. */
  get staleFamilies(): readonly FamilyName[] {
    return this.#stale;
  }

  /** When everything stale goes if the peer has not come back. */
  get restartDeadline(): Instant | undefined {
    return this.#restartDeadline;
  }

  /** When everything stale goes at the latest. */
  get stalePathDeadline(): Instant | undefined {
    return this.#stalePathDeadline;
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
    const previouslyStale = this.#stale;
    const retain = opens === undefined ? [] : familiesToRetain(opens, reason, localMode);
    this.#stale = retain;
    if (opens === undefined || retain.length === 0) {
      this.#stopTimers();
      return { retain: [], flush: previouslyStale };
    }
    this.#restartDeadline = now + gracefulRestartOf(opens.receivedOpen)!.restartTimeSeconds * 1000;
    this.#stalePathDeadline = now + this.#stalePathTimeSeconds * 1000;
    const keepsOlderStale = bothNotify(opens);
    const flush = previouslyStale.filter((family) => !(keepsOlderStale && retain.includes(family)));
    return { retain, flush };
  }

  /** The peer is back: what its new OPEN does not stand by is to be deleted at once. */
  sessionEstablished(_now: Instant, open: OpenMessage): FlushOutcome {
    this.#restartDeadline = undefined;
    const preserved = gracefulRestartOf(open)?.families.filter((family) => family.forwardingPreserved) ?? [];
    const preservedNames = preserved.map(({ afi, safi }) => familyByCodes(afi, safi)?.name);
    return this.#flush((family) => !preservedNames.includes(family));
  }

  /** The peer has sent all it has: what is still stale in that family is to be deleted. */
  endOfRibReceived(_now: Instant, family: FamilyName): FlushOutcome {
    return this.#flush((stale) => stale === family);
  }

  /** Everything stale, once the restart timer or the stale-path timer has expired. */
  handleTimeout(now: Instant): FlushOutcome {
    const deadline = this.nextTimeout();
    return this.#flush(() => deadline !== undefined && deadline <= now);
  }

  /** The owner helps no longer, whatever the peer does: everything stale is to be deleted. */
  giveUp(): FlushOutcome {
    return this.#flush(() => true);
  }

  nextTimeout(): Instant | undefined {
    if (this.#restartDeadline === undefined) return this.#stalePathDeadline;
    return Math.min(this.#restartDeadline, this.#stalePathDeadline ?? Number.POSITIVE_INFINITY);
  }

  #flush(isOver: (family: FamilyName) => boolean): FlushOutcome {
    const flush = this.#stale.filter(isOver);
    this.#stale = this.#stale.filter((family) => !isOver(family));
    if (this.#stale.length === 0) this.#stopTimers();
    return { flush };
  }

  #stopTimers(): void {
    this.#restartDeadline = undefined;
    this.#stalePathDeadline = undefined;
  }
}

/** What we do about graceful restart: nothing, help others, or also ask for help. */
export type LocalRestartMode = 'disabled' | 'helper' | 'restarter';

export type SessionOpens = Pick<NegotiatedSession, 'sentOpen' | 'receivedOpen'>;

/** Families whose stale routes are to be deleted. */
export interface FlushOutcome {
  readonly flush: readonly FamilyName[];
}

export interface SessionLostOutcome extends FlushOutcome {
  /** Families whose routes are to be marked stale and kept; the routes of all others are to be deleted. */
  readonly retain: readonly FamilyName[];
  /** Families whose *already* stale routes are to be deleted first: nothing is kept over two losses in a row. */
  readonly flush: readonly FamilyName[];
}

function familiesToRetain(
  opens: SessionOpens,
  reason: SessionDownReason,
  localMode: LocalRestartMode,
): FamilyName[] {
  const capability = gracefulRestartOf(opens.receivedOpen);
  if (localMode === 'disabled' || capability === undefined || capability.restartTimeSeconds === 0) return [];
  if (gracefulRestartOf(opens.sentOpen) === undefined || !isRestart(opens, reason)) return [];
  const names = capability.families.map(({ afi, safi }) => familyByCodes(afi, safi)?.name);
  return familyNames.filter((family) => names.includes(family));
}

/** Whether the way the session ended is one to help over. */
function isRestart(opens: SessionOpens, reason: SessionDownReason): boolean {
  switch (reason.kind) {
    case 'connection-closed':
    case 'connection-failed':
      return true;
    case 'stopped':
      return false;
    case 'hold-timer-expired':
    case 'send-hold-timer-expired':
      // RFC 8538, section 4: only when both sides said that a NOTIFICATION is no reason to forget.
      return bothNotify(opens);
    case 'notification-sent':
    case 'notification-received':
      return bothNotify(opens) && !isHardReset(reason.notification);
  }
}

function isHardReset({ code, subcode }: { readonly code: number; readonly subcode: number }): boolean {
  return code === notificationCode.cease && subcode === ceaseSubcode.hardReset;
}

/** The N bit from both sides (RFC 8538, section 2). */
function bothNotify({ sentOpen, receivedOpen }: SessionOpens): boolean {
  return [sentOpen, receivedOpen].every((open) => gracefulRestartOf(open)?.notificationSupport === true);
}

function gracefulRestartOf(open: OpenMessage): GracefulRestartCapability | undefined {
  return findCapability(open, 'graceful-restart');
}
