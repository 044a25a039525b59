import type { FamilyName } from '@bgpeer/bgp-wire';
import type { PolicyAction } from '@bgpeer/policy';
import type { ConfigDocument } from '../document/config-document.ts';
import type {
  AccessListDocument,
  CommunityListDocument,
  PrefixListDocument,
} from '../document/policy/list-documents.ts';
import type { RouteMapDocument } from '../document/policy/route-map-document.ts';
import { accessListEntryWords, prefixListEntryWords } from './format-policies.ts';
import { setWordsOf } from './format-route-map.ts';
import { formatMatches } from './statements/route-map-match-statements.ts';

/** Every list and route-map of a configuration for people, entry by entry in the words of frr.conf. */
export interface ListedPolicies {
  readonly lists: readonly ListedList[];
  readonly routeMaps: readonly ListedRouteMap[];
}

export interface ListedList {
  readonly kind: ListKind;
  readonly name: string;
  /** Of lists that each family has its own of. */
  readonly family?: FamilyName;
  /** Of lists of communities. */
  readonly form?: 'standard' | 'expanded';
  readonly description?: string;
  readonly entries: readonly ListedEntry[];
}

export type ListKind =
  | 'prefix-list'
  | 'access-list'
  | 'as-path-list'
  | 'community-list'
  | 'large-community-list'
  | 'extended-community-list';

export interface ListedEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  /** What it matches: `10.0.0.0/8 le 32`, `^65010$`. */
  readonly words: string;
}

export interface ListedRouteMap {
  readonly name: string;
  readonly entries: readonly ListedRouteMapEntry[];
}

export interface ListedRouteMapEntry {
  readonly sequence: number;
  readonly action: PolicyAction;
  readonly description?: string;
  /** Without the word `match`. */
  readonly matches: readonly string[];
  /** Without the word `set`. */
  readonly sets: readonly string[];
  readonly call?: string;
  readonly onMatch?: 'next' | number;
}

type Policies = NonNullable<ConfigDocument['policies']>;

/** In the order in which the configuration has them. */
export function listPolicies({ policies = {} }: ConfigDocument): ListedPolicies {
  return {
    lists: [...addressLists(policies), ...asPathLists(policies), ...communityLists(policies)],
    routeMaps: each(policies.routeMaps, listRouteMap),
  };
}

function addressLists(policies: Policies): ListedList[] {
  const prefixList =
    (family: FamilyName) =>
    (name: string, { description, entries }: PrefixListDocument): ListedList => ({
      kind: 'prefix-list',
      name,
      family,
      description,
      entries: entries.map((entry) => listedEntry(entry, prefixListEntryWords(entry))),
    });
  const accessList =
    (family: FamilyName) =>
    (name: string, { description, entries }: AccessListDocument): ListedList => ({
      kind: 'access-list',
      name,
      family,
      description,
      entries: entries.map((entry) => listedEntry(entry, accessListEntryWords(entry))),
    });
  return [
    ...each(policies.prefixLists, prefixList('ipv4-unicast')),
    ...each(policies.ipv6PrefixLists, prefixList('ipv6-unicast')),
    ...each(policies.accessLists, accessList('ipv4-unicast')),
    ...each(policies.ipv6AccessLists, accessList('ipv6-unicast')),
  ];
}

function asPathLists(policies: Policies): ListedList[] {
  return each(policies.asPathLists, (name, { entries }) => ({
    kind: 'as-path-list',
    name,
    entries: entries.map((entry) => listedEntry(entry, entry.regularExpression)),
  }));
}

function communityLists(policies: Policies): ListedList[] {
  const listOf =
    (kind: ListKind) =>
    (name: string, { entries }: CommunityListDocument): ListedList => ({
      kind,
      name,
      form: entries.some(({ communities }) => communities === undefined) ? 'expanded' : 'standard',
      entries: entries.map((entry) =>
        listedEntry(entry, entry.communities?.join(' ') ?? entry.regularExpression ?? ''),
      ),
    });
  return [
    ...each(policies.communityLists, listOf('community-list')),
    ...each(policies.largeCommunityLists, listOf('large-community-list')),
    ...each(policies.extendedCommunityLists, listOf('extended-community-list')),
  ];
}

function listRouteMap(name: string, { entries }: RouteMapDocument): ListedRouteMap {
  return {
    name,
    entries: entries.map(({ sequence, action, description, match, set, call, onMatch }) => ({
      sequence,
      action,
      description,
      matches: formatMatches(match ?? {}).map((line) => line.replace(/^match /, '')),
      sets: (set ?? []).flatMap(setWordsOf),
      call,
      onMatch,
    })),
  };
}

function listedEntry(
  { sequence, action }: { readonly sequence: number; readonly action: PolicyAction },
  words: string,
): ListedEntry {
  return { sequence, action, words };
}

function each<Value, Listed>(
  byName: Readonly<Record<string, Value>> | undefined,
  list: (name: string, value: Value) => Listed,
): Listed[] {
  return Object.entries(byName ?? {}).map(([name, value]) => list(name, value));
}
