import type { FamilyName } from '@bgpeer/bgp-wire';
import type { SessionDownReason } from '@bgpeer/fsm';
import type { SourceId } from '@bgpeer/rib';
import type { SourceRemoval } from '../import/source-removal.ts';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';

/**
 * What happens to a peer's routes when its session ends and when it comes back: the helper of RFC 4724 says which
 * families are kept, and here they are. Marking a session's routes stale is one entry in a map; they stay in the table
 * until the peer's new session replaces them, or they are removed.
 */
export class RestartHelp {
  readonly #state: RouterState;
  readonly #removal: SourceRemoval;

  constructor(state: RouterState, removal: SourceRemoval) {
    this.#state = state;
    this.#removal = removal;
  }

  /** The session is lost: keeps what is to be kept, and lets the rest go. Whether anything was kept. */
  sessionLost(peer: Peer, reason: SessionDownReason): boolean {
    const { mode } = this.#state.configuration.gracefulRestart;
    const { retain, flush } = peer.helper.sessionLost(this.#state.now, peer.negotiated, reason, mode);
    for (const family of flush)
      this.#removeStale(peer, family, 'the peer restarted once more before it was done');
    for (const [family, source] of [...peer.refreshingSources, ...peer.sources]) {
      if (retain.includes(family)) this.#keep(peer, family, source);
      else this.#removal.add(family, source);
    }
    peer.refreshingSources.clear();
    peer.sources.clear();
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
    const deadline = peer.helper.nextTimeout();
    if (deadline === undefined || deadline > this.#state.now) return;
    const isRestartTimer = deadline === peer.helper.restartDeadline;
    const { flush } = peer.helper.handleTimeout(this.#state.now);
    const reason = isRestartTimer
      ? 'the peer did not come back within its restart time'
      : 'the stale-path time is over';
    this.#removeAll(peer, flush, reason);
  }

  /** The operator asked for it, or the peer is gone from the configuration. */
  removeEverything(peer: Peer): void {
    const { flush } = peer.helper.giveUp();
    this.#removeAll(peer, flush, 'the peer was shut down');
  }

  #keep(peer: Peer, family: FamilyName, source: SourceId): void {
    peer.staleSources.set(family, [...(peer.staleSources.get(family) ?? []), source]);
    const routeCount = this.#state.ribs.get(family)!.sources.routeCount(source);
    const restartTimeSeconds = Math.ceil(
      ((peer.helper.restartDeadline ?? this.#state.now) - this.#state.now) / 1_000,
    );
    emitEvent(this.#state, {
      name: 'routes-stale',
      peer: peer.address,
      family,
      routeCount,
      restartTimeSeconds,
    });
  }

  #removeAll(peer: Peer, families: readonly FamilyName[], reason: string): void {
    for (const family of families) this.#removeStale(peer, family, reason);
  }

  #removeStale(peer: Peer, family: FamilyName, reason: string): void {
    const { sources } = this.#state.ribs.get(family)!;
    let routeCount = 0;
    for (const source of peer.staleSources.get(family) ?? []) {
      routeCount += sources.routeCount(source);
      this.#removal.add(family, source);
    }
    peer.staleSources.delete(family);
    emitEvent(this.#state, { name: 'stale-routes-removed', peer: peer.address, family, routeCount, reason });
  }
}
