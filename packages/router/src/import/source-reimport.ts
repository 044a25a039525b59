import type { FamilyName } from '@bgpeer/bgp-wire';
import { none, type RouteId, type SourceId } from '@bgpeer/rib';
import type { Peer } from '../peer.ts';
import { type RouterState, wholeSeconds } from '../router-state.ts';
import type { ImportContext } from './import-context.ts';

/** A walk over the rows of one family. */
interface Walk {
  readonly sources: Set<SourceId>;
  /** The row to go on with. */
  row: RouteId;
}

/**
 * Runs what was received through import once more, a slice at a time, when a policy or another setting changed: nobody is
 * asked again, and no session notices. Routes that come meanwhile are imported by the new settings anyway.
 */
export class SourceReimport {
  readonly #state: RouterState;
  readonly #walks = new Map<FamilyName, Walk>();
  /** What came to be done after the walk of its family had begun. */
  readonly #next = new Map<FamilyName, Set<SourceId>>();

  constructor(state: RouterState) {
    this.#state = state;
  }

  get isPending(): boolean {
    return this.#walks.size > 0;
  }

  /** From now on the source's routes are imported again, in slices. */
  add(family: FamilyName, source: SourceId): void {
    const walk = this.#walks.get(family);
    if (walk === undefined) this.#walks.set(family, { sources: new Set([source]), row: 0 });
    else if (walk.row === 0) walk.sources.add(source);
    else this.#next.set(family, (this.#next.get(family) ?? new Set()).add(source));
  }

  /** The same for everything that is known from a peer, over a restart of its too. */
  addPeer(peer: Peer, family: FamilyName): void {
    const sources = [
      peer.sources.get(family),
      peer.refreshingSources.get(family),
      ...(peer.staleSources.get(family) ?? []),
    ];
    for (const source of sources) if (source !== undefined) this.add(family, source);
  }

  /** Does some of the work; whether a walk came to its end. */
  runSlice(rowCountMax: number): boolean {
    let isAnyDone = false;
    for (const [family, walk] of this.#walks) {
      this.#walkOn(family, walk, rowCountMax);
      if (walk.row < this.#state.ribs.get(family)!.routes.rowLimit) continue;
      isAnyDone = true;
      this.#walks.delete(family);
      const next = this.#next.get(family);
      this.#next.delete(family);
      if (next !== undefined) this.#walks.set(family, { sources: next, row: 0 });
    }
    return isAnyDone;
  }

  #walkOn(family: FamilyName, walk: Walk, rowCountMax: number): void {
    const { routes, sources } = this.#state.ribs.get(family)!;
    const end = Math.min(routes.rowLimit, walk.row + rowCountMax);
    for (let route = walk.row; route < end; route += 1) {
      if (routes.prefix(route) === none || !walk.sources.has(routes.source(route))) continue;
      const { peer } = sources.get(routes.source(route));
      const context = this.#state.peersByNumber.get(peer)?.imports.get(family);
      if (context !== undefined) this.#reimport(family, route, context);
    }
    walk.row = end;
  }

  #reimport(family: FamilyName, route: RouteId, context: ImportContext): void {
    const rib = this.#state.ribs.get(family)!;
    const prefixClass = context.prefixClass(rib.index, rib.routes.prefix(route));
    const { id, ineligible } = context.import(rib.routes.received(route), prefixClass);
    rib.reimport(route, id, ineligible, wholeSeconds(this.#state.now));
    this.#state.pool.release(id);
  }
}
