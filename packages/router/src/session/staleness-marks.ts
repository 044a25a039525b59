import type { FamilyName } from '@bgpeer/bgp-wire';
import { none, type RouteId, type SourceId, type Staleness } from '@bgpeer/rib';
import type { RouterState } from '../router-state.ts';

/** NO_LLGR (RFC 9494, section 3.3): the route is not to be kept as a long-lived stale one. */
const noLongLivedRestart = 0xffff_0007;

interface Mark {
  readonly family: FamilyName;
  readonly source: SourceId;
  /** The row to go on with. */
  row: RouteId;
}

/**
 * Says of the routes of sessions that ended that they are stale. The mark itself is one entry for all of them; that they
 * are decided and advertised again goes a slice at a time.
 */
export class StalenessMarks {
  readonly #state: RouterState;
  readonly #marks: Mark[] = [];

  constructor(state: RouterState) {
    this.#state = state;
  }

  get isPending(): boolean {
    return this.#marks.length > 0;
  }

  set(family: FamilyName, source: SourceId, staleness: Staleness): void {
    const { sources } = this.#state.ribs.get(family)!;
    if (sources.staleness(source) === staleness) return;
    sources.setStaleness(source, staleness);
    this.cancel(family, source);
    this.#marks.push({ family, source, row: 0 });
  }

  /** The source is about to go: its number may soon be another's. */
  cancel(family: FamilyName, source: SourceId): void {
    const place = this.#marks.findIndex((mark) => mark.family === family && mark.source === source);
    if (place !== -1) this.#marks.splice(place, 1);
  }

  runSlice(rowCountMax: number): void {
    const mark = this.#marks[0];
    if (mark === undefined) return;
    const rib = this.#state.ribs.get(mark.family)!;
    if (rib.sources.staleness(mark.source) === 'long-lived-stale') this.#removeUnwilling(mark, rowCountMax);
    mark.row = rib.sourceChanged(mark.source, mark.row, rowCountMax);
    if (mark.row === none) this.#marks.shift();
  }

  /** Routes with NO_LLGR go when the long-lived period begins (RFC 9494, section 4.2). */
  #removeUnwilling({ family, source, row }: Mark, rowCountMax: number): void {
    const rib = this.#state.ribs.get(family)!;
    const { routes, pool, sources } = rib;
    const end = Math.min(routes.rowLimit, row + rowCountMax);
    for (let route = row; route < end; route += 1) {
      if (routes.prefix(route) === none || routes.source(route) !== source) continue;
      // As sent by the peer, or as the result of a policy.
      const sets = [routes.received(route), routes.attributes(route)];
      if (!sets.some((set) => pool.attributes(set).communities?.includes(noLongLivedRestart))) continue;
      rib.forget(routes.prefix(route), sources.get(source).peer, routes.pathIdentifier(route));
    }
  }
}
