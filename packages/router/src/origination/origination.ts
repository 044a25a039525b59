import type { FamilyName } from '@bgpeer/bgp-wire';
import type { PrefixId } from '@bgpeer/rib';
import type { NetworkConfiguration } from '../configuration.ts';
import type { UnderlayOrigin } from '../next-hops/underlay-table.ts';
import type { RouterState } from '../router-state.ts';
import { Aggregation } from './aggregation/aggregation.ts';
import { LocalRoutes } from './local-routes.ts';
import { Networks } from './networks.ts';
import { Redistribution } from './redistribution.ts';

/**
 * The routes of our own: networks, what is redistributed, aggregates. A prefix may have one for each reason, which then
 * are held against each other like all routes.
 */
export class Origination {
  readonly #state: RouterState;
  readonly #networks: Networks;
  readonly #redistribution: Redistribution;
  readonly #aggregation: Aggregation;

  /** `suppressionChanged` hears of selected prefixes that aggregates hold back from peers from now on, or no more. */
  constructor(state: RouterState, suppressionChanged: (family: FamilyName, prefix: PrefixId) => void) {
    this.#state = state;
    const routes = new LocalRoutes(state);
    this.#networks = new Networks(state, routes);
    this.#redistribution = new Redistribution(state, routes);
    this.#aggregation = new Aggregation(state, routes, suppressionChanged);
  }

  /** There is something that could be done now. */
  get isPending(): boolean {
    return this.#aggregation.isPending;
  }

  /** Goes over to the configuration and the policies that the state has now. What they say as before stays untouched. */
  configure(): void {
    this.#networks.configure(this.#state.configuration.networks);
    this.#redistribution.configure(this.#state.configuration.redistribute);
    this.#aggregation.configure();
  }

  /** Whether the prefix was not originated as a network before. */
  add(network: NetworkConfiguration): boolean {
    return this.#networks.add(network);
  }

  /** Whether the prefix was originated as a network before. */
  delete(network: Pick<NetworkConfiguration, 'family' | 'prefix'>): boolean {
    return this.#networks.delete(network);
  }

  underlayChanged(family: FamilyName, prefix: string, origin: UnderlayOrigin): void {
    this.#redistribution.underlayChanged(family, prefix, origin);
  }

  /** The selection of these prefixes changed. To be told before they are advertised. */
  selectionChanged(family: FamilyName, prefixIds: Int32Array): void {
    this.#aggregation.selectionChanged(family, prefixIds);
  }

  runSlice(prefixCountMax: number): void {
    this.#aggregation.runSlice(prefixCountMax);
  }
}
