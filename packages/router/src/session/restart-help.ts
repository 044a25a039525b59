import type { FamilyName } from '@bgpeer/bgp-wire';
import type { SessionDownReason, TimeoutOutcome } from '@bgpeer/fsm';
import type { SourceId } from '@bgpeer/rib';
import type { SourceRemoval } from '../import/source-removal.ts';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';
import type { StalenessMarks } from './staleness-marks.ts';

/**
 * What happens to a peer's routes when its session ends and when it comes back: the helper of RFC 4724 and RFC 9494 says
 * which families are kept, and here they are. They stay in the table until the peer's new session replaces them, or they
 * are removed.
 */
export class RestartHelp {
  readonly #state: RouterState;
  readonly #removal: SourceRemoval;
  readonly #marks: StalenessMarks;

  constructor(state: RouterState, removal: SourceRemoval, marks: StalenessMarks) {
    this.#state = state;
    this.#removal = removal;
    this.#marks = marks;
  }

  /** The session is lost: keeps what is to be kept, and lets the rest go. Whether anything was kept. */
  sessionLost(peer: Peer, reason: SessionDownReason): boolean {
    const mode = peer.settings.gracefulRestartMode ?? this.#state.configuration.gracefulRestart.mode;
    const { helper, negotiated } = peer;
    const { retain, flush, longLived } = helper.sessionLost(this.#state.now, negotiated, reason, mode);
    for (const family of flush)
      this.#removeStale(peer, family, 'the peer restarted once more before it was done');
    for (const [family, source] of [...peer.refreshingSources, ...peer.sources]) {
      if (retain.includes(family)) this.#keep(peer, family, source);
      else this.#removal.add(family, source);
    }
    peer.refreshingSources.clear();
    peer.refreshDeadlines.clear();
    peer.sources.clear();
    for (const family of retain)
      if (longLived.includes(family)) this.#beginLongLived(peer, family);
      else this.#tellOfStale(peer, family);
    return retain.length > 0;
  }

  /** The peer is back: what it does not stand by goes at once (RFC 4724, section 4.2). */
  sessionEstablished(peer: Peer): void {
    const { flush } = peer.helper.sessionEstablished(this.#state.now, peer.negotiated!.receivedOpen);
    this.#removeAll(peer, flush, 'the peer came back without its forwarding state');
  }

  endOfRibReceived(peer: Peer, family: FamilyName): void {
    const { flush } = peer.helper.endOfRibReceived(this.#state.now, family);
    this.#removeAll(peer, flush, 'the peer sent End-of-RIB and did not advertise them again');
  }

  handleTimeout(peer: Peer): void {
    for (;;) {
      const outcome = peer.helper.handleTimeout(this.#state.now);
      if (outcome === undefined) return;
      this.#removeAll(peer, outcome.flush, timerWords[outcome.timer]);
      for (const family of outcome.longLived) this.#beginLongLived(peer, family);
    }
  }

  /** The operator asked for it, or the peer is gone from the configuration. */
  removeEverything(peer: Peer): void {
    const { flush } = peer.helper.giveUp();
    this.#removeAll(peer, flush, 'the peer was shut down');
  }

  #keep(peer: Peer, family: FamilyName, source: SourceId): void {
    peer.staleSources.set(family, [...(peer.staleSources.get(family) ?? []), source]);
    this.#marks.set(family, source, 'stale');
  }

  #tellOfStale(peer: Peer, family: FamilyName): void {
    const { now } = this.#state;
    const restartTimeSeconds = Math.ceil(((peer.helper.restartDeadline ?? now) - now) / 1_000);
    const routeCount = this.#staleCount(peer, family);
    emitEvent(this.#state, {
      name: 'routes-stale',
      peer: peer.address,
      family,
      routeCount,
      restartTimeSeconds,
    });
  }

  /** From now on they are what is used when there is nothing else (RFC 9494, section 4.2). */
  #beginLongLived(peer: Peer, family: FamilyName): void {
    for (const source of peer.staleSources.get(family) ?? [])
      this.#marks.set(family, source, 'long-lived-stale');
    const { now } = this.#state;
    const staleTimeSeconds = Math.ceil(((peer.helper.longLivedStaleDeadline(family) ?? now) - now) / 1_000);
    emitEvent(this.#state, {
      name: 'routes-long-lived-stale',
      peer: peer.address,
      family,
      routeCount: this.#staleCount(peer, family),
      staleTimeSeconds,
    });
  }

  #staleCount(peer: Peer, family: FamilyName): number {
    const { sources } = this.#state.ribs.get(family)!;
    const stale = peer.staleSources.get(family) ?? [];
    return stale.reduce((sum, source) => sum + sources.routeCount(source), 0);
  }

  #removeAll(peer: Peer, families: readonly FamilyName[], reason: string): void {
    for (const family of families) this.#removeStale(peer, family, reason);
  }

  #removeStale(peer: Peer, family: FamilyName, reason: string): void {
    const routeCount = this.#staleCount(peer, family);
    for (const source of peer.staleSources.get(family) ?? []) {
      this.#marks.cancel(family, source);
      this.#removal.add(family, source);
    }
    peer.staleSources.delete(family);
    emitEvent(this.#state, { name: 'stale-routes-removed', peer: peer.address, family, routeCount, reason });
  }
}

const timerWords: Readonly<Record<TimeoutOutcome['timer'], string>> = {
  restart: 'the peer did not come back within its restart time',
  'stale-path': 'the stale-path time is over',
  'long-lived-stale': 'the long-lived stale time is over',
};
