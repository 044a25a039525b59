import type { FamilyName } from '@bgpeer/bgp-wire';
import { none, type RouteId, type SourceId } from '@bgpeer/rib';
import type { RouterState } from '../router-state.ts';

interface Removal {
  readonly family: FamilyName;
  readonly source: SourceId;
  /** The row to go on with. */
  row: RouteId;
}

/**
 * Removes the routes of sessions that ended, a slice at a time: a peer with a million routes must not hold up the
 * others until their hold timers expire.
 */
export class SourceRemoval {
  readonly #state: RouterState;
  readonly #removals: Removal[] = [];

  constructor(state: RouterState) {
    this.#state = state;
  }

  get isPending(): boolean {
    return this.#removals.length > 0;
  }

  /** From now on the source's routes go, in slices. */
  add(family: FamilyName, source: SourceId): void {
    this.#removals.push({ family, source, row: 0 });
  }

  runSlice(rowCountMax: number): void {
    const removal = this.#removals[0];
    if (removal === undefined) return;
    const rib = this.#state.ribs.get(removal.family)!;
    removal.row = rib.forgetSource(removal.source, removal.row, rowCountMax);
    if (removal.row !== none) return;
    rib.sources.remove(removal.source);
    this.#removals.shift();
  }
}
