import fc from 'fast-check';
import type { ConfigDocumentInput } from '../src/index.ts';

type Policies = NonNullable<ConfigDocumentInput['policies']>;

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const uint32 = fc.integer({ min: 0, max: 4_294_967_295 });
const asNumber = fc.integer({ min: 1, max: 4_294_967_295 });

/** Names of lists and route-maps; numbers too, but PERMIT-ALL is how frr.conf writes `permit-all`. */
export const policyName = fc.oneof(
  fc.stringMatching(/^[A-Za-z][\w.-]{0,8}$/),
  fc.integer({ min: 1, max: 999 }).map(String),
);

const action = fc.constantFrom('permit' as const, 'deny' as const);

function entries<Entry extends object>(
  entry: fc.Arbitrary<Entry>,
  sequenceMax = 4_294_967_295,
  minLength = 0,
) {
  const numbered = fc.uniqueArray(fc.integer({ min: 1, max: sequenceMax }), { minLength, maxLength: 4 });
  return numbered.chain((sequences) =>
    fc
      .tuple(
        ...sequences
          .toSorted((one, other) => one - other)
          .map((sequence) => fc.record({ sequence: fc.constant(sequence), entry })),
      )
      .map((items) => withoutRepetitions(items.map(({ entry: item, sequence }) => ({ sequence, ...item })))),
  );
}

/** FRR, and so we, do not take the same line twice into a list. */
function withoutRepetitions<Entry extends { sequence: number }>(items: Entry[]): Entry[] {
  const contents = items.map(({ sequence: _, ...content }) => JSON.stringify(content));
  return items.filter((_, index) => contents.indexOf(contents[index]) === index);
}

const ipv4Prefix = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, length]) => `${canonicalHost(address, length)}/${length}`);

/** Host bits cut off, so that two texts of one prefix are no two entries. */
function canonicalHost(address: string, length: number): string {
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const network = Math.floor(value / 2 ** (32 - length)) * 2 ** (32 - length);
  return [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join('.');
}

const ipv6Prefix = fc
  .integer({ min: 0, max: 0xffff })
  .chain((number) =>
    fc
      .integer({ min: 32, max: 128 })
      .map((length) => `2001:db8:${number.toString(16)}::/${Math.max(48, length)}`),
  );

/** Lengths in FRR's order: the prefix's own, `ge`, `le`. */
function lengths(prefix: string, bitLengthMax: number) {
  const own = Number(prefix.split('/')[1]);
  return fc
    .tuple(
      optional(fc.integer({ min: own, max: bitLengthMax })),
      optional(fc.integer({ min: own, max: bitLengthMax })),
    )
    .map(([one, other]) =>
      one !== undefined && other !== undefined
        ? { prefix, lengthMin: Math.min(one, other), lengthMax: Math.max(one, other) }
        : {
            prefix,
            ...(one === undefined ? {} : { lengthMin: one }),
            ...(other === undefined ? {} : { lengthMax: other }),
          },
    );
}

function prefixList(prefix: fc.Arbitrary<string>, bitLengthMax: number) {
  const what = fc.oneof(
    fc.constant({ prefix: 'any' }),
    prefix.chain((text) => lengths(text, bitLengthMax)),
  );
  const entry = fc.tuple(action, what).map(([does, item]) => ({ action: does, ...item }));
  return namedLists(entries(entry), optional(fc.constantFrom('customers of ours', 'x')));
}

function accessList(prefix: fc.Arbitrary<string>, withWildcards: boolean) {
  const plain = fc.oneof(fc.constant('any'), prefix).map((text) => ({ prefix: text }));
  const exact = prefix.map((text) => ({ prefix: text, exact: true }));
  const wildcard = prefix.map((text) => ({ prefix: text, anyLength: true }));
  const what = withWildcards ? fc.oneof(plain, exact, wildcard) : fc.oneof(plain, exact);
  const entry = fc.tuple(action, what).map(([does, item]) => ({ action: does, ...item }));
  return namedLists(entries(entry), optional(fc.constantFrom('customers of ours', 'x')));
}

/** An empty list without a description has no line in frr.conf. */
function namedLists<Entry>(items: fc.Arbitrary<Entry[]>, description: fc.Arbitrary<string | undefined>) {
  const list = fc
    .record({ description, entries: items })
    .filter((made) => made.entries.length > 0 || made.description !== undefined);
  return optional(fc.dictionary(policyName, list, { maxKeys: 3 }));
}

const asPathExpression = fc.constantFrom('^65001$', '_65002_', '(65001|65002 65003)', '^[0-9]+(-|_)$', '.*');
const regularExpression = fc.constantFrom(
  '^65001$',
  '_65002_',
  '(65001|65002 65003)',
  '^[0-9]+_65000:.*$',
  '.*',
);

const community = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 65_535 }))
    .map((parts) => parts.join(':')),
  fc.constantFrom('no-export', 'internet', 'local-AS', 'graceful-shutdown', 'blackhole'),
);
const largeCommunity = fc.tuple(uint32, uint32, uint32).map((parts) => parts.join(':'));
const routeTarget = fc.oneof(
  fc.tuple(fc.integer({ min: 0, max: 65_535 }), uint32).map((parts) => parts.join(':')),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 65_535 })).map((parts) => parts.join(':')),
  fc
    .tuple(fc.integer({ min: 65_536, max: 4_294_967_295 }), fc.integer({ min: 0, max: 65_535 }))
    .map((parts) => parts.join(':')),
);
const extendedCommunity = fc.tuple(fc.constantFrom('rt', 'soo'), routeTarget).map((parts) => parts.join(' '));

