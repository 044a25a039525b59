import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { PrefixId } from '@bgpeer/rib';
import type { RouterState } from '../../router-state.ts';
import type { LocalRoutes } from '../local-routes.ts';
import { FamilyAggregates } from './family-aggregates.ts';

/**
 * Aggregates (`aggregate-address`; RFC 4271, section 9.2.2.2): each is there while a more specific route is selected that
 * is no aggregate itself, and not held up by its route-map or by differing MEDs (`matching-MED-only`). While it is there,
 * `summary-only` and `suppress-map` hold back what it is made of. All of it follows each change of a selected prefix; a
 * new aggregate first goes through what is selected already, in slices, and one that is no more lets go in slices, last: what
 * the next one holds back as well is not said in between. A family without aggregates costs nothing.
 */
export class Aggregation {
  readonly #state: RouterState;
  readonly #families = new Map<FamilyName, FamilyAggregates>();
  readonly #make: (family: FamilyName) => FamilyAggregates;

  /** `tell` hears of prefixes that are held back from peers from now on, or no more. */
  constructor(state: RouterState, routes: LocalRoutes, tell: (family: FamilyName, prefix: PrefixId) => void) {
    this.#state = state;
    this.#make = (family) => new FamilyAggregates(family, state, routes, (prefix) => tell(family, prefix));
  }

  get isPending(): boolean {
    for (const aggregates of this.#families.values()) if (aggregates.isPending) return true;
    return false;
  }

  /** Goes over to what the configuration says now; what stands there as before, with the same policies, stays untouched. */
  configure(): void {
    for (const family of familyNames) {
      const configured = this.#state.configuration.aggregates.filter((each) => each.family === family);
      const known = this.#families.get(family);
      if (known === undefined && configured.length === 0) continue;
      const aggregates = known ?? this.#make(family);
      aggregates.configure(configured);
      this.#families.set(family, aggregates);
    }
  }

  /** The selection of these prefixes changed. */
  selectionChanged(family: FamilyName, prefixIds: Int32Array): void {
    this.#families.get(family)?.selectionChanged(prefixIds);
  }

  runSlice(prefixCountMax: number): void {
    for (const [family, aggregates] of this.#families) {
      aggregates.runSlice(prefixCountMax);
      if (aggregates.isEmpty) this.#families.delete(family);
    }
  }
}
