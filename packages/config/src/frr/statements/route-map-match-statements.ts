import type { RouteMapMatchDocument } from '../../document/policy/route-map-match-document.ts';
import type { NotYetRow, Statement, StatementRow } from '../statement.ts';

type MatchKey = keyof RouteMapMatchDocument;
type MatchValue<Key extends MatchKey> = NonNullable<RouteMapMatchDocument[Key]>;

/** How frr.conf writes one thing that a route-map asks: the form behind `match`, its value, and its words again. */
type MatchForm<Key extends MatchKey> = {
  readonly form: string;
  read(statement: Statement): MatchValue<Key>;
  words(value: MatchValue<Key>): string;
};

const matchForms: { readonly [Key in MatchKey]-?: MatchForm<Key> } = {
  asPathList: namedList('as-path'),
  communityList: communityList('community'),
  extendedCommunityList: namedList('extcommunity'),
  accessList: namedList('ip address'),
  prefixLength: number('ip address prefix-len', '(0-32)'),
  prefixList: namedList('ip address prefix-list'),
  nextHopAccessList: namedList('ip next-hop'),
  nextHop: {
    form: 'ip next-hop address A.B.C.D',
    read: text,
    words: (value) => `ip next-hop address ${value}`,
  },
  nextHopPrefixList: namedList('ip next-hop prefix-list'),
  routeSourcePrefixList: namedList('ip route-source prefix-list'),
  ipv6AccessList: namedList('ipv6 address'),
  ipv6PrefixLength: number('ipv6 address prefix-len', '(0-128)'),
  ipv6PrefixList: namedList('ipv6 address prefix-list'),
  ipv6NextHopAccessList: namedList('ipv6 next-hop'),
  ipv6NextHop: {
    form: 'ipv6 next-hop address ADDRESS',
    read: text,
    words: (value) => `ipv6 next-hop address ${value}`,
  },
  ipv6NextHopPrefixList: namedList('ipv6 next-hop prefix-list'),
  largeCommunityList: communityList('large-community'),
  localPreference: number('local-preference', '(0-4294967295)'),
  med: number('metric', '(0-4294967295)'),
  origin: {
    form: 'origin <egp|igp|incomplete>',
    read: (statement) => text(statement) as MatchValue<'origin'>,
    words: (value) => `origin ${value}`,
  },
  peer: { form: 'peer <local|ADDRESS>', read: text, words: (value) => `peer ${value}` },
  sourceProtocol: {
    form: 'source-protocol <bgp|connected|kernel|static>',
    read: (statement) => text(statement) as MatchValue<'sourceProtocol'>,
    words: (value) => `source-protocol ${value}`,
  },
  tag: number('tag', '(1-4294967295)'),
};

const matchKeys = Object.keys(matchForms) as MatchKey[];

/** So that `no match ip address prefix-list` is not about an access list of that name. */
const longestFirst = matchKeys.toSorted((one, other) => wordCount(other) - wordCount(one));

function wordCount(key: MatchKey): number {
  return matchForms[key].form.split(' ').length;
}

/** What FRR can ask of a route and bgpeer cannot: an entry without it would match more than it was meant to. */
const unsupportedMatches: readonly NotYetRow[] = [
  unsupported('ip next-hop prefix-len (0-32)', 'write a prefix list'),
  unsupported('ip route-source NAME', 'write `match ip route-source prefix-list NAME`'),
  unsupported('<ip|ipv6> next-hop type NAME', 'routes of BGP have no type of next hop'),
  unsupported('interface NAME', 'the interface of a next hop is not known to policies'),
  unsupported('source-protocol NAME', 'only bgp, connected, kernel and static are sources here'),
  unsupported('LINE...', 'what it asks is not known to policies'),
];

/** `match …`: what an entry of a route-map asks. A second one of a kind replaces the first, as in FRR. */
export const routeMapMatchStatements: readonly StatementRow[] = [
  ...longestFirst.map((key) => matchRow(key, matchForms[key])),
  ...unsupportedMatches,
];

/** The lines of what an entry asks, in the order in which FRR lists them. */
export function formatMatches(match: RouteMapMatchDocument): string[] {
  return matchKeys.flatMap((key) => {
    const words = wordsOf(key, match);
    return words === undefined ? [] : [`match ${words}`];
  });
}

function wordsOf<Key extends MatchKey>(key: Key, match: RouteMapMatchDocument): string | undefined {
  const value = match[key];
  const form = matchForms[key] as MatchForm<Key>;
  return value === undefined ? undefined : form.words(value as MatchValue<Key>);
}

function matchRow(key: MatchKey, { form, read }: Pick<MatchForm<MatchKey>, 'form' | 'read'>): StatementRow {
  return {
    where: ['route-map'],
    form: `match ${form}`,
    negation: 'allowed',
    status: 'supported',
    meaning: `\`match.${key}\` of an entry`,
    apply: (draft, statement) => {
      const entry = draft.currentRouteMapEntry();
      const match = entry.match as Record<MatchKey, unknown>;
      if (statement.negated) delete match[key];
      else match[key] = read(statement);
      entry.places.set(`match.${key}`, draft.placeOf(statement));
    },
  };
}

function namedList(words: string) {
  return { form: `${words} NAME`, read: text, words: (name: string) => `${words} ${name}` };
}

function number(words: string, range: string) {
  return {
    form: `${words} ${range}`,
    read: (statement: Statement) => Number(statement.values[0]),
    words: (value: number) => `${words} ${value}`,
  };
}

function communityList(words: string) {
  return {
    form: `${words} NAME {exact-match|any}`,
    read: ({ options, values }: Statement): CommunityListMatch => {
      const how = options.has('exact-match') ? 'exact' : options.has('any') ? 'any' : 'all';
      return { list: values[0], how };
    },
    words: ({ how, list }: CommunityListMatch) => `${words} ${list}${howInWords[how]}`,
  };
}

type CommunityListMatch = MatchValue<'communityList'>;

const howInWords = { all: '', exact: ' exact-match', any: ' any' } as const;

function text(statement: Statement): string {
  return statement.values[0];
}

function unsupported(form: string, meaning: string): NotYetRow {
  return {
    where: ['route-map'],
    form: `match ${form}`,
    negation: 'allowed',
    status: 'not-yet',
    severity: 'error',
    meaning: `without it the entry would match more than it was meant to; ${meaning}`,
  };
}
