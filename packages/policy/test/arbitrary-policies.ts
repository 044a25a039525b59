import { formatPrefix, type PathAttributes, prefixFromOctets } from '@bgpeer/bgp-wire';
import fc, { type Arbitrary } from 'fast-check';
import type {
  AccessListEntry,
  CommunityListDefinition,
  DirectionFilters,
  MatchCondition,
  NumberChange,
  PolicyAction,
  PolicyDefinitions,
  PolicyPlace,
  PolicySubject,
  PrefixListEntry,
  RouteMapDefinition,
  SetAction,
} from '../src/index.ts';

/** Few names, so that policies name each other, and now and then nothing. */
const names = ['A', 'B', 'C'];
const name = fc.constantFrom(...names, 'MISSING');
const action: Arbitrary<PolicyAction> = fc.constantFrom('permit', 'deny');
const family = fc.constantFrom('ipv4-unicast', 'ipv6-unicast');
const small = fc.integer({ min: 0, max: 2 });

/** Prefixes that often lie within each other. */
export const arbitraryPrefix: Arbitrary<string> = fc
  .tuple(
    family,
    fc.constantFrom(0, 8, 9, 10, 15, 16, 17, 24, 31, 32),
    fc.array(fc.constantFrom(10, 0, 128, 255), { minLength: 4, maxLength: 4 }),
  )
  .map(([ofFamily, bitLength, octets]) =>
    formatPrefix(prefixFromOctets(ofFamily, Uint8Array.from(octets), 0, bitLength)),
  );

const prefixOf = (ofFamily: 'ipv4-unicast' | 'ipv6-unicast') =>
  arbitraryPrefix.filter((text) => text.includes(':') === (ofFamily === 'ipv6-unicast'));

function numbered<Entry>(
  entry: Arbitrary<Entry>,
  maxLength = 4,
): Arbitrary<(Entry & { sequence: number })[]> {
  return fc
    .array(entry, { maxLength })
    .map((entries) => entries.map((one, index) => ({ ...one, sequence: 5 * (index + 1) })));
}

function named<Definition>(definition: Arbitrary<Definition>): Arbitrary<(Definition & { name: string })[]> {
  return fc
    .array(definition, { minLength: 1, maxLength: names.length })
    .map((definitions) => definitions.map((one, index) => ({ ...one, name: names[index] })));
}

function prefixListEntries(ofFamily: 'ipv4-unicast' | 'ipv6-unicast'): Arbitrary<PrefixListEntry[]> {
  const length = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
  return numbered(fc.record({ action, prefix: prefixOf(ofFamily), lengthMin: length, lengthMax: length }));
}

function accessListEntries(ofFamily: 'ipv4-unicast' | 'ipv6-unicast'): Arbitrary<AccessListEntry[]> {
  return numbered(fc.record({ action, prefix: prefixOf(ofFamily), isExact: fc.boolean() }));
}

const listOfFamily = <Entry>(entries: (ofFamily: 'ipv4-unicast' | 'ipv6-unicast') => Arbitrary<Entry[]>) =>
  family.chain((ofFamily) => fc.record({ family: fc.constant(ofFamily), entries: entries(ofFamily) }));

const regularExpression = fc.constantFrom('^$', '.*', '^1_', '_2_', '^1( 1)*$', '^(1|2)', '_3$', '[12] [23]');

const communityText = fc.constantFrom('1:1', '1:2', '2:2', 'no-export');
const communityList: Arbitrary<Omit<CommunityListDefinition, 'name'>> = fc.oneof(
  fc.record({
    form: fc.constant('standard' as const),
    entries: numbered(fc.record({ action, values: fc.uniqueArray(communityText, { maxLength: 2 }) })),
  }),
  fc.record({
    form: fc.constant('expanded' as const),
    entries: numbered(
      fc.record({
        action,
        values: fc.constantFrom('^$', '_1:1_', '1:[12]', '^no-export$').map((text) => [text]),
      }),
    ),
  }),
);

