import type { IpAddress, SessionType } from '@bgpeer/bgp-wire';

/** Where routes come from: ourselves, or one session of a peer. A peer that comes back is another source. */
export interface RouteSource {
  readonly kind: 'local' | SessionType;
  /** The same for every session of a peer; `localPeer` for ourselves. */
  readonly peer: PeerNumber;
  /** 0 for ourselves. */
  readonly asNumber: number;
  /** BGP Identifier as an unsigned number. */
  readonly bgpIdentifier: number;
  readonly address: IpAddress;
  /** `address` in network order, for the last tie-break. */
  readonly addressOctets: Uint8Array;
  /** The peer is a client of ours: of the route reflector when internal (RFC 4456), of the route server when external (RFC 7947). */
  readonly isClient: boolean;
}

/**
 * Whether the session that the routes came over still stands: `stale` routes are kept over a graceful restart
 * (RFC 4724, section 4.2), `long-lived-stale` ones beyond it, as a last resort (RFC 9494, section 4.3).
 */
export type Staleness = 'fresh' | 'stale' | 'long-lived-stale';

/** A peer as a small number, given by the router. */
export type PeerNumber = number;
export const localPeer: PeerNumber = -1;

/** A source as a small number: what a route row holds. */
export type SourceId = number;

/** The sources in use, with how many routes each has. Ids of sources that went are given again. */
export class SourceTable {
  readonly #sources: (RouteSource | undefined)[] = [];
  readonly #routeCounts: number[] = [];
  readonly #eligibleCounts: number[] = [];
  readonly #staleness: Staleness[] = [];
  #staleCount = 0;

  add(source: RouteSource): SourceId {
    const vacant = this.#sources.indexOf(undefined);
    const id = vacant === -1 ? this.#sources.length : vacant;
    this.#sources[id] = source;
    this.#routeCounts[id] = 0;
    this.#eligibleCounts[id] = 0;
    this.#staleness[id] = 'fresh';
    return id;
  }

  get(id: SourceId): RouteSource {
    return this.#sources[id]!;
  }

  /** Asserts that no route refers to it any more. */
  remove(id: SourceId): void {
    if (this.#routeCounts[id] !== 0)
      throw new Error(`source ${id} still has ${this.#routeCounts[id]} routes`);
    this.setStaleness(id, 'fresh');
    this.#sources[id] = undefined;
  }

  staleness(id: SourceId): Staleness {
    return this.#staleness[id];
  }

  /** Some source is not fresh. */
  get hasStale(): boolean {
    return this.#staleCount > 0;
  }

  setStaleness(id: SourceId, staleness: Staleness): void {
    this.#staleCount += (staleness === 'fresh' ? 0 : 1) - (this.#staleness[id] === 'fresh' ? 0 : 1);
    this.#staleness[id] = staleness;
  }

  /** Routes learned, whether or not they take part in the decision. */
  routeCount(id: SourceId): number {
    return this.#routeCounts[id];
  }

  /** Routes that take part in the decision. */
  eligibleCount(id: SourceId): number {
    return this.#eligibleCounts[id];
  }

  count(id: SourceId, routes: number, eligible: number): void {
    this.#routeCounts[id] += routes;
    this.#eligibleCounts[id] += eligible;
  }
}
