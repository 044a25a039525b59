import type { FamilyName } from '@bgpeer/bgp-wire';
import type { SourceRemoval } from '../import/source-removal.ts';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';

/**
 * The receiving half of enhanced route refresh (RFC 7313, section 4): from Beginning-of-RR on, what the peer advertised
 * before counts as another source; what it did not advertise again by End-of-RR goes with that source.
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
    peer.sources.set(family, sources.add(sources.get(source)));
  }

  end(peer: Peer, family: FamilyName): void {
    const source = peer.refreshingSources.get(family);
    if (source === undefined) return;
    peer.refreshingSources.delete(family);
    this.#removal.add(family, source);
  }
}
