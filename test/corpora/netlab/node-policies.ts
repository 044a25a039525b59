import type { Lab, LabNode } from './lab.ts';
import { prefixOf } from './lab.ts';
import { at, type Tree } from './scenario.ts';

/** The lists of a node as frr.conf has them: of communities, and of prefixes that have names. */
export function listLines(lab: Lab, { settings }: LabNode): string[] {
  const communities = Object.entries(at<Tree>(settings, 'routing', 'community') ?? {}).flatMap(
    ([name, list]) => largeCommunityLines(name, at<readonly unknown[]>(list, 'value')!),
  );
  const prefixes = Object.keys(at<Tree>(settings, 'routing', 'prefix') ?? {}).map(
    (name) => `ip prefix-list ${name} seq 5 permit ${namedPrefix(lab, name)}`,
  );
  return [...communities, ...prefixes];
}

/** The prefix of a name of the topology: the next one of a pool. */
export function namedPrefix({ topology }: Lab, name: string): string {
  const place = Object.keys(at<Tree>(topology, 'prefix') ?? {}).indexOf(name);
  return `172.16.${place}.0/24`;
}

/** A policy of a node, or of everybody, by its name: one entry, or several. */
export function namedPolicy({ topology }: Lab, { settings }: LabNode, name: string): readonly Tree[] {
  const policy = at(settings, 'routing', 'policy', name) ?? at(topology, 'routing', 'policy', name);
  return (Array.isArray(policy) ? policy : [policy]) as readonly Tree[];
}

/** A route-map of policy entries. */
export function routeMapLines(name: string, entries: readonly Tree[], node: LabNode): string[] {
  const lists: string[] = [];
  const lines = entries.flatMap((entry, place) => {
    const deleted = at<string>(entry, 'delete', 'community', 'standard');
    if (deleted !== undefined) lists.push(`bgp community-list standard ${name} seq 5 permit ${deleted}`);
    return [`route-map ${name} permit ${(place + 1) * 10}`, ...entryLines(entry, name, node)];
  });
  return [...lists, ...lines];
}

function entryLines(entry: Tree, name: string, { asNumber }: LabNode): string[] {
  const ofSet = <Value>(...path: readonly string[]) =>
    at<Value>(entry, 'set', ...path) ?? at<Value>(entry, ...path);
  const prependCount = ofSet<number>('prepend', 'count');
  const path =
    prependCount === undefined
      ? ofSet<string>('prepend', 'path')
      : Array.from({ length: prependCount }, () => asNumber).join(' ');
  const large = at<string | readonly string[]>(entry, 'set', 'community', 'large');
  const line = (words: string, value: unknown) => (value === undefined ? [] : [` ${words} ${value}`]);
  return [
    ...line('match ip address prefix-list', at<string>(entry, 'match', 'prefix')),
    ...line('match large-community', at<string>(entry, 'match', 'community', 'large')),
    ...line('set local-preference', ofSet<number>('locpref')),
    ...line('set metric', ofSet<number>('med')),
    ...line('set weight', ofSet<number>('weight')),
    ...line('set extcommunity bandwidth', ofSet<number>('bandwidth')),
    ...line('set as-path prepend', path),
    ...line('set community', at<string>(entry, 'set', 'community', 'standard')),
    ...line('set large-community', Array.isArray(large) ? large.join(' ') : large),
    ...(at(entry, 'delete', 'community', 'standard') === undefined ? [] : [` set comm-list ${name} delete`]),
    ...(at(entry, 'delete', 'community', 'list', 'large') === undefined
      ? []
      : [` set large-comm-list ${at<string>(entry, 'delete', 'community', 'list', 'large')} delete`]),
  ];
}

function largeCommunityLines(name: string, values: readonly unknown[]): string[] {
  const isExpanded = values.some((value) => typeof value === 'object');
  return values.map((value, place) => {
    const action = at<string>(value, 'action') ?? 'permit';
    const what = isExpanded ? (at<string>(value, 'regexp') ?? '.*') : value;
    const form = isExpanded ? 'expanded' : 'standard';
    return `bgp large-community-list ${form} ${name} seq ${(place + 1) * 5} ${action} ${what}`;
  });
}

/** What a node originates by name or by prefix. */
export function originated(lab: Lab, { settings }: LabNode): string[] {
  const written = at<string | readonly string[]>(settings, 'bgp', 'originate') ?? [];
  return [written].flat().map((text) => (text.includes('/') ? prefixOf(text) : namedPrefix(lab, text)));
}
