import { parsePrefix } from '@bgpeer/bgp-wire';
import type { NetworkConfiguration } from '../configuration.ts';
import { isEqualData } from '../equal-data.ts';
import type { RouterState } from '../router-state.ts';
import { type LocalRoutes, localWeight, unspecifiedAddress } from './local-routes.ts';
import { throughRouteMap } from './route-map-application.ts';

/**
 * The networks of our own (`network P [route-map NAME]`): originated as FRR does, ORIGIN IGP and MED 0, whether or not
 * anything else knows them; not at all when the route-map denies it.
 */
export class Networks {
  readonly #state: RouterState;
  readonly #routes: LocalRoutes;
  /** By prefix, of both families. */
  readonly #networks = new Map<string, NetworkConfiguration>();

  constructor(state: RouterState, routes: LocalRoutes) {
    this.#state = state;
    this.#routes = routes;
  }

  /** Goes over to exactly these; what is as before stays untouched. */
  configure(networks: readonly NetworkConfiguration[]): void {
    const wanted = new Map(networks.map((network) => [network.prefix, network]));
    for (const known of [...this.#networks.values()])
      if (!isEqualData(wanted.get(known.prefix), known)) this.delete(known);
    for (const network of wanted.values()) this.add(network);
    this.#review();
  }

  /** Whether the prefix was no network before. */
  add(network: NetworkConfiguration): boolean {
    if (this.#networks.has(network.prefix)) return false;
    this.#networks.set(network.prefix, network);
    this.#apply(network);
    return true;
  }

  /** Whether the prefix was a network before. */
  delete({ prefix }: Pick<NetworkConfiguration, 'prefix'>): boolean {
    if (!this.#networks.delete(prefix)) return false;
    this.#routes.delete(parsePrefix(prefix)!, 'network');
    return true;
  }

  /** The route-maps may say something else now. */
  #review(): void {
    for (const network of this.#networks.values()) if (network.routeMap !== undefined) this.#apply(network);
  }

  #apply({ family, prefix: text, routeMap }: NetworkConfiguration): void {
    const prefix = parsePrefix(text)!;
    const nextHop = unspecifiedAddress[family];
    const subject = {
      attributes: { origin: 'IGP', asPath: [], nextHop, multiExitDisc: 0 },
      weight: localWeight,
      assumedLocalPreference: this.#state.configuration.defaultLocalPreference,
    } as const;
    const permitted = throughRouteMap(this.#state.policies, routeMap, prefix, subject, {});
    if (permitted === undefined) this.#routes.delete(prefix, 'network');
    else this.#routes.set(prefix, 'network', permitted);
  }
}
