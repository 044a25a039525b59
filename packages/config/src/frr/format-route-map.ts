import type { RouteMapDocument } from '../document/policy/route-map-document.ts';
import type { RouteMapSetDocument } from '../document/policy/route-map-set-document.ts';
import { stated } from './format-lines.ts';
import { formatMatches } from './statements/route-map-match-statements.ts';

type SetKey = keyof RouteMapSetDocument;
type SetValue<Key extends SetKey> = NonNullable<RouteMapSetDocument[Key]>;

/** The words behind `set` for every change. */
const setWords: { readonly [Key in SetKey]-?: (value: SetValue<Key>) => string } = {
  aggregator: ({ address, asNumber }) => `aggregator as ${asNumber} ${address}`,
  aigpMetric: (metric) => `aigp-metric ${metric}`,
  excludeAsPath: (asNumbers) => `as-path exclude ${asNumbers === 'all' ? asNumbers : asNumbers.join(' ')}`,
  prependAsPath: (asNumbers) => `as-path prepend ${asNumbers.join(' ')}`,
  prependLastAs: (count) => `as-path prepend last-as ${count}`,
  replaceAsPath: ({ asNumber, by }) => `as-path replace ${asNumber}${by === undefined ? '' : ` ${by}`}`,
  atomicAggregate: () => 'atomic-aggregate',
  deleteCommunities: (name) => `comm-list ${name} delete`,
  communities: (communities) => `community ${communities.join(' ')}`,
  addCommunities: (communities) => `community ${communities.join(' ')} additive`,
  noCommunities: () => 'community none',
  deleteExtendedCommunities: (name) => `extended-comm-list ${name} delete`,
  linkBandwidth: ({ bandwidth, nonTransitive }) =>
    `extcommunity bandwidth ${bandwidth}${nonTransitive === true ? ' non-transitive' : ''}`,
  noExtendedCommunities: () => 'extcommunity none',
  addRouteTargets: (targets) => `extcommunity rt ${targets.join(' ')}`,
  addSitesOfOrigin: (sites) => `extcommunity soo ${sites.join(' ')}`,
  nextHop: (nextHop) => `ip next-hop ${nextHop}`,
  ipv6NextHop: (nextHop) =>
    nextHop === 'peer-address' ? `ipv6 next-hop ${nextHop}` : `ipv6 next-hop global ${nextHop}`,
  ipv6LinkLocalNextHop: (nextHop) => `ipv6 next-hop local ${nextHop}`,
  deleteLargeCommunities: (name) => `large-comm-list ${name} delete`,
  largeCommunities: (communities) => `large-community ${communities.join(' ')}`,
  addLargeCommunities: (communities) => `large-community ${communities.join(' ')} additive`,
  noLargeCommunities: () => 'large-community none',
  localPreference: (value) => `local-preference ${value}`,
  med: (value) => `metric ${value}`,
  origin: (origin) => `origin ${origin}`,
  originatorId: (originatorId) => `originator-id ${originatorId}`,
  tag: (tag) => `tag ${tag}`,
  weight: (weight) => `weight ${weight}`,
};

/** A route-map's entries, each as FRR lists it; but changes stand in the order in which they are made. */
export function formatRouteMap(name: string, { entries }: RouteMapDocument): string[][] {
  return entries.map((entry) => [
    `route-map ${name} ${entry.action} ${entry.sequence}`,
    ...[
      ...stated(entry.call, (called) => `call ${called}`),
      ...stated(entry.description, (description) => `description ${description}`),
      ...formatMatches(entry.match ?? {}),
      ...stated(entry.onMatch, (onMatch) =>
        onMatch === 'next' ? 'on-match next' : `on-match goto ${onMatch}`,
      ),
      ...(entry.set ?? []).flatMap(setWordsOf).map((words) => `set ${words}`),
    ].map((line) => ` ${line}`),
    'exit',
  ]);
}

/** What a change does, without the word `set`. */
export function setWordsOf(change: RouteMapSetDocument): string[] {
  return (Object.keys(change) as SetKey[]).flatMap((key) => {
    const words = wordsOf(key, change);
    return words === undefined ? [] : [words];
  });
}

function wordsOf<Key extends SetKey>(key: Key, change: RouteMapSetDocument): string | undefined {
  const value = change[key];
  const words = setWords[key] as (value: SetValue<Key>) => string;
  return value === undefined ? undefined : words(value as SetValue<Key>);
}
