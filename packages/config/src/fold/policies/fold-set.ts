import { parseCommunity, parseExtendedCommunity, parseLargeCommunity } from '@bgpeer/bgp-wire';
import type { NumberChange, SetAction } from '@bgpeer/policy';
import type { RouteMapSetDocument } from '../../document/policy/route-map-set-document.ts';
import { origins } from './fold-match.ts';

type SetKey = keyof RouteMapSetDocument;
type SetValue<Key extends SetKey> = NonNullable<RouteMapSetDocument[Key]>;

/** What each key changes. */
const actions: { readonly [Key in SetKey]-?: (value: SetValue<Key>) => SetAction } = {
  aggregator: ({ address, asNumber }) => ({ set: 'aggregator', asNumber, address }),
  aigpMetric: (metric) => ({ set: 'aigp-metric', metric }),
  excludeAsPath: (asNumbers) => ({ set: 'as-path-exclude', asNumbers }),
  prependAsPath: (asNumbers) => ({ set: 'as-path-prepend', asNumbers }),
  prependLastAs: (count) => ({ set: 'as-path-prepend-last-as', count }),
  replaceAsPath: ({ asNumber, by }) => ({
    set: 'as-path-replace',
    asNumber,
    ...(by === undefined ? {} : { by }),
  }),
  atomicAggregate: () => ({ set: 'atomic-aggregate' }),
  deleteCommunities: (list) => ({ set: 'delete-communities', list }),
  communities: (texts) => ({ set: 'communities', communities: communitiesOf(texts), additive: false }),
  addCommunities: (texts) => ({ set: 'communities', communities: communitiesOf(texts), additive: true }),
  noCommunities: () => ({ set: 'no-communities' }),
  deleteExtendedCommunities: (list) => ({ set: 'delete-extended-communities', list }),
  linkBandwidth: ({ bandwidth, nonTransitive }) => ({
    set: 'link-bandwidth',
    bandwidth: typeof bandwidth === 'number' ? { megabitsPerSecond: bandwidth } : bandwidth,
    isTransitive: nonTransitive !== true,
  }),
  noExtendedCommunities: () => ({ set: 'no-extended-communities' }),
  addRouteTargets: (texts) => extendedCommunities('rt', texts),
  addSitesOfOrigin: (texts) => extendedCommunities('soo', texts),
  nextHop: (nextHop) => ({ set: 'next-hop', family: 'ipv4-unicast', nextHop }),
  ipv6NextHop: (nextHop) => ({ set: 'next-hop', family: 'ipv6-unicast', nextHop }),
  ipv6LinkLocalNextHop: (nextHop) => ({ set: 'link-local-next-hop', nextHop }),
  deleteLargeCommunities: (list) => ({ set: 'delete-large-communities', list }),
  largeCommunities: (texts) => largeCommunities(texts, false),
  addLargeCommunities: (texts) => largeCommunities(texts, true),
  noLargeCommunities: () => ({ set: 'no-large-communities' }),
  localPreference: (value) => ({ set: 'local-preference', change: numberChange(value) }),
  med: (value) => ({ set: 'metric', change: numberChange(value) }),
  origin: (origin) => ({ set: 'origin', origin: origins[origin] }),
  originatorId: (originatorId) => ({ set: 'originator-id', originatorId }),
  tag: (value) => ({ set: 'tag', value }),
  weight: (weight) => ({ set: 'weight', weight }),
};

/** The one change that an object of the document says. */
export function setAction(change: RouteMapSetDocument): SetAction {
  for (const key of Object.keys(actions) as SetKey[]) {
    const action = actionOf(key, change);
    if (action !== undefined) return action;
  }
  throw new Error('a change without a key passed the schema');
}

function actionOf<Key extends SetKey>(key: Key, change: RouteMapSetDocument): SetAction | undefined {
  const value = change[key];
  const action = actions[key] as (value: SetValue<Key>) => SetAction;
  return value === undefined ? undefined : action(value as SetValue<Key>);
}

/** The schema has made the texts canonical, here and below. */
function communitiesOf(texts: readonly string[]): number[] {
  return texts.map((text) => parseCommunity(text)!);
}

function largeCommunities(texts: readonly string[], additive: boolean): SetAction {
  const communities = texts.map((text) => parseLargeCommunity(text)!);
  return { set: 'large-communities', communities, additive };
}

/** Always beside what is there, as in FRR. */
function extendedCommunities(name: 'rt' | 'soo', texts: readonly string[]): SetAction {
  const communities = texts.map((text) => parseExtendedCommunity(`${name}:${text}`)!);
  return { set: 'extended-communities', communities, additive: true };
}

function numberChange(value: number | string): NumberChange {
  if (typeof value === 'number') return { to: value };
  const amount = Number(value.slice(1));
  return value.startsWith('+') ? { add: amount } : { subtract: amount };
}
