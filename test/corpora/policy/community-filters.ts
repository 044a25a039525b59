import {
  formatExtendedCommunity,
  formatHexadecimal,
  type LargeCommunity,
  type PathAttributes,
  parseCommunity,
  parseLargeCommunity,
} from '@bgpeer/bgp-wire';
import type { CommunityListDefinition, MatchCondition, PolicyDefinitions, SetAction } from '@bgpeer/policy';
import type { Comparison, CorpusSource } from '../corpus-case.ts';
import { readCorpusRows } from '../corpus-files.ts';
import { verdictOf } from './policy-questions.ts';

type Community =
  | { readonly type: 'community'; readonly value: string }
  | { readonly type: 'large'; readonly value: string }
  | {
      readonly type: 'extended';
      /** Type and sub-type in hexadecimal, or `*`. */
      readonly typeSubtype: string;
      readonly data1: number | string;
      readonly data2: number | string;
    };

interface CommunityFilterRow {
  readonly name: string;
  readonly localAs: number;
  readonly neighborAs: number;
  readonly set: readonly Community[];
  readonly match?: Community;
  readonly delete?: Community;
  readonly expect: {
    readonly matches?: boolean;
    readonly afterDeleteMatchesDeleted?: boolean;
    readonly countAfter?: Readonly<Partial<Record<'communities' | 'extended' | 'large', number>>>;
  };
}

/** OpenBGPD's matching and deleting of communities, with lists that say the same. */
export function openbgpdCommunityFilters(): CorpusSource {
  const name = 'openbgpd/community-filters-half';
  const rows = readCorpusRows<CommunityFilterRow>(`${name}.jsonl`);
  return { name, cases: rows.map((row) => ({ name: row.name, compare: () => compare(row) })) };
}

function compare(row: CommunityFilterRow): Comparison {
  const { matches, afterDeleteMatchesDeleted, countAfter } = row.expect;
  const before = attributesOf(row);
  const after = row.delete === undefined ? before : withoutDeleted(before, row.delete, row);
  return {
    theirs: { matches, afterDeleteMatchesDeleted, countAfter },
    ours: {
      matches: matches === undefined ? undefined : carries(before, row.match!, row),
      afterDeleteMatchesDeleted:
        afterDeleteMatchesDeleted === undefined ? undefined : carries(after, row.delete!, row),
      countAfter: countAfter && countsNamedIn(countAfter, after),
    },
  };
}

function carries(attributes: PathAttributes, wanted: Community, row: CommunityFilterRow): boolean {
  const { condition, lists } = filterOf(wanted, row);
  return verdictOf([{ matches: [condition] }], lists, attributes).permitted;
}

function withoutDeleted(
  attributes: PathAttributes,
  gone: Community,
  row: CommunityFilterRow,
): PathAttributes {
  const { action, lists } = filterOf(gone, row);
  return verdictOf([{ sets: [action] }], lists, attributes).attributes;
}

interface Filter {
  readonly condition: MatchCondition;
  readonly action: SetAction;
  readonly lists: Partial<PolicyDefinitions>;
}

/** The list, the `match` and the `set … delete` for a community, which may have parts that stand for anything. */
function filterOf(community: Community, row: CommunityFilterRow): Filter {
  const lists = [listOf(community, row)];
  const list = 'LIST';
  switch (community.type) {
    case 'community':
      return {
        condition: { match: 'community', list, how: 'all' },
        action: { set: 'delete-communities', list },
        lists: { communityLists: lists },
      };
    case 'large':
      return {
        condition: { match: 'large-community', list, how: 'all' },
        action: { set: 'delete-large-communities', list },
        lists: { largeCommunityLists: lists },
      };
    case 'extended':
      return {
        condition: { match: 'extended-community', list },
        action: { set: 'delete-extended-communities', list },
        lists: { extendedCommunityLists: lists },
      };
  }
}

/** What is written out is a standard list; what stands for several communities, an expanded one. */
function listOf(community: Community, row: CommunityFilterRow): CommunityListDefinition {
  const text =
    community.type === 'extended' ? extendedPattern(community, row) : written(community.value, row);
  const isPattern = /[*(]/.test(text) || hasTooLargeParts(community, text);
  const expression = `_${text.replaceAll('*', '[^: ]+')}_`;
  return {
    name: 'LIST',
    form: isPattern ? 'expanded' : 'standard',
    entries: [{ sequence: 5, action: 'permit', values: [isPattern ? expression : text] }],
  };
}

/** With an AS number of four octets `local-as:neighbor-as` is no community: as an expression it fits none. */
function hasTooLargeParts({ type }: Community, text: string): boolean {
  return type === 'community' && parseCommunity(text) === undefined;
}

/** With the AS numbers of the session; OpenBGPD looks for both forms that a small AS number may have. */
function extendedPattern(
  { typeSubtype, data1, data2 }: Extract<Community, { readonly type: 'extended' }>,
  row: CommunityFilterRow,
): string {
  if (typeSubtype === '*') return '*:(0[.])?*:*';
  // Behind an AS number that may be any, the rest may be, too.
  if (data1 === '*') return 'RT:*:*';
  const isWhole = typeof data1 === 'number' && typeof data2 === 'number';
  if (isWhole) return formatExtendedCommunity(extendedOctets(typeSubtype, data1, data2));
  return `RT:(0[.])?${written(`${data1}`, row)}:${written(`${data2}`, row)}`;
}

function written(text: string, { localAs, neighborAs }: CommunityFilterRow): string {
  return text.replace('local-as', `${localAs}`).replace('neighbor-as', `${neighborAs}`);
}

function attributesOf(row: CommunityFilterRow): PathAttributes {
  const communities: number[] = [];
  const largeCommunities: LargeCommunity[] = [];
  const extendedCommunities: string[] = [];
  for (const community of row.set) {
    if (community.type === 'community') communities.push(parseCommunity(community.value)!);
    else if (community.type === 'large')
      largeCommunities.push(parseLargeCommunity(written(community.value, row))!);
    else {
      const [first, second] = [community.data1, community.data2].map((part) =>
        Number(written(`${part}`, row)),
      );
      extendedCommunities.push(extendedOctets(community.typeSubtype, first, second));
    }
  }
  return { communities, largeCommunities, extendedCommunities };
}

/** Two octets of AS number and four more, or four and two: OpenBGPD takes the first where the AS number fits. */
function extendedOctets(typeSubtype: string, first: number, second: number): string {
  const isShort = typeSubtype.startsWith('00') && first <= 0xffff;
  const view = new DataView(new ArrayBuffer(8));
  view.setUint8(0, isShort ? 0x00 : 0x02);
  view.setUint8(1, Number.parseInt(typeSubtype.slice(2), 16));
  if (isShort) {
    view.setUint16(2, first);
    view.setUint32(4, second);
  } else {
    view.setUint32(2, first);
    view.setUint16(6, second);
  }
  return formatHexadecimal(new Uint8Array(view.buffer));
}

function countsNamedIn(named: object, attributes: PathAttributes): object {
  const counts = {
    communities: attributes.communities?.length ?? 0,
    extended: attributes.extendedCommunities?.length ?? 0,
    large: attributes.largeCommunities?.length ?? 0,
  };
  return Object.fromEntries(Object.entries(counts).filter(([name]) => name in named));
}
