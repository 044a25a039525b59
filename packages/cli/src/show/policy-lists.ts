import type { FamilyName } from '@bgpeer/bgp-wire';
import type { ListedList, ListKind } from '@bgpeer/config';
import type { ShownAnswer, ShowRequest } from './show-form.ts';

/** What `show` says of one kind of list. */
interface ListWords {
  /** The line above the entries. */
  title(list: ListedList): string;
  entry(entry: ListedList['entries'][number]): string;
  missing(name: string): string;
}

const prefixListMissing = "% Can't find specified prefix-list";

const listWords: Readonly<Record<ListKind, ListWords>> = {
  'prefix-list': {
    title: ({ name, family, entries }) =>
      `BGP: ${family === 'ipv6-unicast' ? 'ipv6' : 'ip'} prefix-list ${name}: ${entries.length} entries`,
    entry: ({ sequence, action, words }) => `   seq ${sequence} ${action} ${words}`,
    missing: () => prefixListMissing,
  },
  'access-list': {
    title: ({ name, family }) => `Zebra ${family === 'ipv6-unicast' ? 'IPv6' : 'IP'} access list ${name}`,
    entry: ({ sequence, action, words }) => `    seq ${sequence} ${action} ${words}`,
    missing: () => 'BGP:',
  },
  'as-path-list': {
    title: ({ name }) => `AS path access list ${name}`,
    entry: unnumbered,
    missing: (name) => `% ${name} as-path access-list not found`,
  },
  'community-list': {
    title: (list) => communityTitle('Community', list),
    entry: unnumbered,
    missing: (name) => `% ${name} community-list not found`,
  },
  'large-community-list': {
    title: (list) => communityTitle('large community', list),
    entry: unnumbered,
    missing: (name) => `% ${name} is not a valid large-community-list name`,
  },
  'extended-community-list': {
    title: (list) => communityTitle('extended community', list),
    entry: unnumbered,
    missing: (name) => `% ${name} extcommunity-list not found`,
  },
};

/** Lists of one kind, all of them or the one that is named: `show ip prefix-list [NAME]`. */
export async function showLists(request: ShowRequest, kind: ListKind): Promise<ShownAnswer> {
  const family = familyOfLists(request, kind);
  const name = request.values.get('NAME');
  const { policies } = await request.client.policies();
  const lists = policies.lists.filter(
    (list) => list.kind === kind && list.family === family && (name === undefined || list.name === name),
  );
  return { text: () => listsText(kind, lists, name), json: () => listsJson(kind, lists) };
}

function familyOfLists({ literals }: ShowRequest, kind: ListKind): FamilyName | undefined {
  if (kind !== 'prefix-list' && kind !== 'access-list') return undefined;
  return literals.has('ipv6') ? 'ipv6-unicast' : 'ipv4-unicast';
}

function listsText(kind: ListKind, lists: readonly ListedList[], name: string | undefined): string[] {
  const words = listWords[kind];
  if (lists.length === 0 && name !== undefined) return [words.missing(name)];
  return [...(kind === 'access-list' ? ['BGP:'] : []), ...lists.flatMap((list) => listLines(list, words))];
}

function listLines(list: ListedList, words: ListWords): string[] {
  return [
    words.title(list),
    ...(list.description === undefined ? [] : [`   Description: ${list.description}`]),
    ...list.entries.map(words.entry),
  ];
}

/** FRR keeps lists of addresses for every daemon, and names it; community lists it has no JSON for. */
function listsJson(kind: ListKind, lists: readonly ListedList[]) {
  const byName = (toJson: (list: ListedList) => unknown) =>
    Object.fromEntries(lists.map((list) => [list.name, toJson(list)]));
  switch (kind) {
    case 'prefix-list':
      return { BGP: byName(prefixListJson) };
    case 'access-list':
      return { BGP: byName(accessListJson) };
    case 'as-path-list':
      return byName(({ entries }) => entries.map((entry) => numbered(entry, { regExp: entry.words })));
    case 'community-list':
    case 'large-community-list':
    case 'extended-community-list':
      return byName(({ form, entries }) => ({
        form,
        entries: entries.map((entry) => numbered(entry, { matches: entry.words })),
      }));
  }
}

function prefixListJson(list: ListedList) {
  return {
    addressFamily: familyWord(list),
    entries: list.entries.map((entry) => {
      const [prefix, ...bounds] = entry.words.split(' ');
      const bound = (word: string) =>
        bounds.includes(word) ? Number(bounds[bounds.indexOf(word) + 1]) : undefined;
      const isAny = prefix === 'any';
      const isIpv6 = list.family === 'ipv6-unicast';
      return numbered(entry, {
        prefix: isAny ? (isIpv6 ? '::/0' : '0.0.0.0/0') : prefix,
        minimumPrefixLength: bound('ge'),
        maximumPrefixLength: isAny ? (isIpv6 ? 128 : 32) : bound('le'),
      });
    }),
    description: list.description,
  };
}

function accessListJson(list: ListedList) {
  return {
    type: 'Zebra',
    addressFamily: familyWord(list),
    rules: list.entries.map(({ sequence, action, words }) => ({
      sequenceNumber: sequence,
      filterType: action,
      prefix: words.replace(/ exact-match$/, ''),
      'exact-match': words.endsWith(' exact-match'),
    })),
  };
}

function numbered<Rest>({ sequence, action }: ListedList['entries'][number], rest: Rest) {
  return { sequenceNumber: sequence, type: action, ...rest };
}

function familyWord({ family }: ListedList): 'IPv4' | 'IPv6' {
  return family === 'ipv6-unicast' ? 'IPv6' : 'IPv4';
}

function unnumbered({ action, words }: ListedList['entries'][number]): string {
  return `    ${action}${words === '' ? '' : ` ${words}`}`;
}

/** FRR calls a list numbered whose name is a number. */
function communityTitle(what: string, { name, form }: ListedList): string {
  const title = /^\d+$/.test(name) ? `Numbered ${what}` : `Named ${what}`;
  return `${title} ${form ?? 'standard'} list ${name}`;
}
