import type { FamilyName } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import type { SourceRemoval } from '../import/source-removal.ts';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';

/**
 * The receiving half of enhanced route refresh (RFC 7313, section 4): from Beginning-of-RR on, what the peer advertised
 * before counts as another source; what it did not advertise again by End-of-RR goes with that source. A peer that never
 * says End-of-RR is waited for as long as for one that restarts (`stalepath-time`, as in FRR).
 */
export class RefreshWindow {
  readonly #state: RouterState;
  readonly #removal: SourceRemoval;

  constructor(state: RouterState, removal: SourceRemoval) {
    this.#state = state;
    this.#removal = removal;
  }

  begin(peer: Peer, family: FamilyName): void {
    const source = peer.sources.get(family);
    if (source === undefined) return;
    // A second Beginning-of-RR before the first one's end starts over (RFC 7313, section 4).
    this.end(peer, family);
    const { sources } = this.#state.ribs.get(family)!;
    peer.refreshingSources.set(family, source);
    peer.refreshDeadlines.set(family, this.#state.now + this.#stalePathTimeSeconds * 1_000);
    peer.sources.set(family, sources.add(sources.get(source)));
  }

  end(peer: Peer, family: FamilyName): void {
    const source = peer.refreshingSources.get(family);
    if (source === undefined) return;
    peer.refreshingSources.delete(family);
    peer.refreshDeadlines.delete(family);
    this.#removal.add(family, source);
  }

  /** Ends the refreshes that went on for too long. */
  handleTimeout(peer: Peer): void {
    for (const [family, deadline] of peer.refreshDeadlines) {
      if (deadline > this.#state.now) continue;
      const source = peer.refreshingSources.get(family)!;
      const routeCount = this.#state.ribs.get(family)!.sources.routeCount(source);
      this.end(peer, family);
      const reason = `the peer did not end its route refresh within ${this.#stalePathTimeSeconds} s`;
      emitEvent(this.#state, {
        name: 'stale-routes-removed',
        peer: peer.address,
        family,
        routeCount,
        reason,
      });
    }
  }

  /** When the first refresh of the peer has gone on for too long. */
  nextTimeout({ refreshDeadlines }: Peer): Instant | undefined {
    return refreshDeadlines.size === 0 ? undefined : Math.min(...refreshDeadlines.values());
  }

  get #stalePathTimeSeconds(): number {
    return this.#state.configuration.gracefulRestart.stalePathTimeSeconds;
  }
}
