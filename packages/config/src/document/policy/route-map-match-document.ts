import { z } from 'zod';
import { field } from '../field-meaning.ts';
import { addressValue } from '../values.ts';
import { addressOf, originValue, policyName, uint32Max } from './policy-values.ts';

function listName(list: string, meaning: string, frrConf: string) {
  return field(policyName, { values: `the name of ${list}`, meaning, frrConf }).optional();
}

function prefixLength(bitLengthMax: number, words: string) {
  return field(z.int().min(0).max(bitLengthMax), {
    values: `0–${bitLengthMax}`,
    meaning: 'The prefix has this length.',
    frrConf: `match ${words} address prefix-len (0-${bitLengthMax})`,
  }).optional();
}

function communityList(statement: string, meaning: string) {
  const how = z.enum(['all', 'exact', 'any']);
  return field(
    z.strictObject({
      list: field(policyName, {
        values: 'the name of a list',
        meaning: 'The list that decides.',
        frrConf: `match ${statement} NAME`,
      }),
      how: field(how, {
        values: '`all`, `exact` or `any`',
        default: 'all',
        meaning:
          'Of an entry’s communities the route must carry `all`, exactly these and no others, or `any`.',
        frrConf: `match ${statement} NAME [<exact-match|any>]`,
      }).default('all'),
    }),
    { values: 'the keys below', meaning },
  ).optional();
}

function addressField(family: 'IPv4' | 'IPv6', meaning: string, frrConf: string) {
  return field(addressOf(addressValue, family), { values: `${family} address`, meaning, frrConf }).optional();
}

function numberField(min: number, meaning: string, frrConf: string) {
  return field(z.int().min(min).max(uint32Max), {
    values: `${min}–${uint32Max}`,
    meaning,
    frrConf,
  }).optional();
}

/** What an entry of a route-map asks of a route: all that is said must hold. */
export const routeMapMatchSchema = z.strictObject({
  asPathList: listName('an AS path list', 'The list permits the AS path.', 'match as-path NAME'),
  communityList: communityList('community', 'The list permits the communities.'),
  extendedCommunityList: listName(
    'an extended community list',
    'The list permits the extended communities.',
    'match extcommunity NAME',
  ),
  accessList: listName('an IPv4 access list', 'The list permits the prefix.', 'match ip address NAME'),
  prefixLength: prefixLength(32, 'ip'),
  prefixList: listName(
    'an IPv4 prefix list',
    'The list permits the prefix.',
    'match ip address prefix-list NAME',
  ),
  nextHopAccessList: listName(
    'an IPv4 access list',
    'The list permits the next hop.',
    'match ip next-hop NAME',
  ),
  nextHop: addressField('IPv4', 'The next hop is this address.', 'match ip next-hop address A.B.C.D'),
  nextHopPrefixList: listName(
    'an IPv4 prefix list',
    'The list permits the next hop, as a prefix of 32 bits.',
    'match ip next-hop prefix-list NAME',
  ),
  routeSourcePrefixList: listName(
    'an IPv4 prefix list',
    'The list permits the address of the peer that the route was learned from.',
    'match ip route-source prefix-list NAME',
  ),
  ipv6AccessList: listName('an IPv6 access list', 'The list permits the prefix.', 'match ipv6 address NAME'),
  ipv6PrefixLength: prefixLength(128, 'ipv6'),
  ipv6PrefixList: listName(
    'an IPv6 prefix list',
    'The list permits the prefix.',
    'match ipv6 address prefix-list NAME',
  ),
  ipv6NextHopAccessList: listName(
    'an IPv6 access list',
    'The list permits the next hop.',
    'match ipv6 next-hop NAME',
  ),
  ipv6NextHop: addressField('IPv6', 'The next hop is this address.', 'match ipv6 next-hop address X:X::X:X'),
  ipv6NextHopPrefixList: listName(
    'an IPv6 prefix list',
    'The list permits the next hop, as a prefix of 128 bits.',
    'match ipv6 next-hop prefix-list NAME',
  ),
  largeCommunityList: communityList('large-community', 'The list permits the large communities.'),
  localPreference: numberField(0, 'LOCAL_PREF is this.', 'match local-preference (0-4294967295)'),
  med: numberField(0, 'MULTI_EXIT_DISC is this.', 'match metric (0-4294967295)'),
  origin: field(originValue, {
    values: '`igp`, `egp` or `incomplete`',
    meaning: 'ORIGIN is this.',
    frrConf: 'match origin <egp|igp|incomplete>',
  }).optional(),
  peer: field(z.union([z.literal('local'), addressValue]), {
    values: 'IPv4 or IPv6 address, or `local`',
    meaning: 'The peer that the route was learned from; `local` is a route of our own.',
    frrConf: 'match peer <ADDRESS|local>',
  }).optional(),
  sourceProtocol: field(z.enum(['bgp', 'connected', 'static', 'kernel']), {
    values: '`bgp`, `connected`, `static` or `kernel`',
    meaning: 'Where a redistributed route comes from.',
    frrConf: 'match source-protocol <bgp|connected|kernel|static>',
  }).optional(),
  tag: numberField(1, 'The route’s tag is this.', 'match tag (1-4294967295)'),
});

export type RouteMapMatchDocument = z.output<typeof routeMapMatchSchema>;
