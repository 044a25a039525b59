import { z } from 'zod';
import { field } from '../field-meaning.ts';
import {
  accessListSchema,
  asPathListSchema,
  extendedCommunityListSchema,
  ipv6AccessListSchema,
  largeCommunityListSchema,
  prefixListSchema,
  standardCommunityListSchema,
} from './list-documents.ts';
import { policyName } from './policy-values.ts';
import { routeMapSchema } from './route-map-document.ts';

function named<Schema extends z.ZodType>(schema: Schema, what: string, meaning: string, frrConf: string) {
  return field(z.record(policyName, schema), {
    values: `${what} by name`,
    default: 'none',
    meaning,
    frrConf,
  }).optional();
}

/** Every list and route-map. */
export const policiesSchema = z.strictObject({
  prefixLists: named(
    prefixListSchema('IPv4'),
    'prefix lists',
    'Lists of IPv4 prefixes.',
    'ip prefix-list NAME [seq N] <permit|deny> <PREFIX|any> [ge N] [le N]',
  ),
  ipv6PrefixLists: named(
    prefixListSchema('IPv6'),
    'prefix lists',
    'Lists of IPv6 prefixes.',
    'ipv6 prefix-list NAME [seq N] <permit|deny> <PREFIX|any> [ge N] [le N]',
  ),
  accessLists: named(
    accessListSchema,
    'access lists',
    'Lists of IPv4 prefixes with what is inside them.',
    'access-list NAME [seq N] <permit|deny> <PREFIX [exact-match]|any|A.B.C.D WILDCARD>',
  ),
  ipv6AccessLists: named(
    ipv6AccessListSchema,
    'access lists',
    'Lists of IPv6 prefixes with what is inside them.',
    'ipv6 access-list NAME [seq N] <permit|deny> <PREFIX [exact-match]|any>',
  ),
  asPathLists: named(
    asPathListSchema,
    'AS path lists',
    'Lists of regular expressions over AS paths.',
    'bgp as-path access-list NAME [seq N] <permit|deny> REGEX',
  ),
  communityLists: named(
    standardCommunityListSchema,
    'community lists',
    'Lists of communities (RFC 1997).',
    'bgp community-list <standard|expanded> NAME [seq N] <permit|deny> COMMUNITY...',
  ),
  extendedCommunityLists: named(
    extendedCommunityListSchema,
    'community lists',
    'Lists of extended communities (RFC 4360).',
    'bgp extcommunity-list <standard|expanded> NAME [seq N] <permit|deny> <rt|soo> VALUE...',
  ),
  largeCommunityLists: named(
    largeCommunityListSchema,
    'community lists',
    'Lists of large communities (RFC 8092).',
    'bgp large-community-list <standard|expanded> NAME [seq N] <permit|deny> LARGE-COMMUNITY...',
  ),
  routeMaps: named(
    routeMapSchema,
    'route-maps',
    'What is asked of routes, and what is changed in them.',
    'route-map NAME <permit|deny> (1-65535)',
  ),
});

export type PoliciesDocument = z.output<typeof policiesSchema>;
