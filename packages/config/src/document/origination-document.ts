import { familyNames, parsePrefix } from '@bgpeer/bgp-wire';
import { z } from 'zod';
import { field } from './field-meaning.ts';
import { originValue, policyName } from './policy/policy-values.ts';
import {
  addressValue,
  interfaceName,
  prefixValue,
  switchDefaultingTo,
  withoutSwitchesOff,
} from './values.ts';

const routeMapOf = (meaning: string, frrConf: string) =>
  field(policyName, { values: 'the name of a route-map', default: 'none', meaning, frrConf }).optional();

const networkWithRouteMap = z
  .strictObject({
    prefix: prefixValue,
    routeMap: policyName.optional(),
  })
  .transform(({ prefix, routeMap }) => (routeMap === undefined ? prefix : { prefix, routeMap }));

/** What this router originates: a prefix alone, or one with the route-map that gives it attributes. */
export const networkSchema = z.union([prefixValue, networkWithRouteMap]);

export type NetworkDocument = z.output<typeof networkSchema>;

/** A network in one shape, with or without a route-map. */
export function networkParts(network: NetworkDocument): { prefix: string; routeMap?: string } {
  return typeof network === 'string' ? { prefix: network } : network;
}

/** Routes of another protocol that become BGP's. */
export const redistributeSchema = z.strictObject({
  family: field(z.enum(familyNames as ['ipv4-unicast', 'ipv6-unicast']), {
    values: '`ipv4-unicast` or `ipv6-unicast`',
    meaning: 'The address family.',
    frrConf: 'address-family <ipv4|ipv6> unicast',
  }),
  protocol: field(z.enum(['connected', 'static', 'kernel']), {
    values: '`connected`, `static` or `kernel`',
    meaning: 'The subnets of our interfaces, our `staticRoutes`, or what others put into the kernel’s table.',
    frrConf: 'redistribute <connected|static|kernel>',
  }),
  metric: field(z.int().min(0).max(4_294_967_295), {
    values: '0–4294967295',
    default: 'the route’s own metric',
    meaning: 'MULTI_EXIT_DISC of what is redistributed.',
    frrConf: 'redistribute PROTOCOL metric (0-4294967295)',
  }).optional(),
  routeMap: routeMapOf(
    'Chooses what is redistributed, and gives it attributes.',
    'redistribute PROTOCOL route-map NAME',
  ),
});

export type RedistributeDocument = z.output<typeof redistributeSchema>;

/** A prefix that is originated as long as there is a more specific route in it. */
export const aggregateSchema = z
  .strictObject({
    prefix: field(prefixValue, {
      values: 'IPv4 or IPv6 prefix',
      meaning: 'The aggregate.',
      frrConf: 'aggregate-address PREFIX',
    }),
    asSet: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Keep the AS numbers of what is aggregated, as an AS_SET (RFC 9774 advises against).',
      frrConf: 'aggregate-address PREFIX as-set',
    }).optional(),
    summaryOnly: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Do not advertise what is aggregated.',
      frrConf: 'aggregate-address PREFIX summary-only',
    }).optional(),
    routeMap: routeMapOf('Gives the aggregate attributes.', 'aggregate-address PREFIX route-map NAME'),
    origin: field(originValue, {
      values: '`igp`, `egp` or `incomplete`',
      default: 'the worst of what is aggregated',
      meaning: 'ORIGIN of the aggregate.',
      frrConf: 'aggregate-address PREFIX origin <igp|egp|incomplete>',
    }).optional(),
    matchingMedOnly: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Aggregate only when all that is aggregated has the same MULTI_EXIT_DISC.',
      frrConf: 'aggregate-address PREFIX matching-MED-only',
    }).optional(),
    suppressMap: routeMapOf(
      'Do not advertise what this route-map permits of what is aggregated.',
      'aggregate-address PREFIX suppress-map NAME',
    ),
  })
  .overwrite(withoutSwitchesOff);

export type AggregateDocument = z.output<typeof aggregateSchema>;

/** A route of our own, that `redistribute static` takes, and that next hops are resolved by. */
export const staticRouteSchema = z
  .strictObject({
    prefix: field(prefixValue, {
      values: 'IPv4 or IPv6 prefix',
      meaning: 'Where the route leads.',
      frrConf: 'ip route PREFIX …, ipv6 route PREFIX …',
    }),
    gateway: field(addressValue, {
      values: 'an address of the prefix’s family',
      meaning: 'The router to forward to. One of `gateway`, `interfaceName` and `blackhole` is needed.',
      frrConf: 'ip route PREFIX ADDRESS',
    }).optional(),
    interfaceName: field(interfaceName, {
      values: 'the name of an interface',
      meaning: 'Where to forward; beside `gateway`, where the gateway is.',
      frrConf: 'ip route PREFIX NAME',
    }).optional(),
    blackhole: field(z.boolean(), {
      ...switchDefaultingTo(false),
      meaning: 'Forward nowhere.',
      frrConf: 'ip route PREFIX <blackhole|reject|Null0>',
    }).optional(),
    distance: field(z.int().min(1).max(255), {
      values: '1–255',
      default: '1',
      meaning: 'Of several routes to a prefix, the least distance is used.',
      frrConf: 'ip route PREFIX … (1-255)',
    }).optional(),
    tag: field(z.int().min(1).max(4_294_967_295), {
      values: '1–4294967295',
      default: 'none',
      meaning: 'A number that route-maps can match.',
      frrConf: 'ip route PREFIX … tag (1-4294967295)',
    }).optional(),
  })
  .overwrite(withoutSwitchesOff)
  .refine(leadsSomewhere, {
    path: ['prefix'],
    message: 'needs a gateway, an interface or `blackhole: true`, and only that',
  })
  .refine(({ gateway, prefix }) => gateway === undefined || isOfFamily(gateway, prefix), {
    path: ['gateway'],
    message: 'is of the other family than the prefix',
  });

export type StaticRouteDocument = z.output<typeof staticRouteSchema>;

type StaticRoute = { prefix: string; gateway?: string; interfaceName?: string; blackhole?: boolean };

function leadsSomewhere({ blackhole, gateway, interfaceName: name }: StaticRoute): boolean {
  const hasNextHop = gateway !== undefined || name !== undefined;
  return hasNextHop !== (blackhole ?? false);
}

function isOfFamily(address: string, prefix: string): boolean {
  return address.includes(':') === (parsePrefix(prefix)?.family === 'ipv6-unicast');
}
