import { type FamilyName, familyNames, parsePrefix, prefixContains } from '@bgpeer/bgp-wire';
import type { RedistributeConfiguration, UnderlayProtocol } from '../configuration.ts';
import type { UnderlayRoute } from '../contract.ts';
import type { UnderlayOrigin } from '../next-hops/underlay-table.ts';
import type { RouterState } from '../router-state.ts';
import { type LocalRoutes, localWeight, unspecifiedAddress } from './local-routes.ts';
import { throughRouteMap } from './route-map-application.ts';

const linkLocal = parsePrefix('fe80::/10')!;

/**
 * What `redistribute connected|static|kernel` takes from the underlay: ORIGIN INCOMPLETE, and as MULTI_EXIT_DISC the metric
 * of the statement or else of the route, as FRR does. Link-local subnets stay where they are.
 */
export class Redistribution {
  readonly #state: RouterState;
  readonly #routes: LocalRoutes;
  #configured: readonly RedistributeConfiguration[] = [];

  constructor(state: RouterState, routes: LocalRoutes) {
    this.#state = state;
    this.#routes = routes;
  }

  /** Goes over to other statements, or to other route-maps for the same ones. */
  configure(statements: readonly RedistributeConfiguration[]): void {
    const before = this.#configured;
    this.#configured = statements;
    for (const family of familyNames) {
      const concerned = [...before, ...statements].filter((statement) => statement.family === family);
      if (concerned.length === 0) continue;
      const protocols = new Set(concerned.map(({ protocol }) => protocol));
      for (const { prefix, protocol } of [...this.#state.nextHops.underlay.routes(family)])
        if (protocols.has(protocol)) this.#review(family, prefix, protocol);
    }
  }

  /** A route of the underlay came, changed or went. */
  underlayChanged(family: FamilyName, prefix: string, origin: UnderlayOrigin): void {
    this.#review(family, prefix, origin === 'configured' ? 'static' : origin);
  }

  #review(family: FamilyName, text: string, protocol: UnderlayProtocol): void {
    const statement = this.#configured.find((each) => each.family === family && each.protocol === protocol);
    const route = this.#state.nextHops.underlay.route(family, text, protocol);
    const prefix = parsePrefix(text)!;
    if (statement === undefined || route === undefined || prefixContains(linkLocal, prefix)) {
      this.#routes.delete(prefix, protocol);
      return;
    }
    const attributes = {
      origin: 'INCOMPLETE',
      asPath: [],
      nextHop: unspecifiedAddress[family],
      multiExitDisc: statement.metric ?? route.metric,
    } as const;
    const { defaultLocalPreference: assumedLocalPreference } = this.#state.configuration;
    const subject = { attributes, weight: localWeight, tag: this.#tagOf(route), assumedLocalPreference };
    const context = { sourceProtocol: protocol };
    const permitted = throughRouteMap(this.#state.policies, statement.routeMap, prefix, subject, context);
    if (permitted === undefined) this.#routes.delete(prefix, protocol);
    else this.#routes.set(prefix, protocol, permitted);
  }

  /** Only static routes of the configuration have a tag. */
  #tagOf({ prefix, protocol }: UnderlayRoute): number {
    if (protocol !== 'static') return 0;
    return this.#state.configuration.staticRoutes.find((route) => route.prefix === prefix)?.tag ?? 0;
  }
}
