import type { FamilyName, Origin } from '@bgpeer/bgp-wire';
import type { MatchCondition } from '@bgpeer/policy';
import type { RouteMapMatchDocument } from '../../document/policy/route-map-match-document.ts';

type MatchKey = keyof RouteMapMatchDocument;
type MatchValue<Key extends MatchKey> = NonNullable<RouteMapMatchDocument[Key]>;

/** ORIGIN by the words of frr.conf. */
export const origins = { igp: 'IGP', egp: 'EGP', incomplete: 'INCOMPLETE' } as const satisfies Record<
  string,
  Origin
>;

type ListMatchOfFamily =
  | 'access-list'
  | 'prefix-list'
  | 'next-hop-access-list'
  | 'next-hop-prefix-list'
  | 'route-source-prefix-list';

function listOf(match: ListMatchOfFamily, family: FamilyName) {
  return (list: string): MatchCondition => ({ match, family, list });
}

/** What each key asks, in the order in which it is asked. */
const conditions: { readonly [Key in MatchKey]-?: (value: MatchValue<Key>) => MatchCondition } = {
  prefixList: listOf('prefix-list', 'ipv4-unicast'),
  ipv6PrefixList: listOf('prefix-list', 'ipv6-unicast'),
  accessList: listOf('access-list', 'ipv4-unicast'),
  ipv6AccessList: listOf('access-list', 'ipv6-unicast'),
  prefixLength: (bitLength) => ({ match: 'prefix-length', family: 'ipv4-unicast', bitLength }),
  ipv6PrefixLength: (bitLength) => ({ match: 'prefix-length', family: 'ipv6-unicast', bitLength }),
  nextHopPrefixList: listOf('next-hop-prefix-list', 'ipv4-unicast'),
  ipv6NextHopPrefixList: listOf('next-hop-prefix-list', 'ipv6-unicast'),
  nextHopAccessList: listOf('next-hop-access-list', 'ipv4-unicast'),
  ipv6NextHopAccessList: listOf('next-hop-access-list', 'ipv6-unicast'),
  nextHop: (address) => ({ match: 'next-hop-address', address }),
  ipv6NextHop: (address) => ({ match: 'next-hop-address', address }),
  routeSourcePrefixList: listOf('route-source-prefix-list', 'ipv4-unicast'),
  peer: (peer) => ({ match: 'peer', peer }),
  asPathList: (list) => ({ match: 'as-path', list }),
  communityList: ({ how, list }) => ({ match: 'community', list, how }),
  largeCommunityList: ({ how, list }) => ({ match: 'large-community', list, how }),
  extendedCommunityList: (list) => ({ match: 'extended-community', list }),
  med: (value) => ({ match: 'metric', value }),
  localPreference: (value) => ({ match: 'local-preference', value }),
  origin: (origin) => ({ match: 'origin', origin: origins[origin] }),
  sourceProtocol: (protocol) => ({ match: 'source-protocol', protocol }),
  tag: (value) => ({ match: 'tag', value }),
};

/** What a document asks of a route, key by key. */
export function matchConditions(
  match: RouteMapMatchDocument,
): { key: MatchKey; condition: MatchCondition }[] {
  return (Object.keys(conditions) as MatchKey[]).flatMap((key) => {
    const condition = conditionOf(key, match);
    return condition === undefined ? [] : [{ key, condition }];
  });
}

function conditionOf<Key extends MatchKey>(
  key: Key,
  match: RouteMapMatchDocument,
): MatchCondition | undefined {
  const value = match[key];
  const condition = conditions[key] as (value: MatchValue<Key>) => MatchCondition;
  return value === undefined ? undefined : condition(value as MatchValue<Key>);
}
