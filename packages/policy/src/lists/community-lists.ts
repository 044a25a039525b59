import type { CommunityListDefinition, CommunityListEntry } from '../definitions/list-definitions.ts';
import { type CommunityKind, sortedCommunities } from './community-kinds.ts';
import { compileExpressionOrNothing } from './expression-or-nothing.ts';
import { type ListVerdict, listVerdict } from './list-entry.ts';

/** How much of an entry a route must carry: all its communities, those and no others, or one of them. */
export type CommunityMatch = 'all' | 'exact' | 'any';

/** A list of communities of one kind, ready to be asked. */
export interface CompiledCommunityList<Community> {
  verdict(communities: readonly Community[], how: CommunityMatch): ListVerdict;
  /** Whether `set comm-list … delete` takes this one off: the first entry that names it or fits its text permits. */
  permitsOne(community: Community): boolean;
}

interface CompiledEntry {
  fits(route: CommunitiesOfRoute, how: CommunityMatch): boolean;
  fitsOne(key: number | string, text: string): boolean;
}

interface CommunitiesOfRoute {
  readonly keys: ReadonlySet<number | string>;
  /** Ascending, with spaces between. */
  readonly text: string;
}

export function compileCommunityList<Community>(
  definition: CommunityListDefinition,
  kind: CommunityKind<Community>,
): CompiledCommunityList<Community> {
  const { entries } = definition;
  const compiled = entries.map((entry) =>
    definition.form === 'standard' ? standardEntry(entry, kind) : expandedEntry(entry),
  );
  return {
    verdict(communities, how) {
      const route = communitiesOfRoute(communities, kind);
      const index = compiled.findIndex((entry) => entry.fits(route, how));
      return listVerdict(entries, index, ({ values }) => values.join(' '));
    },
    permitsOne(community) {
      const [key, text] = [kind.key(community), kind.format(community)];
      const index = compiled.findIndex((entry) => entry.fitsOne(key, text));
      return index >= 0 && entries[index].action === 'permit';
    },
  };
}

function communitiesOfRoute<Community>(
  communities: readonly Community[],
  kind: CommunityKind<Community>,
): CommunitiesOfRoute {
  const sorted = sortedCommunities(kind, communities);
  return { keys: new Set(sorted.map(kind.key)), text: sorted.map(kind.format).join(' ') };
}

/** A value that is no community makes the entry fit nothing: `checkPolicies` tells the operator. */
function standardEntry<Community>(entry: CommunityListEntry, kind: CommunityKind<Community>): CompiledEntry {
  const parsed = entry.values.map(kind.parse);
  const communities = parsed.filter((community) => community !== undefined);
  const isWhole = communities.length === parsed.length;
  const keys = new Set(communities.map(kind.key));
  const isWildcard = keys.size === 0 || (kind.wildcard !== undefined && keys.has(kind.key(kind.wildcard)));
  if (!isWhole) return { fits: () => false, fitsOne: () => false };
  if (isWildcard) return { fits: () => true, fitsOne: () => true };
  return {
    fits({ keys: carried }, how) {
      switch (how) {
        case 'all':
          return isSubset(keys, carried);
        case 'exact':
          return keys.size === carried.size && isSubset(keys, carried);
        case 'any':
          return [...keys].some((key) => carried.has(key));
      }
    },
    fitsOne: (key) => keys.has(key),
  };
}

/** The expression is looked for in the text of all communities together, however they are to be matched. */
function expandedEntry(entry: CommunityListEntry): CompiledEntry {
  const expression = compileExpressionOrNothing(entry.values.join(' '));
  return {
    fits: ({ text }) => expression.test(text),
    fitsOne: (_key, text) => expression.test(text),
  };
}

function isSubset<Key>(keys: ReadonlySet<Key>, of: ReadonlySet<Key>): boolean {
  return [...keys].every((key) => of.has(key));
}