function several<Value>(value: fc.Arbitrary<Value>) {
  return fc.array(value, { minLength: 1, maxLength: 3 });
}

/** What FRR calls a standard list may be named 1 to 99, an expanded one 100 to 500. */
function communityLists(value: fc.Arbitrary<string>) {
  const names = fc.stringMatching(/^[A-Za-z][\w.-]{0,8}$/);
  const standard = entries(
    fc.record({ action, communities: several(value).map((texts) => [...new Set(texts)].toSorted()) }),
    4_294_967_295,
    1,
  );
  const expanded = entries(fc.record({ action, regularExpression }), 4_294_967_295, 1);
  const named = fc.oneof(
    fc.tuple(fc.oneof(names, fc.integer({ min: 1, max: 99 }).map(String)), standard),
    fc.tuple(fc.oneof(names, fc.integer({ min: 100, max: 500 }).map(String)), expanded),
  );
  return optional(
    fc
      .uniqueArray(named, { maxLength: 3, selector: ([name]) => name })
      .map(
        (lists): Record<string, { entries: { sequence: number }[] }> =>
          Object.fromEntries(lists.map(([name, items]) => [name, { entries: items }])),
      ),
  );
}

const communityMatch = fc.record({
  list: policyName,
  how: fc.constantFrom('all' as const, 'exact' as const, 'any' as const),
});

const match = fc.record(
  {
    asPathList: policyName,
    communityList: communityMatch,
    extendedCommunityList: policyName,
    accessList: policyName,
    prefixLength: fc.integer({ min: 0, max: 32 }),
    prefixList: policyName,
    nextHopAccessList: policyName,
    nextHop: fc.ipV4(),
    nextHopPrefixList: policyName,
    routeSourcePrefixList: policyName,
    ipv6AccessList: policyName,
    ipv6PrefixLength: fc.integer({ min: 0, max: 128 }),
    ipv6PrefixList: policyName,
    ipv6NextHopAccessList: policyName,
    ipv6NextHop: fc.ipV6(),
    ipv6NextHopPrefixList: policyName,
    largeCommunityList: communityMatch,
    localPreference: uint32,
    med: uint32,
    origin: fc.constantFrom('igp' as const, 'egp' as const, 'incomplete' as const),
    peer: fc.oneof(fc.constant('local'), fc.ipV4(), fc.ipV6()),
    sourceProtocol: fc.constantFrom(
      'bgp' as const,
      'connected' as const,
      'static' as const,
      'kernel' as const,
    ),
    tag: asNumber,
  },
  { requiredKeys: [] },
);

const change = fc.oneof(
  uint32,
  fc.tuple(fc.constantFrom('+', '-'), uint32).map((parts) => parts.join('')),
);
const yes = fc.constant(true as const);

