import type { MatchCondition } from '../definitions/route-map-definition.ts';
import { asPath, localPreference, metric, origin, tag } from './attribute-matches.ts';
import { community, extendedCommunity, largeCommunity } from './community-matches.ts';
import type { ConditionOf, MatchKind, MatchRow } from './match-row.ts';
import {
  nextHopAccessList,
  nextHopAddress,
  nextHopPrefixList,
  routeSourcePrefixList,
} from './next-hop-matches.ts';
import { accessList, prefixLength, prefixList } from './prefix-matches.ts';
import { peer, sourceProtocol } from './source-matches.ts';

/** Every kind of condition of a route-map. */
const matchTable: { readonly [Kind in MatchKind]: MatchRow<ConditionOf<Kind>> } = {
  'prefix-list': prefixList,
  'access-list': accessList,
  'prefix-length': prefixLength,
  'next-hop-prefix-list': nextHopPrefixList,
  'next-hop-access-list': nextHopAccessList,
  'next-hop-address': nextHopAddress,
  'route-source-prefix-list': routeSourcePrefixList,
  peer,
  'as-path': asPath,
  community,
  'large-community': largeCommunity,
  'extended-community': extendedCommunity,
  metric,
  'local-preference': localPreference,
  origin,
  'source-protocol': sourceProtocol,
  tag,
};

/** The row of a condition's kind. */
export function matchRowOf<Kind extends MatchKind>(condition: { readonly match: Kind }): MatchRow {
  return matchTable[condition.match] as MatchRow<MatchCondition>;
}