const asNumber = fc.integer({ min: 1, max: 3 });
const change: Arbitrary<NumberChange> = fc.oneof(
  small.map((to) => ({ to })),
  small.map((add) => ({ add })),
  small.map((subtract) => ({ subtract })),
);

/** The conditions that the reference knows. */
const condition: Arbitrary<MatchCondition> = fc.oneof(
  fc.record({ match: fc.constant('prefix-list' as const), family, list: name }),
  fc.record({ match: fc.constant('access-list' as const), family, list: name }),
  fc.record({
    match: fc.constant('prefix-length' as const),
    family,
    bitLength: fc.constantFrom(8, 16, 24, 32),
  }),
  fc.record({ match: fc.constant('as-path' as const), list: name }),
  fc.record({
    match: fc.constant('community' as const),
    list: name,
    how: fc.constantFrom('all' as const, 'exact' as const, 'any' as const),
  }),
  fc.record({ match: fc.constant('metric' as const), value: small }),
);

/** The actions that the reference knows. */
const setAction: Arbitrary<SetAction> = fc.oneof(
  fc.record({ set: fc.constant('metric' as const), change }),
  fc.record({
    set: fc.constant('as-path-prepend' as const),
    asNumbers: fc.array(asNumber, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    set: fc.constant('communities' as const),
    communities: fc.array(fc.constantFrom(0x10001, 0x10002, 0x20002), { minLength: 1, maxLength: 2 }),
    additive: fc.boolean(),
  }),
  fc.record({ set: fc.constant('delete-communities' as const), list: name }),
  fc.record({ set: fc.constant('weight' as const), weight: small }),
);

const routeMap: Arbitrary<Omit<RouteMapDefinition, 'name'>> = fc.record({
  entries: numbered(
    fc.record({
      action,
      matches: fc.array(condition, { maxLength: 2 }),
      sets: fc.array(setAction, { maxLength: 2 }),
      call: fc.option(name, { nil: undefined, freq: 4 }),
      onMatch: fc.option(
        fc.oneof(
          fc.constant('next' as const),
          fc.constantFrom(10, 15, 20, 99).map((goTo) => ({ goTo })),
        ),
        { nil: undefined, freq: 3 },
      ),
    }),
  ),
});

export const arbitraryDefinitions: Arbitrary<PolicyDefinitions> = fc.record({
  prefixLists: named(listOfFamily(prefixListEntries)),
  accessLists: named(listOfFamily(accessListEntries)),
  asPathLists: named(fc.record({ entries: numbered(fc.record({ action, regularExpression })) })),
  communityLists: named(communityList),
  largeCommunityLists: fc.constant([]),
  extendedCommunityLists: fc.constant([]),
  routeMaps: named(routeMap),
});

export const arbitraryFilters: Arbitrary<DirectionFilters> = fc.record(
  { distributeList: name, prefixList: name, filterList: name, routeMap: name },
  { requiredKeys: [] },
);

const attributes: Arbitrary<PathAttributes> = fc.record({
  origin: fc.constant('IGP' as const),
  asPath: fc
    .array(asNumber, { maxLength: 3 })
    .map((asNumbers) => (asNumbers.length === 0 ? [] : [{ type: 'AS_SEQUENCE' as const, asNumbers }])),
  nextHop: fc.constant('192.0.2.1'),
  multiExitDisc: fc.option(small, { nil: undefined }),
  communities: fc.option(
    fc.uniqueArray(fc.constantFrom(0x10001, 0x10002, 0x20002, 0xffff_ff01), { minLength: 1, maxLength: 3 }),
    { nil: undefined },
  ),
});

export const arbitrarySubject: Arbitrary<PolicySubject> = fc.record({ attributes, weight: small });

/** The same policies, written in other places. */
export function elsewhere(definitions: PolicyDefinitions): PolicyDefinitions {
  const place: PolicyPlace = { file: 'other.conf', line: 1, text: '' };
  return JSON.parse(
    JSON.stringify(definitions, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'sequence' in value ? { place, ...value } : value,
    ),
  );
}