/** Changes by the statement that sets them: of each an entry has one. */
const changes = [
  fc.record({ aggregator: fc.record({ asNumber, address: fc.ipV4() }) }),
  fc.record({ aigpMetric: fc.oneof(uint32, fc.constant('igp-metric' as const)) }),
  fc.record({ excludeAsPath: fc.oneof(several(asNumber), fc.constant('all' as const)) }),
  fc.oneof(
    fc.record({ prependAsPath: several(asNumber) }),
    fc.record({ prependLastAs: fc.integer({ min: 1, max: 10 }) }),
  ),
  fc
    .tuple(
      fc.oneof(asNumber, fc.constant('any' as const)),
      optional(fc.integer({ min: 1, max: 4_294_967_294 })),
    )
    .map(([replaced, by]) => ({
      replaceAsPath: {
        asNumber: replaced === 4_294_967_295 ? 1 : replaced,
        ...(by === undefined ? {} : { by }),
      },
    })),
  fc.record({ atomicAggregate: yes }),
  fc.record({ deleteCommunities: policyName }),
  fc.oneof(
    fc.record({ communities: several(community) }),
    fc.record({ addCommunities: several(community) }),
    fc.record({ noCommunities: yes }),
  ),
  fc.record({ deleteExtendedCommunities: policyName }),
  fc
    .tuple(
      fc.oneof(
        fc.integer({ min: 1, max: 25_600 }),
        fc.constantFrom('cumulative' as const, 'num-multipaths' as const),
      ),
      fc.boolean(),
    )
    .map(([bandwidth, nonTransitive]) => ({
      linkBandwidth: { bandwidth, ...(nonTransitive ? { nonTransitive } : {}) },
    })),
  fc.record({ noExtendedCommunities: yes }),
  fc.record({ addRouteTargets: several(routeTarget) }),
  fc.record({ addSitesOfOrigin: several(routeTarget) }),
  fc.record({ nextHop: fc.oneof(fc.ipV4(), fc.constantFrom('peer-address', 'unchanged')) }),
  fc.record({ ipv6NextHop: fc.oneof(fc.ipV6(), fc.constant('peer-address')) }),
  fc.record({ ipv6LinkLocalNextHop: fc.constantFrom('fe80::1', 'fe80::2') }),
  fc.record({ deleteLargeCommunities: policyName }),
  fc.oneof(
    fc.record({ largeCommunities: several(largeCommunity) }),
    fc.record({ addLargeCommunities: several(largeCommunity) }),
    fc.record({ noLargeCommunities: yes }),
  ),
  fc.record({ localPreference: change }),
  fc.record({ med: change }),
  fc.record({ origin: fc.constantFrom('igp' as const, 'egp' as const, 'incomplete' as const) }),
  fc.record({ originatorId: fc.ipV4() }),
  fc.record({ tag: asNumber }),
  fc.record({ weight: uint32 }),
] as const;

/** Some of them, in any order. */
const set = fc
  .shuffledSubarray(changes as readonly fc.Arbitrary<object>[] as fc.Arbitrary<object>[], { maxLength: 4 })
  .chain((chosen) => fc.tuple(...chosen));

const routeMapEntry = fc
  .record(
    {
      action,
      description: fc.constantFrom('from  customers', 'x'),
      match,
      set,
      call: policyName,
      onMatch: fc.oneof(fc.constant('next' as const), fc.integer({ min: 1, max: 65_535 })),
    },
    { requiredKeys: ['action'] },
  )
  // An entry that denies decides.
  .map(({ onMatch, ...entry }) =>
    onMatch === undefined || entry.action === 'deny' ? entry : { ...entry, onMatch },
  );

/** Policies that say anything which the schema allows, whether or not what they name is there. */
export const anyPolicies: fc.Arbitrary<Policies> = fc.record({
  prefixLists: prefixList(ipv4Prefix, 32),
  ipv6PrefixLists: prefixList(ipv6Prefix, 128),
  accessLists: accessList(ipv4Prefix, true),
  ipv6AccessLists: accessList(ipv6Prefix, false),
  asPathLists: optional(
    fc.dictionary(
      policyName,
      entries(fc.record({ action, regularExpression: asPathExpression }), 4_294_967_295, 1).map((items) => ({
        entries: items,
      })),
      { maxKeys: 3 },
    ),
  ),
  communityLists: communityLists(community),
  extendedCommunityLists: communityLists(extendedCommunity),
  largeCommunityLists: communityLists(largeCommunity),
  routeMaps: optional(
    fc.dictionary(
      policyName,
      entries(routeMapEntry, 65_535, 1).map((items) => ({ entries: items })),
      { maxKeys: 3 },
    ),
  ),
}) as fc.Arbitrary<Policies>;

const filters = fc
  .record(
    { distributeList: policyName, prefixList: policyName, filterList: policyName, routeMap: policyName },
    { requiredKeys: [] },
  )
  .filter((made) => Object.keys(made).length > 0);

/** Anything that may be hung on one direction of a peer. */
export const anyAttachedPolicy = optional(
  fc.oneof(fc.constantFrom('permit-all', 'none'), policyName, filters),
);
