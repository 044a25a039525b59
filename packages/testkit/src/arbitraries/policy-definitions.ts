import type {
  DirectionFilters,
  MatchCondition,
  PolicyDefinitions,
  RouteMapEntry,
  SetAction,
} from '@bgpeer/policy';
import fc from 'fast-check';

const family = 'ipv4-unicast';
const action = fc.constantFrom('permit' as const, 'deny' as const);
const routeMapNames = ['A', 'B'] as const;

/** What the lists are about: few values, so that routes and lists meet. */
export interface PolicyVocabulary {
  readonly prefixes: readonly string[];
  readonly asNumbers: readonly number[];
  /** As text, and as the number that it means. */
  readonly communities: readonly (readonly [string, number])[];
  readonly peers: readonly string[];
}

/**
 * Two route-maps `A` and `B` and a list of each kind, `L`, all of which exist: a route-map's entries match and set with
 * them, and go on behind one another.
 */
export function arbitraryPolicyDefinitions(vocabulary: PolicyVocabulary): fc.Arbitrary<PolicyDefinitions> {
  const { prefixes, asNumbers, communities } = vocabulary;
  const listed = <Entry extends object>(entry: fc.Arbitrary<Entry>) =>
    fc
      .array(fc.tuple(action, entry), { minLength: 1, maxLength: 3 })
      .map((entries) =>
        entries.map(([verb, each], place) => ({ sequence: (place + 1) * 5, action: verb, ...each })),
      );
  const prefix = fc.record({ prefix: fc.constantFrom(...prefixes) });
  const longer = prefix.map((each) => ({ ...each, lengthMax: 32 }));
  const expression = fc
    .constantFrom(...asNumbers)
    .chain((asNumber) => fc.constantFrom(`^${asNumber}_`, `_${asNumber}$`, `_${asNumber}_`, '.*'));
  return fc.record({
    prefixLists: listed(fc.oneof(prefix, longer)).map((entries) => [{ name: 'L', family, entries }]),
    accessLists: listed(prefix.map((each) => ({ ...each, isExact: false }))).map((entries) => [
      { name: 'L', family, entries },
    ]),
    asPathLists: listed(expression.map((regularExpression) => ({ regularExpression }))).map((entries) => [
      { name: 'L', entries },
    ]),
    communityLists: listed(
      fc.constantFrom(...communities).map(([text]) => ({ values: [text] as readonly string[] })),
    ).map((entries) => [{ name: 'L', form: 'standard' as const, entries }]),
    largeCommunityLists: fc.constant([]),
    extendedCommunityLists: fc.constant([]),
    routeMaps: fc.tuple(...routeMapNames.map((name) => arbitraryRouteMap(name, vocabulary))),
  });
}

/** What one direction of a peer may have of these definitions; undefined is no policy. */
export function arbitraryFilters(): fc.Arbitrary<DirectionFilters | undefined> {
  const routeMap = fc.constantFrom(...routeMapNames);
  return fc.oneof(
    fc.constant(undefined),
    fc.constant({}),
    routeMap.map((name) => ({ routeMap: name })),
    routeMap.map((name) => ({ prefixList: 'L', routeMap: name })),
    fc.constantFrom({ prefixList: 'L' }, { filterList: 'L' }, { distributeList: 'L' }),
  );
}

function arbitraryRouteMap(name: string, vocabulary: PolicyVocabulary) {
  const entry: fc.Arbitrary<Omit<RouteMapEntry, 'sequence'>> = fc
    .record({
      action,
      matches: fc.array(arbitraryMatch(vocabulary), { maxLength: 2 }),
      sets: fc.array(arbitrarySet(vocabulary), { maxLength: 2 }),
      onMatch: fc.constantFrom(undefined, undefined, 'next' as const),
    })
    .map(({ onMatch, ...rest }) => (onMatch === undefined ? rest : { ...rest, onMatch }));
  return fc.array(entry, { maxLength: 3 }).map((entries) => ({
    name,
    entries: entries.map((each, place) => ({ ...each, sequence: (place + 1) * 10 })),
  }));
}

function arbitraryMatch({ peers }: PolicyVocabulary): fc.Arbitrary<MatchCondition> {
  return fc.oneof(
    fc.constantFrom<MatchCondition>(
      { match: 'prefix-list', family, list: 'L' },
      { match: 'access-list', family, list: 'L' },
      { match: 'as-path', list: 'L' },
      { match: 'community', list: 'L', how: 'all' },
      { match: 'community', list: 'L', how: 'exact' },
      { match: 'metric', value: 10 },
      { match: 'origin', origin: 'EGP' },
    ),
    fc.constantFrom(...peers).map((peer): MatchCondition => ({ match: 'peer', peer })),
  );
}

function arbitrarySet({ asNumbers, communities }: PolicyVocabulary): fc.Arbitrary<SetAction> {
  const community = fc.constantFrom(...communities).map(([, value]) => value);
  return fc.oneof(
    fc.constantFrom(50, 100, 200).map((to): SetAction => ({ set: 'local-preference', change: { to } })),
    fc.constantFrom<SetAction>(
      { set: 'metric', change: { to: 10 } },
      { set: 'metric', change: { add: 10 } },
      { set: 'weight', weight: 5 },
      { set: 'origin', origin: 'EGP' },
      { set: 'no-communities' },
      { set: 'delete-communities', list: 'L' },
      { set: 'next-hop', family, nextHop: 'peer-address' },
      { set: 'next-hop', family, nextHop: '192.0.2.77' },
    ),
    fc
      .constantFrom(...asNumbers)
      .map((asNumber): SetAction => ({ set: 'as-path-prepend', asNumbers: [asNumber] })),
    fc
      .tuple(community, fc.boolean())
      .map(([value, additive]): SetAction => ({ set: 'communities', communities: [value], additive })),
  );
}
