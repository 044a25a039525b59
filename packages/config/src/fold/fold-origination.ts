import { type FamilyName, type Origin, parsePrefix } from '@bgpeer/bgp-wire';
import type {
  AggregateConfiguration,
  NetworkConfiguration,
  RouterConfiguration,
  StaticRouteConfiguration,
} from '@bgpeer/router';
import type { ConfigDocument } from '../document/config-document.ts';
import {
  type AggregateDocument,
  networkParts,
  type StaticRouteDocument,
} from '../document/origination-document.ts';
import { staticRouteDistanceDefault } from './defaults.ts';
import { withoutUndefined } from './without-undefined.ts';

/** What the router originates, and its static routes. */
export function foldOrigination(
  document: ConfigDocument,
): Pick<RouterConfiguration, 'networks' | 'redistribute' | 'aggregates' | 'staticRoutes'> {
  return {
    networks: foldNetworks(document),
    redistribute: document.redistribute,
    aggregates: document.aggregates.map(foldAggregate),
    staticRoutes: document.staticRoutes.map(foldStaticRoute),
  };
}

/** A prefix that stands there twice counts once, as it stands there last. */
function foldNetworks(document: ConfigDocument): NetworkConfiguration[] {
  const byPrefix = new Map(document.networks.map(networkParts).map((network) => [network.prefix, network]));
  return [...byPrefix.values()].map((network) => ({ family: familyOfPrefix(network.prefix), ...network }));
}

const origins: Readonly<Record<NonNullable<AggregateDocument['origin']>, Origin>> = {
  igp: 'IGP',
  egp: 'EGP',
  incomplete: 'INCOMPLETE',
};

function foldAggregate(aggregate: AggregateDocument): AggregateConfiguration {
  const { origin, prefix, routeMap, suppressMap } = aggregate;
  return {
    family: familyOfPrefix(prefix),
    prefix,
    asSet: aggregate.asSet ?? false,
    summaryOnly: aggregate.summaryOnly ?? false,
    matchingMedOnly: aggregate.matchingMedOnly ?? false,
    ...withoutUndefined({ routeMap, suppressMap, origin: origin && origins[origin] }),
  };
}

function foldStaticRoute(route: StaticRouteDocument): StaticRouteConfiguration {
  return {
    family: familyOfPrefix(route.prefix),
    prefix: route.prefix,
    via: foldVia(route),
    distance: route.distance ?? staticRouteDistanceDefault,
    tag: route.tag ?? 0,
  };
}

function foldVia({ gateway, interfaceName }: StaticRouteDocument): StaticRouteConfiguration['via'] {
  if (gateway !== undefined) {
    return { kind: 'gateway', address: gateway, ...withoutUndefined({ interfaceName }) };
  }
  return interfaceName === undefined ? { kind: 'blackhole' } : { kind: 'interface', interfaceName };
}

function familyOfPrefix(prefix: string): FamilyName {
  const parsed = parsePrefix(prefix);
  if (parsed === undefined) throw new Error(`not a canonical prefix: ${prefix}`);
  return parsed.family;
}
