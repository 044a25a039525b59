import type { z } from 'zod';
import { nextMultipleOfFive } from '../../document/policy/numbered-entries.ts';
import {
  communitiesValue,
  extendedCommunitiesValue,
  largeCommunitiesValue,
} from '../../document/policy/policy-values.ts';
import type { FrrConfDraft } from '../frr-conf-draft.ts';
import type { ListEntries } from '../policy-draft.ts';
import type { Statement, StatementRow } from '../statement.ts';
import { listRemoval, listRow, unreadableListRow } from './policy-list-rows.ts';

type CommunityListKind = 'communityLists' | 'extendedCommunityLists' | 'largeCommunityLists';

type CommunityListWords = {
  readonly words: string;
  readonly kind: CommunityListKind;
  readonly communities: z.ZodType<string[], string[]>;
  /** One word each, or a word and its value. */
  readonly wordsEach: 1 | 2;
  readonly example: string;
};

const communityLists: readonly CommunityListWords[] = [
  {
    words: 'community-list',
    kind: 'communityLists',
    communities: communitiesValue,
    wordsEach: 1,
    example: '65000:1 or no-export',
  },
  {
    words: 'large-community-list',
    kind: 'largeCommunityLists',
    communities: largeCommunitiesValue,
    wordsEach: 1,
    example: '65000:1:2',
  },
  {
    words: 'extcommunity-list',
    kind: 'extendedCommunityLists',
    communities: extendedCommunitiesValue,
    wordsEach: 2,
    example: 'rt 65000:1 or soo 192.0.2.1:1',
  },
];

/** Lists over AS paths and communities, with `bgp` and, as in older files, with `ip`. */
export const policyCommunityListStatements: readonly StatementRow[] = ['bgp', 'ip'].flatMap((first) => [
  listRow(
    `${first} as-path access-list NAME {seq (0-4294967295)} <permit|deny> LINE...`,
    'asPathLists',
    nextMultipleOfFive,
    (_, { values }) => ({
      action: values[1] as 'permit' | 'deny',
      regularExpression: inOneSpaceEach(values[2]),
    }),
  ),
  listRemoval(`${first} as-path access-list NAME`, 'asPathLists'),
  unreadableListRow(`${first} as-path access-list`),
  ...communityLists.flatMap((list) => communityListRows(first, list)),
]);

/** A name with its form; or a number, which says the form: 1 to 99 standard, 100 to 500 expanded. */
function communityListRows(first: string, list: CommunityListWords): StatementRow[] {
  const words = `${first} ${list.words}`;
  const rest = '{seq (0-4294967295)} <permit|deny> LINE...';
  const row = (form: string, isStandard: boolean) =>
    listRow(`${words} ${form} ${rest}`, list.kind, nextMultipleOfFive, (draft, statement) =>
      readEntry(draft, statement, list, isStandard),
    );
  return [
    row('(1-99)', true),
    row('(100-500)', false),
    row('standard NAME', true),
    row('expanded NAME', false),
    listRemoval(`${words} standard NAME`, list.kind),
    listRemoval(`${words} expanded NAME`, list.kind),
    listRemoval(`${words} NAME`, list.kind),
    unreadableListRow(words),
  ];
}

function readEntry(
  draft: FrrConfDraft,
  statement: Statement,
  list: CommunityListWords,
  isStandard: boolean,
): Omit<ListEntries[CommunityListKind], 'sequence'> | undefined {
  const [name, action, text] = statement.values;
  const known = draft.policies.lists(list.kind).get(name)?.entries.values().next().value;
  if (known !== undefined && (known.entry.communities !== undefined) !== isStandard) {
    const form = isStandard ? 'expanded' : 'standard';
    draft.report(statement, {
      severity: 'error',
      message: `${name} was begun as the name of a list of the ${form} form`,
      expected: 'one form in all of a list’s entries',
      fix: 'choose another name for one of the two',
    });
    return undefined;
  }
  const base = { action: action as 'permit' | 'deny' };
  if (!isStandard) return { ...base, regularExpression: inOneSpaceEach(text) };
  const communities = list.communities.safeParse(inGroups(text.split(/\s+/), list.wordsEach));
  if (communities.success) return { ...base, communities: communities.data };
  draft.report(statement, {
    severity: 'error',
    message: `${text} cannot stand here`,
    expected: `one or more of ${list.example}`,
    fix: 'correct what is no such community',
  });
  return undefined;
}

function inGroups(words: readonly string[], size: number): string[] {
  const count = Math.ceil(words.length / size);
  return Array.from({ length: count }, (_, index) => words.slice(index * size, (index + 1) * size).join(' '));
}

/** FRR reads any run of spaces as one. */
function inOneSpaceEach(text: string): string {
  return text.split(/\s+/).join(' ');
}
