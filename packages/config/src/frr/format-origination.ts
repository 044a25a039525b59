import { type FamilyName, parsePrefix } from '@bgpeer/bgp-wire';
import type { ConfigDocument } from '../document/config-document.ts';
import {
  type AggregateDocument,
  networkParts,
  type RedistributeDocument,
  type StaticRouteDocument,
} from '../document/origination-document.ts';

/** What is originated of one family, in FRR's order. */
export function formatOrigination(document: ConfigDocument, family: FamilyName): string[] {
  const isOfFamily = ({ prefix }: { prefix: string }) => parsePrefix(prefix)?.family === family;
  return [
    ...document.networks
      .map(networkParts)
      .filter(isOfFamily)
      .map(({ prefix, routeMap }) => words(`network ${prefix}`, ['route-map', routeMap])),
    ...document.aggregates.filter(isOfFamily).map(formatAggregate),
    ...document.redistribute.filter((entry) => entry.family === family).map(formatRedistribute),
  ];
}

/** The static routes, IPv4 first. */
export function formatStaticRoutes({ staticRoutes }: ConfigDocument): string[] {
  const ofFamily = (family: FamilyName) =>
    staticRoutes.filter(({ prefix }) => parsePrefix(prefix)?.family === family).map(formatStaticRoute);
  const ipv4 = ofFamily('ipv4-unicast').map((route) => `ip route ${route}`);
  const ipv6 = ofFamily('ipv6-unicast').map((route) => `ipv6 route ${route}`);
  return staticRoutes.length === 0 ? [] : [...ipv4, ...ipv6, '!'];
}

function formatAggregate(aggregate: AggregateDocument): string {
  return words(
    `aggregate-address ${aggregate.prefix}`,
    ['as-set', aggregate.asSet],
    ['summary-only', aggregate.summaryOnly],
    ['route-map', aggregate.routeMap],
    ['origin', aggregate.origin],
    ['matching-MED-only', aggregate.matchingMedOnly],
    ['suppress-map', aggregate.suppressMap],
  );
}

function formatRedistribute({ metric, protocol, routeMap }: RedistributeDocument): string {
  return words(`redistribute ${protocol}`, ['metric', metric], ['route-map', routeMap]);
}

function formatStaticRoute(route: StaticRouteDocument): string {
  const { blackhole, distance, gateway, interfaceName, prefix, tag } = route;
  const via = blackhole === true ? ['blackhole'] : [gateway, interfaceName];
  const head = [prefix, ...via.filter((word) => word !== undefined)].join(' ');
  return `${words(head, ['tag', tag])}${distance === undefined ? '' : ` ${distance}`}`;
}

/** A statement with its options: each a word alone, or a word with its value. */
function words(
  head: string,
  ...options: (readonly [string, string | number | boolean | undefined])[]
): string {
  const stated = options.flatMap(([word, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [word] : [`${word} ${value}`];
  });
  return [head, ...stated].join(' ');
}
