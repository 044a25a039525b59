import { type FamilyName, familyNames } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import type { FamilyRib } from '@bgpeer/rib';
import type { Advertiser } from './export/advertiser.ts';
import type { RouterState } from './router-state.ts';

/** So many prefixes without a route are of no concern. */
const unusedCountMax = 4_096;
const restMs = 1_000;

/**
 * Lets go of prefixes that have no route any more, so that a peer which advertises and withdraws ever new ones costs
 * bounded memory. A sweep begins when more than half of the known prefixes can be without a route, and goes in slices.
 */
export class PrefixHousekeeping {
  readonly #state: RouterState;
  readonly #advertiser: Advertiser;
  /** By family: the prefix id to go on with. */
  readonly #cursors = new Map<FamilyName, number>();
  #notBefore: Instant = 0;

  constructor(state: RouterState, advertiser: Advertiser) {
    this.#state = state;
    this.#advertiser = advertiser;
  }

  nextTimeout(): Instant | undefined {
    if (this.#cursors.size > 0) return this.#state.now;
    return familyNames.some((family) => isDue(this.#state.ribs.get(family)!)) ? this.#notBefore : undefined;
  }

  runSlice(prefixCountMax: number): void {
    for (const [family, rib] of this.#state.ribs) {
      if (this.#cursors.has(family)) this.#sweep(family, rib, prefixCountMax);
      else if (isDue(rib) && this.#state.now >= this.#notBefore) this.#cursors.set(family, 0);
    }
  }

  #sweep(family: FamilyName, rib: FamilyRib, prefixCountMax: number): void {
    const start = this.#cursors.get(family)!;
    const end = Math.min(rib.index.idLimit, start + prefixCountMax);
    for (let prefix = start; prefix < end; prefix += 1) {
      if (!rib.index.isKnown(prefix) || !rib.isUnused(prefix) || !this.#advertiser.isUnused(family, prefix))
        continue;
      this.#advertiser.forget(family, prefix);
      rib.index.release(prefix);
    }
    if (end < rib.index.idLimit) {
      this.#cursors.set(family, end);
      return;
    }
    this.#cursors.delete(family);
    // What a slow peer still has to be told of could not go; it is looked at again after a rest.
    this.#notBefore = this.#state.now + restMs;
  }
}

function isDue(rib: FamilyRib): boolean {
  return rib.index.count > 2 * rib.routes.count + unusedCountMax;
}
