import {
  type CommunityKind,
  extendedCommunities,
  largeCommunities,
  standardCommunities,
} from '../lists/community-kinds.ts';
import type { CommunityMatch, CompiledCommunityList } from '../lists/community-lists.ts';
import type { CompiledMatch, ConditionOf, MatchRow } from './match-row.ts';

/** `match community NAME [exact-match|any]`. */
export const community: MatchRow<ConditionOf<'community'>> = {
  words: ({ list, how }) => `community ${list}${howWords[how]}`,
  reference: ({ list }) => ({ kind: 'community-list', name: list }),
  compile: ({ list, how }, { lists }) =>
    matchCommunities(lists.communityList(list), standardCommunities, how),
};

/** `match large-community NAME [exact-match|any]`. */
export const largeCommunity: MatchRow<ConditionOf<'large-community'>> = {
  words: ({ list, how }) => `large-community ${list}${howWords[how]}`,
  reference: ({ list }) => ({ kind: 'large-community-list', name: list }),
  compile: ({ list, how }, { lists }) =>
    matchCommunities(lists.largeCommunityList(list), largeCommunities, how),
};

/** `match extcommunity NAME`. */
export const extendedCommunity: MatchRow<ConditionOf<'extended-community'>> = {
  words: ({ list }) => `extcommunity ${list}`,
  reference: ({ list }) => ({ kind: 'extended-community-list', name: list }),
  compile: ({ list }, { lists }) =>
    matchCommunities(lists.extendedCommunityList(list), extendedCommunities, 'all'),
};

const howWords: Readonly<Record<CommunityMatch, string>> = { all: '', exact: ' exact-match', any: ' any' };

function matchCommunities<Community>(
  list: CompiledCommunityList<Community>,
  kind: CommunityKind<Community>,
  how: CommunityMatch,
): CompiledMatch {
  return {
    holds: ({ attributes }) => list.verdict(kind.of(attributes) ?? [], how).permitted,
    reason({ attributes }) {
      const communities = kind.of(attributes) ?? [];
      const carried = communities.length === 0 ? 'no communities' : communities.map(kind.format).join(' ');
      return `${carried}, ${list.verdict(communities, how).text}`;
    },
  };
}
