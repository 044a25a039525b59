import type { LargeCommunity } from '@bgpeer/bgp-wire';
import {
  type CommunityKind,
  extendedCommunities as extended,
  largeCommunities as large,
  sortedCommunities,
  standardCommunities as standard,
} from '../lists/community-kinds.ts';
import type { CompiledCommunityList } from '../lists/community-lists.ts';
import type { ActionOf, CompiledSet, SetRow } from './set-row.ts';

/** `set community … [additive]`. */
export const communities: SetRow<ActionOf<'communities'>> = {
  words: (action) => `community ${communityWords(standard, action.communities, action.additive)}`,
  compile: (action) => setCommunities<number>(standard, action.communities, action.additive),
};

/** `set community none`. */
export const noCommunities: SetRow<ActionOf<'no-communities'>> = {
  words: () => 'community none',
  compile: () => setCommunities(standard, [], false),
};

/** `set comm-list NAME delete`. */
export const deleteCommunities: SetRow<ActionOf<'delete-communities'>> = {
  words: ({ list }) => `comm-list ${list} delete`,
  reference: ({ list }) => ({ kind: 'community-list', name: list }),
  compile: ({ list }, { lists }) => removeCommunities(standard, lists.communityList(list)),
};

/** `set large-community … [additive]`. */
export const largeCommunities: SetRow<ActionOf<'large-communities'>> = {
  words: (action) => `large-community ${communityWords(large, action.communities, action.additive)}`,
  compile: (action) => setCommunities<LargeCommunity>(large, action.communities, action.additive),
};

/** `set large-community none`. */
export const noLargeCommunities: SetRow<ActionOf<'no-large-communities'>> = {
  words: () => 'large-community none',
  compile: () => setCommunities(large, [], false),
};

/** `set large-comm-list NAME delete`. */
export const deleteLargeCommunities: SetRow<ActionOf<'delete-large-communities'>> = {
  words: ({ list }) => `large-comm-list ${list} delete`,
  reference: ({ list }) => ({ kind: 'large-community-list', name: list }),
  compile: ({ list }, { lists }) => removeCommunities(large, lists.largeCommunityList(list)),
};

/** `set extcommunity rt|soo …`. */
export const extendedCommunities: SetRow<ActionOf<'extended-communities'>> = {
  words: (action) => `extcommunity ${action.communities.map(extendedCommunityWords).join(' ')}`,
  compile: (action) => setCommunities<string>(extended, action.communities, action.additive),
};

/** `set extcommunity none`. */
export const noExtendedCommunities: SetRow<ActionOf<'no-extended-communities'>> = {
  words: () => 'extcommunity none',
  compile: () => setCommunities(extended, [], false),
};

/** `set extended-comm-list NAME delete`. */
export const deleteExtendedCommunities: SetRow<ActionOf<'delete-extended-communities'>> = {
  words: ({ list }) => `extended-comm-list ${list} delete`,
  reference: ({ list }) => ({ kind: 'extended-community-list', name: list }),
  compile: ({ list }, { lists }) => removeCommunities(extended, lists.extendedCommunityList(list)),
};

function setCommunities<Community>(
  kind: CommunityKind<Community>,
  added: readonly Community[],
  additive: boolean,
): CompiledSet {
  return (route) => {
    const kept = additive ? (kind.of(route.attributes) ?? []) : [];
    route.attributes = kind.with(route.attributes, sortedCommunities(kind, [...kept, ...added]));
  };
}

function removeCommunities<Community>(
  kind: CommunityKind<Community>,
  list: CompiledCommunityList<Community>,
): CompiledSet {
  return (route) => {
    const carried = kind.of(route.attributes);
    if (carried === undefined) return;
    const kept = carried.filter((community) => !list.permitsOne(community));
    if (kept.length < carried.length) route.attributes = kind.with(route.attributes, kept);
  };
}

function communityWords<Community>(
  kind: CommunityKind<Community>,
  values: readonly Community[],
  additive: boolean,
): string {
  return `${values.map(kind.format).join(' ')}${additive ? ' additive' : ''}`;
}

/** `rt 65000:1`, `soo 65000:1`: in a route-map the kind stands as a word of its own. */
function extendedCommunityWords(community: string): string {
  return extended.format(community).replace(/^(?:RT|SoO):/, (kind) => `${kind.slice(0, -1).toLowerCase()} `);
}
