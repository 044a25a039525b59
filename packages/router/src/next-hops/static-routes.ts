import { comparePrefixes, parsePrefix } from '@bgpeer/bgp-wire';
import type { StaticRouteConfiguration } from '../configuration.ts';
import type { UnderlayNextHop } from '../contract.ts';
import type { StaticRouteView } from '../views/view-types.ts';
import type { UnderlayTable } from './underlay-table.ts';

/** A static route that holds. */
type HoldingRoute = Omit<StaticRouteView, 'since'>;

/** What a static route leads to while it holds; no hops: what it leads to is dropped. */
interface StaticWay {
  readonly route: StaticRouteConfiguration;
  readonly hops: readonly UnderlayNextHop[];
}

/**
 * The static routes of the configuration (`ip route …`). One holds as long as its gateway is reached by a route of the machine
 * that is no default route, or its interface has a connected subnet; of several to a prefix those with the least distance hold, and share the load. While nothing is
 * known of the machine's routes all of them hold. Those that hold stand in the underlay as `static`.
 */
export class StaticRoutes {
  readonly #underlay: UnderlayTable;
  #configured: readonly StaticRouteConfiguration[] = [];
  #views: readonly HoldingRoute[] = [];

  constructor(underlay: UnderlayTable) {
    this.#underlay = underlay;
  }

  get views(): readonly HoldingRoute[] {
    return this.#views;
  }

  configure(routes: readonly StaticRouteConfiguration[]): void {
    this.#configured = routes;
  }

  /** Finds out which hold now; whether that is other than before. */
  review(isUnderlayKnown: boolean): boolean {
    const before = this.#views;
    const holding = new Map<string, StaticWay[]>();
    for (const route of this.#configured) {
      const hops = this.#hopsOf(route, isUnderlayKnown);
      if (hops === undefined) continue;
      const [known = undefined] = holding.get(route.prefix) ?? [];
      if (known === undefined || route.distance < known.route.distance)
        holding.set(route.prefix, [{ route, hops }]);
      else if (route.distance === known.route.distance) holding.get(route.prefix)!.push({ route, hops });
    }
    this.#views = [...holding.values()].map(viewOf).sort(byPrefix);
    if (JSON.stringify(before) === JSON.stringify(this.#views)) return false;
    for (const { family, prefix } of before)
      if (!holding.has(prefix)) this.#underlay.delete(family, prefix, 'configured');
    for (const view of this.#views) this.#publish(view);
    return true;
  }

  #publish({ family, prefix, forwarding }: HoldingRoute): void {
    const nextHops =
      forwarding.kind === 'blackhole'
        ? []
        : forwarding.hops.map(({ gateway, interfaceName }) => ({
            ...(gateway !== undefined && { gateway }),
            ...(interfaceName !== undefined && { interfaceName }),
          }));
    this.#underlay.set({ family, prefix, protocol: 'static', nextHops, metric: 0 }, 'configured');
  }

  /** Undefined: the route does not hold. */
  #hopsOf(
    { via }: StaticRouteConfiguration,
    isUnderlayKnown: boolean,
  ): readonly UnderlayNextHop[] | undefined {
    switch (via.kind) {
      case 'blackhole':
        return [];
      case 'interface': {
        const { interfaceName } = via;
        return !isUnderlayKnown || this.#underlay.hasInterface(interfaceName)
          ? [{ interfaceName }]
          : undefined;
      }
      case 'gateway':
        return isUnderlayKnown
          ? this.#hopsThrough(via.address, via.interfaceName)
          : [hop(via.address, via.interfaceName)];
    }
  }

  #hopsThrough(address: string, interfaceName: string | undefined): readonly UnderlayNextHop[] | undefined {
    const route = this.#underlay.throughMachine(address);
    if (route === undefined) return undefined;
    const hops =
      route.protocol === 'connected'
        ? route.nextHops.map((link) => ({ gateway: address, ...link }))
        : route.nextHops;
    if (interfaceName !== undefined) {
      const onInterface = hops.filter((each) => each.interfaceName === interfaceName);
      return onInterface.length === 0 ? undefined : onInterface;
    }
    return route.protocol === 'connected' ? hops.slice(0, 1) : hops;
  }
}

function hop(gateway: string, interfaceName: string | undefined): UnderlayNextHop {
  return { gateway, ...(interfaceName !== undefined && { interfaceName }) };
}

/** Of routes with the same prefix and distance, those that lead somewhere count before a blackhole. */
function viewOf(ways: readonly StaticWay[]): HoldingRoute {
  const { family, prefix, distance, tag } = ways[0].route;
  const hops = ways.flatMap((way) => way.hops.map((each) => ({ ...each, weight: 1 })));
  const forwarding =
    hops.length === 0 ? ({ kind: 'blackhole' } as const) : ({ kind: 'unicast', hops } as const);
  return { family, prefix, distance, tag, forwarding };
}

function byPrefix(a: HoldingRoute, b: HoldingRoute): number {
  return comparePrefixes(parsePrefix(a.prefix)!, parsePrefix(b.prefix)!);
}
