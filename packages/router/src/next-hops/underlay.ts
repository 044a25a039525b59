import { comparePrefixes, type FamilyName, parsePrefix } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import type { UnderlayInput } from '../contract.ts';
import type { Origination } from '../origination/origination.ts';
import type { RouterState } from '../router-state.ts';
import type { StaticRouteView, UnderlayRouteView } from '../views/view-types.ts';
import { StaticRoutes } from './static-routes.ts';

/** The routes of the machine and of the configuration that are not BGP's, and everybody who has to hear of their changes. */
export class Underlay {
  readonly #state: RouterState;
  readonly #staticRoutes: StaticRoutes;
  #staticRoutesAreDue = false;
  /** By origin and prefix: when the route last changed. */
  readonly #changedAt = new Map<string, Instant>();

  constructor(state: RouterState, origination: Origination) {
    this.#state = state;
    const { nextHops } = state;
    this.#staticRoutes = new StaticRoutes(nextHops.underlay);
    nextHops.underlay.onChanged = (family, prefix, origin) => {
      this.#changedAt.set(`${origin} ${prefix}`, state.now);
      origination.underlayChanged(family, prefix, origin);
      nextHops.underlayChanged();
      if (origin === 'connected') nextHops.localAddressesChanged();
      if (origin !== 'configured') this.#staticRoutesAreDue = true;
    };
  }

  get staticRoutes(): readonly StaticRouteView[] {
    return this.#staticRoutes.views.map((view) => ({
      ...view,
      since: this.#changedAt.get(`configured ${view.prefix}`) ?? 0,
    }));
  }

  /** There is something that could be done now. */
  get isPending(): boolean {
    return this.#staticRoutesAreDue || this.#state.nextHops.isPending;
  }

  /** Goes over to the static routes of the configuration that the state has now. */
  configure(): void {
    const { staticRoutes } = this.#state.configuration;
    if (staticRoutes.length === 0 && this.#staticRoutes.views.length === 0) return;
    this.#staticRoutes.configure(staticRoutes);
    this.#staticRoutesAreDue = true;
  }

  handleInput(input: UnderlayInput): void {
    const { nextHops } = this.#state;
    switch (input.type) {
      case 'underlay-route-changed':
        nextHops.underlay.set(input.route, input.route.protocol);
        break;
      case 'underlay-route-removed':
        nextHops.underlay.delete(input.family, input.prefix, input.protocol);
        break;
      case 'underlay-known':
        nextHops.underlayKnown();
        this.#staticRoutesAreDue = true;
        break;
    }
  }

  /** Makes good on what changed, before the decision process asks for it. */
  review(): void {
    const { nextHops, outputs } = this.#state;
    if (this.#staticRoutesAreDue) {
      this.#staticRoutesAreDue = false;
      if (this.#staticRoutes.review(nextHops.isUnderlayKnown))
        outputs.push({ type: 'static-routes-changed' });
    }
    nextHops.review();
  }

  /** Routes of the machine of a family, in the order of prefixes. */
  routes(family: FamilyName): readonly UnderlayRouteView[] {
    return Array.from(this.#state.nextHops.underlay.routesOfMachine(family), (route) => ({
      ...route,
      since: this.#changedAt.get(`${route.protocol} ${route.prefix}`) ?? 0,
    })).sort((a, b) => comparePrefixes(parsePrefix(a.prefix)!, parsePrefix(b.prefix)!));
  }
}
