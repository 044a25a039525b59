import {
  formatCommunity,
  formatExtendedCommunity,
  formatLargeCommunity,
  type LargeCommunity,
  type PathAttributes,
  parseCommunity,
  parseExtendedCommunity,
  parseLargeCommunity,
} from '@bgpeer/bgp-wire';

/** One of the three kinds of communities that lists and route-maps know. */
export interface CommunityKind<Community> {
  of(attributes: PathAttributes): readonly Community[] | undefined;
  /** The attributes with these communities instead; without the attribute when there are none. */
  with(attributes: PathAttributes, communities: readonly Community[]): PathAttributes;
  /** Equal for equal communities. */
  key(community: Community): number | string;
  compare(a: Community, b: Community): number;
  /** As FRR prints it, for expanded lists. */
  format(community: Community): string;
  /** As a list has it; undefined when it is none. */
  parse(text: string): Community | undefined;
  /** What `parse` takes, for people. */
  readonly expected: string;
  /** A community that stands for every one when a standard list has it. */
  readonly wildcard?: Community;
}

/** In the lists of FRR `internet` stands for every route. */
const internet = 0;

export const standardCommunities: CommunityKind<number> = {
  of: ({ communities }) => communities,
  with: (attributes, communities) => ({ ...attributes, communities: withoutEmpty(communities) }),
  key: (community) => community,
  compare: (a, b) => a - b,
  format: formatCommunity,
  parse: parseCommunity,
  expected: 'a community such as 65000:1 or no-export',
  wildcard: internet,
};

export const largeCommunities: CommunityKind<LargeCommunity> = {
  of: ({ largeCommunities }) => largeCommunities,
  with: (attributes, communities) => ({ ...attributes, largeCommunities: withoutEmpty(communities) }),
  key: formatLargeCommunity,
  compare: (a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2],
  format: formatLargeCommunity,
  parse: parseLargeCommunity,
  expected: 'a large community such as 65000:1:2',
};

export const extendedCommunities: CommunityKind<string> = {
  of: ({ extendedCommunities }) => extendedCommunities,
  with: (attributes, communities) => ({ ...attributes, extendedCommunities: withoutEmpty(communities) }),
  key: (community) => community,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  format: formatExtendedCommunity,
  // Lists have a space behind `rt` and `soo`, the text of a community a colon.
  parse: (text) => parseExtendedCommunity(text.trim().replace(/\s+/, ':')),
  expected: 'an extended community such as rt 65000:1 or soo 192.0.2.1:1',
};

/** Ascending and without repetitions, as FRR keeps communities. */
export function sortedCommunities<Community>(
  kind: CommunityKind<Community>,
  communities: readonly Community[],
): Community[] {
  const byKey = new Map(communities.map((community) => [kind.key(community), community]));
  return [...byKey.values()].sort(kind.compare);
}

/** An attribute without a value would be malformed (RFC 7606, section 7.14). */
function withoutEmpty<Value>(values: readonly Value[]): readonly Value[] | undefined {
  return values.length === 0 ? undefined : values;
}
