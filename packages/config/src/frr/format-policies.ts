import type { ConfigDocument } from '../document/config-document.ts';
import type {
  AccessListDocument,
  AsPathListDocument,
  CommunityListDocument,
  PrefixListDocument,
} from '../document/policy/list-documents.ts';
import { stated } from './format-lines.ts';
import { formatRouteMap } from './format-route-map.ts';
import { isPermitAll, permitAllRouteMap } from './resolve-policies.ts';

/** Every list and route-map, in FRR's order: behind `router bgp`. */
export function formatPolicies(document: ConfigDocument): string[] {
  const { policies = {} } = document;
  const communityLists = [
    ...named(policies.communityLists, (name, list) => formatCommunityList('community-list', name, list)),
    ...named(policies.extendedCommunityLists, (name, list) =>
      formatCommunityList('extcommunity-list', name, list),
    ),
    ...named(policies.largeCommunityLists, (name, list) =>
      formatCommunityList('large-community-list', name, list),
    ),
  ];
  return [
    named(policies.accessLists, (name, list) => formatAccessList('access-list', name, list)),
    named(policies.prefixLists, (name, list) => formatPrefixList('ip', name, list)),
    named(policies.ipv6AccessLists, (name, list) => formatAccessList('ipv6 access-list', name, list)),
    named(policies.ipv6PrefixLists, (name, list) => formatPrefixList('ipv6', name, list)),
    named(policies.asPathLists, formatAsPathList),
    communityLists,
    ...Object.entries(policies.routeMaps ?? {}).flatMap(([name, routeMap]) => formatRouteMap(name, routeMap)),
    formatPermitAll(document),
  ].flatMap((lines) => (lines.length === 0 ? [] : [...lines, '!']));
}

/** The route-map that `permit-all` is written as: another name, when a route-map of the configuration has its own. */
export function permitAllName(document: ConfigDocument): string {
  const routeMaps = document.policies?.routeMaps ?? {};
  let name: string = permitAllRouteMap.name;
  while (Object.hasOwn(routeMaps, name) && !isPermitAll(routeMaps[name])) name += '-BGPEER';
  return name;
}

function permitAllLines(name: string): string[] {
  return [`route-map ${name} permit ${permitAllRouteMap.sequence}`, 'exit'];
}

function formatPermitAll(document: ConfigDocument): string[] {
  const name = permitAllName(document);
  const neighbors = [...Object.values(document.peerGroups), ...document.peers];
  const isUsed = neighbors
    .flatMap(({ families }) => Object.values(families ?? {}))
    .some((family) => family.importPolicy === 'permit-all' || family.exportPolicy === 'permit-all');
  const isThere = Object.hasOwn(document.policies?.routeMaps ?? {}, name);
  return isUsed && !isThere ? permitAllLines(name) : [];
}

function formatPrefixList(family: 'ip' | 'ipv6', name: string, list: PrefixListDocument): string[] {
  const words = `${family} prefix-list ${name}`;
  return [
    ...stated(list.description, (description) => `${words} description ${description}`),
    ...list.entries.map(
      (entry) => `${words} seq ${entry.sequence} ${entry.action} ${prefixListEntryWords(entry)}`,
    ),
  ];
}

/** What an entry matches: `10.0.0.0/8 le 32`. */
export function prefixListEntryWords({
  lengthMax,
  lengthMin,
  prefix,
}: PrefixListDocument['entries'][number]): string {
  const least = lengthMin === undefined ? '' : ` ge ${lengthMin}`;
  const greatest = lengthMax === undefined ? '' : ` le ${lengthMax}`;
  return `${prefix}${least}${greatest}`;
}

/** What an entry matches: `10.0.0.0/8 exact-match`. */
export function accessListEntryWords({
  anyLength,
  exact,
  prefix,
}: AccessListDocument['entries'][number]): string {
  const what = anyLength === true ? addressAndWildcard(prefix) : prefix;
  return `${what}${exact === true ? ' exact-match' : ''}`;
}

function formatAccessList(statement: string, name: string, list: AccessListDocument): string[] {
  const words = `${statement} ${name}`;
  return [
    ...stated(list.description, (description) => `${words} remark ${description}`),
    ...list.entries.map(
      (entry) => `${words} seq ${entry.sequence} ${entry.action} ${accessListEntryWords(entry)}`,
    ),
  ];
}

/** A host alone, or the address with ones where it does not matter. */
function addressAndWildcard(prefix: string): string {
  const [address, length] = prefix.split('/');
  if (length === '32') return address;
  const wildcard = 2 ** (32 - Number(length)) - 1;
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(wildcard / 2 ** shift) % 256);
  return `${address} ${octets.join('.')}`;
}

function formatAsPathList(name: string, list: AsPathListDocument): string[] {
  return list.entries.map(
    ({ action, regularExpression, sequence }) =>
      `bgp as-path access-list ${name} seq ${sequence} ${action} ${regularExpression}`,
  );
}

/** A list whose name is a number has the form that FRR keeps that number for. */
function formatCommunityList(statement: string, name: string, list: CommunityListDocument): string[] {
  return list.entries.map(({ action, communities, regularExpression, sequence }) => {
    const form = /^\d+$/.test(name) ? '' : communities === undefined ? 'expanded ' : 'standard ';
    const what = communities?.join(' ') ?? regularExpression;
    return `bgp ${statement} ${form}${name} seq ${sequence} ${action} ${what}`;
  });
}

/** Numbers first, then names, as FRR lists them. */
function named<Value>(
  lists: Readonly<Record<string, Value>> | undefined,
  format: (name: string, list: Value) => string[],
): string[] {
  return Object.entries(lists ?? {}).flatMap(([name, list]) => format(name, list));
}
