import type { FamilyName } from '@bgpeer/bgp-wire';
import type { BgpRouter, Instant, RouterEvent } from '@bgpeer/router';
import type { ControlEvent } from './control/contract.ts';

type Listener = (event: ControlEvent) => void;

/** Gives what happens to everyone who follows; routes are described only while somebody does. */
export class EventFeed {
  readonly #router: Pick<BgpRouter, 'selectedRoute' | 'prefixText'>;
  readonly #clock: () => Instant;
  readonly #listeners = new Set<Listener>();

  constructor(router: Pick<BgpRouter, 'selectedRoute' | 'prefixText'>, clock: () => Instant) {
    this.#router = router;
    this.#clock = clock;
  }

  get followerCount(): number {
    return this.#listeners.size;
  }

  /** @returns ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  handleEvent(event: RouterEvent): void {
    this.#give({ kind: 'router', at: this.#clock(), event });
  }

  handleRoutesChanged(family: FamilyName, prefixIds: Int32Array): void {
    if (this.#listeners.size === 0) return;
    const at = this.#clock();
    for (const prefixId of prefixIds) {
      this.#give({
        kind: 'route',
        at,
        family,
        prefix: this.#router.prefixText(family, prefixId),
        selected: this.#router.selectedRoute(family, prefixId),
      });
    }
  }

  #give(event: ControlEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
