import type { IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type { Staleness } from '@bgpeer/rib';
import fc from 'fast-check';
import type { ReferencePeer, ReferenceRibOptions } from '../reference-rib/reference-route.ts';

/** What may happen to a RIB. Peers, prefixes and next hops are few, so that commands meet. */
export type RibCommand =
  | {
      readonly name: 'set';
      readonly peer: ReferencePeer;
      readonly prefix: string;
      readonly pathIdentifier: number;
      readonly attributes: PathAttributes;
      readonly weight: number;
    }
  | {
      readonly name: 'withdraw';
      readonly peer: ReferencePeer;
      readonly prefix: string;
      readonly pathIdentifier: number;
    }
  | { readonly name: 'drop-peer'; readonly peer: ReferencePeer }
  | { readonly name: 'staleness'; readonly peer: ReferencePeer; readonly staleness: Staleness }
  | {
      readonly name: 'next-hop';
      readonly nextHop: IpAddress;
      readonly reachable: boolean;
      readonly metric: number;
    };

/** The speaker itself, as the source of its own routes. */
export const ribLocalPeer: ReferencePeer = {
  address: '0.0.0.0',
  source: 'local',
  asNumber: 65_000,
  bgpIdentifier: '192.0.2.254',
};

/** Two neighbouring ASes with two external peers each, and two internal peers; two of them share a BGP Identifier. */
export const ribPeers: readonly ReferencePeer[] = [
  { address: '192.0.2.1', source: 'external', asNumber: 65_001, bgpIdentifier: '10.0.0.4' },
  { address: '192.0.2.2', source: 'external', asNumber: 65_001, bgpIdentifier: '10.0.0.3' },
  { address: '192.0.2.11', source: 'external', asNumber: 65_002, bgpIdentifier: '10.0.0.3' },
  { address: '192.0.2.12', source: 'external', asNumber: 65_002, bgpIdentifier: '10.0.0.1' },
  { address: '10.0.0.21', source: 'internal', asNumber: 65_000, bgpIdentifier: '10.0.0.21' },
  { address: '10.0.0.22', source: 'internal', asNumber: 65_000, bgpIdentifier: '10.0.0.22' },
];

export const ribPrefixes: readonly string[] = ['10.1.0.0/16', '10.1.0.0/24', '172.16.1.1/32'];

const nextHops: readonly IpAddress[] = ['192.0.2.1', '192.0.2.2', '198.51.100.1'];

/** Every switch of the decision process, and sets from one route to as many as there are. */
export function arbitraryRibOptions(): fc.Arbitrary<ReferenceRibOptions> {
  const width = fc.constantFrom(1, 2, 3, 256);
  return fc.record({
    decision: fc.record({
      multipathRelax: fc.boolean(),
      compareRouterId: fc.boolean(),
      ignoreAsPathLength: fc.boolean(),
      ignoreAccumulatedIgpMetric: fc.boolean(),
      alwaysCompareMed: fc.boolean(),
      missingMedAsWorst: fc.boolean(),
      multipathRelaxAsSet: fc.boolean(),
      peerTypeMultipathRelax: fc.boolean(),
      deterministicMed: fc.boolean(),
      linkBandwidth: fc.constantFrom('by-weight', 'ignore', 'skip-missing', 'default-weight-for-missing'),
    }),
    maximumPaths: fc.record({ external: width, internal: width, equalClusterLength: fc.boolean() }),
    defaultLocalPreference: fc.constantFrom(100, 200),
  });
}

/** A command; `withLocal`: also routes of the speaker's own, `pathIdentifiers`: those routes may have. */
export function arbitraryRibCommand(
  options: { readonly withLocal?: boolean; readonly pathIdentifiers?: readonly number[] } = {},
): fc.Arbitrary<RibCommand> {
  const remote = fc.constantFrom(...ribPeers);
  const route = {
    prefix: fc.constantFrom(...ribPrefixes),
    pathIdentifier: fc.constantFrom(...(options.pathIdentifiers ?? [0])),
  };
  const setFrom = (peer: fc.Arbitrary<ReferencePeer>): fc.Arbitrary<RibCommand> =>
    peer.chain((from) =>
      fc.record({
        name: fc.constant('set' as const),
        peer: fc.constant(from),
        ...(from.source === 'local' ? { ...route, pathIdentifier: fc.constantFrom(0, 1, 2) } : route),
        attributes: arbitraryCompetingAttributes(from),
        weight: from.source === 'local' ? fc.constant(32_768) : mostly(0, [100, 40_000]),
      }),
    );
  return fc.oneof(
    { weight: 8, arbitrary: setFrom(remote) },
    { weight: options.withLocal ? 1 : 0, arbitrary: setFrom(fc.constant(ribLocalPeer)) },
    {
      weight: 3,
      arbitrary: fc.record({ name: fc.constant('withdraw' as const), peer: remote, ...route }),
    },
    { weight: 1, arbitrary: fc.record({ name: fc.constant('drop-peer' as const), peer: remote }) },
    {
      weight: 2,
      arbitrary: fc.record({
        name: fc.constant('staleness' as const),
        peer: remote,
        staleness: fc.constantFrom<Staleness>('fresh', 'fresh', 'stale', 'long-lived-stale'),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constant('next-hop' as const),
        nextHop: fc.constantFrom(...nextHops),
        reachable: mostly(true, [false]),
        metric: fc.constantFrom(0, 10, 20),
      }),
    },
  );
}

/** Attributes with few values each: most routes are equal up to some late step of the decision process. */
function arbitraryCompetingAttributes(peer: ReferencePeer): fc.Arbitrary<PathAttributes> {
  if (peer.source === 'local')
    return fc.record({
      origin: mostly<PathAttributes['origin'] & string>('IGP', ['INCOMPLETE']),
      asPath: fc.constant([]),
      nextHop: fc.constant('0.0.0.0'),
    });
  const common = {
    origin: mostly<PathAttributes['origin'] & string>('IGP', ['EGP', 'INCOMPLETE']),
    asPath: peer.source === 'external' ? externalAsPath(peer.asNumber) : internalAsPath(),
    nextHop: fc.constantFrom(...nextHops),
  };
  const optional = {
    multiExitDisc: fc.constantFrom(0, 10, 20),
    aigp: rarely<PathAttributes['aigp'] & object>([
      [{ type: 1, value: '000000000000000a' }],
      [{ type: 1, value: '0000000000000014' }],
    ]),
    // Link bandwidths of 1,000 and 3,000 octets a second.
    extendedCommunities: rarely<PathAttributes['extendedCommunities'] & object>([
      ['4004fde8447a0000'],
      ['0004fde8453b8000'],
    ]),
    // LLGR_STALE (RFC 9494, section 3.2).
    communities: rarely<PathAttributes['communities'] & object>([[0xffff_0006]]),
  };
  if (peer.source === 'external')
    return withoutUndefined(
      fc.record({ ...common, ...optional }, { requiredKeys: ['origin', 'asPath', 'nextHop'] }),
    );
  return withoutUndefined(
    fc.record(
      {
        ...common,
        ...optional,
        localPref: mostly(100, [50, 200]),
        originatorId: fc.constantFrom('10.0.0.1', '10.0.0.30'),
        clusterList: fc.constantFrom(['10.0.0.1'], ['10.0.0.1', '10.0.0.2']),
      },
      { requiredKeys: ['origin', 'asPath', 'nextHop', 'localPref'] },
    ),
  );
}

function externalAsPath(asNumber: number): fc.Arbitrary<NonNullable<PathAttributes['asPath']>> {
  const sequence = { type: 'AS_SEQUENCE', asNumbers: [asNumber, 65_010] } as const;
  return fc.constantFrom(
    [sequence],
    [{ type: 'AS_SEQUENCE' as const, asNumbers: [asNumber, 65_011] }],
    [
      { type: 'AS_SEQUENCE' as const, asNumbers: [asNumber] },
      { type: 'AS_SET' as const, asNumbers: [65_010, 65_011] },
    ],
    [{ type: 'AS_SEQUENCE' as const, asNumbers: [asNumber, asNumber, 65_010] }],
  );
}

/** From a neighbour of this AS, or from within it: an empty path, or one that begins with a set. */
function internalAsPath(): fc.Arbitrary<NonNullable<PathAttributes['asPath']>> {
  return fc.constantFrom(
    [],
    [{ type: 'AS_SEQUENCE' as const, asNumbers: [65_001, 65_010] }],
    [{ type: 'AS_SEQUENCE' as const, asNumbers: [65_002, 65_010] }],
    [{ type: 'AS_SET' as const, asNumbers: [65_001, 65_010] }],
  );
}

function mostly<Value>(usual: Value, others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

function rarely<Value>(values: readonly Value[]): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );
}

/** An attribute that is `undefined` is left out: equal attributes have equal keys. */
function withoutUndefined(
  drawn: fc.Arbitrary<{ readonly [Key in keyof PathAttributes]: PathAttributes[Key] | undefined }>,
): fc.Arbitrary<PathAttributes> {
  return drawn.map((attributes) =>
    Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)),
  );
}
