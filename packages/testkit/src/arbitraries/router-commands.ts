import type { IpAddress, PathAttributes } from '@bgpeer/bgp-wire';
import type {
  AggregateConfiguration,
  PeerConfiguration,
  PeerFamilySettings,
  PeerSettings,
  RouterConfiguration,
} from '@bgpeer/router';
import fc from 'fast-check';
import {
  networks,
  peerConfiguration,
  peerFamilySettings,
  routerConfiguration,
} from '../builders/router-configuration.ts';
import { arbitraryFilters, arbitraryPolicyDefinitions } from './policy-definitions.ts';

/** A peer of the router under test: two external ones in ASes of their own, and two internal ones. */
export interface ModelPeer {
  readonly address: IpAddress;
  readonly asNumber: number;
}

export const modelPeers: readonly ModelPeer[] = [
  { address: '192.0.2.2', asNumber: 65_001 },
  { address: '192.0.2.3', asNumber: 65_002 },
  { address: '192.0.2.4', asNumber: 65_000 },
  { address: '192.0.2.5', asNumber: 65_000 },
];

export const modelPrefixes: readonly string[] = [
  '10.1.0.0/16',
  '10.1.1.0/24',
  '10.2.0.0/16',
  '172.16.1.1/32',
];

/** Prefixes that hold some of those: one that is among them, too. */
export const modelAggregates: readonly string[] = ['10.0.0.0/8', '10.1.0.0/16'];

const localAsNumber = 65_000;
const nextHops: readonly IpAddress[] = ['192.0.2.2', '192.0.2.3', '192.0.2.77', '192.0.2.1'];
/** Two ordinary ones, NO_EXPORT and GRACEFUL_SHUTDOWN. */
const communities = [
  ['65000:1', 0xfde80001],
  ['65000:2', 0xfde80002],
  ['no-export', 0xffffff01],
  ['graceful-shutdown', 0xffff0000],
] as const;

/** `policies`: lists and route-maps; `filters`: where they are attached; `speaker`: all but the peers. */
export type ConfigurationPart = 'policies' | 'filters' | 'speaker' | 'peers';

/** What may happen to a router. `peer` is a place in `modelPeers`. */
export type RouterModelCommand =
  | {
      readonly name: 'advertise';
      readonly peer: number;
      readonly prefixes: readonly string[];
      readonly attributes: PathAttributes;
    }
  | { readonly name: 'withdraw'; readonly peer: number; readonly prefixes: readonly string[] }
  /** `part` of the configuration becomes as it is in this one (`changedConfiguration`). */
  | {
      readonly name: 'configure';
      readonly part: ConfigurationPart;
      readonly configuration: RouterConfiguration;
    }
  | { readonly name: 'reset'; readonly peer: number }
  | { readonly name: 'lose'; readonly peer: number }
  | {
      readonly name: 'next-hop';
      readonly nextHop: IpAddress;
      readonly reachable: boolean;
      readonly metric: number;
    };

/**
 * A configuration with the peers of `modelPeers`, and any policy and any knob of which the effect is a function of the
 * routes there are: the step that prefers the oldest route is off.
 */
export function arbitraryModelConfiguration(): fc.Arbitrary<RouterConfiguration> {
  const width = fc.constantFrom(1, 2, 64);
  const maximumPaths = fc.record({ external: width, internal: width, equalClusterLength: rarely });
  return fc
    .record({
      ebgpRequiresPolicy: rarely,
      defaultLocalPreference: fc.constantFrom(100, 200),
      gracefulShutdown: rarely,
      reflection: fc.record(
        {
          clientToClient: fc.boolean(),
          allowOutboundPolicy: fc.boolean(),
          clusterId: fc.constant('10.0.0.9'),
        },
        { requiredKeys: ['clientToClient', 'allowOutboundPolicy'] },
      ),
      decision: fc.record({
        multipathRelax: fc.boolean(),
        multipathRelaxAsSet: fc.constant(false),
        peerTypeMultipathRelax: fc.boolean(),
        compareRouterId: fc.constant(true),
        ignoreAsPathLength: rarely,
        ignoreAccumulatedIgpMetric: rarely,
        alwaysCompareMed: fc.boolean(),
        missingMedAsWorst: fc.boolean(),
        deterministicMed: fc.boolean(),
        linkBandwidth: fc.constant('by-weight' as const),
      }),
      maximumPaths: fc.record({ 'ipv4-unicast': maximumPaths, 'ipv6-unicast': maximumPaths }),
      policies: arbitraryPolicyDefinitions({
        prefixes: ['0.0.0.0/0', ...modelPrefixes],
        asNumbers: [65_001, 65_002, 65_010],
        communities,
        peers: modelPeers.map(({ address }) => address),
      }),
      networks: fc.subarray([...modelPrefixes]).map((prefixes) => networks(...prefixes)),
      aggregates: fc.array(fc.constantFrom(...modelAggregates).chain(arbitraryAggregate), { maxLength: 1 }),
      peers: fc.tuple(...modelPeers.map(arbitraryPeer)),
    })
    .map(routerConfiguration);
}

/** What a `configure` command makes of the configuration that there is. */
export function changedConfiguration(
  now: RouterConfiguration,
  { part, configuration: next }: Extract<RouterModelCommand, { readonly name: 'configure' }>,
): RouterConfiguration {
  switch (part) {
    case 'policies':
      return { ...now, policies: next.policies };
    case 'filters':
      return { ...now, peers: now.peers.map((peer, place) => withFilters(peer, next.peers[place])) };
    case 'speaker':
      return { ...next, peers: now.peers };
    case 'peers':
      return { ...now, peers: next.peers };
  }
}

function withFilters(peer: PeerConfiguration, next: PeerConfiguration): PeerConfiguration {
  const ipv4 = peer.families['ipv4-unicast']!;
  const { importFilters, exportFilters } = next.families['ipv4-unicast']!;
  return { ...peer, families: { 'ipv4-unicast': { ...ipv4, importFilters, exportFilters } } };
}

/** A command; most are routes that come and go. */
export function arbitraryRouterModelCommand(): fc.Arbitrary<RouterModelCommand> {
  const peer = fc.nat(modelPeers.length - 1);
  const prefixes = fc.subarray([...modelPrefixes], { minLength: 1 });
  return fc.oneof(
    {
      weight: 8,
      arbitrary: peer.chain((place) =>
        fc.record({
          name: fc.constant('advertise' as const),
          peer: fc.constant(place),
          prefixes,
          attributes: arbitraryModelAttributes(modelPeers[place]),
        }),
      ),
    },
    { weight: 3, arbitrary: fc.record({ name: fc.constant('withdraw' as const), peer, prefixes }) },
    {
      weight: 4,
      arbitrary: fc.record({
        name: fc.constant('configure' as const),
        part: fc.constantFrom<ConfigurationPart>('policies', 'filters', 'speaker', 'peers'),
        configuration: arbitraryModelConfiguration(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ name: fc.constantFrom('reset' as const, 'lose' as const), peer }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        name: fc.constant('next-hop' as const),
        nextHop: fc.constantFrom(...nextHops),
        reachable: fc.boolean(),
        metric: fc.constantFrom(0, 10),
      }),
    },
  );
}

function arbitraryAggregate(prefix: string): fc.Arbitrary<AggregateConfiguration> {
  return fc
    .record({
      family: fc.constant('ipv4-unicast' as const),
      prefix: fc.constant(prefix),
      asSet: rarely,
      summaryOnly: fc.boolean(),
      matchingMedOnly: rarely,
      routeMap: fc.constantFrom(undefined, undefined, 'A'),
      suppressMap: fc.constantFrom(undefined, undefined, 'B'),
    })
    .map(({ routeMap, suppressMap, ...rest }) => ({
      ...rest,
      ...(routeMap !== undefined && { routeMap }),
      ...(suppressMap !== undefined && { suppressMap }),
    }));
}

function arbitraryPeer({ address, asNumber }: ModelPeer) {
  const settings = {
    ...(asNumber === localAsNumber ? {} : externalSettings),
    gracefulShutdown: rarely,
    senderAsPathLoopDetection: rarely,
    advertisementIntervalSeconds: fc.constantFrom(0, 0, 5),
  };
  const family = arbitraryFamilySettings(asNumber === localAsNumber);
  return fc.tuple(fc.record(settings), family).map(([{ ...rest }, ipv4]) =>
    peerConfiguration(address, {
      ...withoutUndefined(rest satisfies Partial<PeerSettings>),
      remoteAs: { kind: asNumber === localAsNumber ? 'internal' : 'external' },
      passive: true,
      families: { 'ipv4-unicast': ipv4 },
    }),
  );
}

const rarely = fc.nat(5).map((number) => number === 0);

const externalSettings = {
  enforceFirstAs: rarely,
  localAs: fc.constantFrom(undefined, undefined, undefined, {
    asNumber: 64_999,
    noPrepend: false,
    replaceAs: false,
  }),
  localRole: fc.constantFrom(
    undefined,
    undefined,
    ...(['provider', 'customer', 'peer'] as const).map((role) => ({ role, strict: false })),
  ),
};

function arbitraryFamilySettings(isInternal: boolean): fc.Arbitrary<PeerFamilySettings> {
  return fc
    .record({
      nextHopSelf: fc.boolean(),
      nextHopSelfForce: rarely,
      weight: fc.constantFrom(0, 0, 10),
      sendCommunities: fc.record({ standard: fc.boolean(), extended: fc.boolean(), large: fc.boolean() }),
      allowOwnAsCount: fc.constantFrom(0, 0, 1),
      allowOwnAsAtOrigin: rarely,
      importFilters: arbitraryFilters(),
      exportFilters: arbitraryFilters(),
      unsuppressMap: fc.constantFrom(undefined, undefined, undefined, 'B'),
      defaultOriginate: fc.constantFrom(undefined, undefined, {}, { routeMap: 'A' }),
      routeReflectorClient: isInternal ? fc.boolean() : fc.constant(false),
      asOverride: isInternal ? fc.constant(false) : rarely,
      routeServerClient: isInternal ? fc.constant(false) : rarely,
    })
    .map((settings) => peerFamilySettings(withoutUndefined(settings)));
}

/** Attributes with few values each: many routes are equal up to some late step, and every rule of import meets some. */
function arbitraryModelAttributes({ asNumber }: ModelPeer): fc.Arbitrary<PathAttributes> {
  const isInternal = asNumber === localAsNumber;
  const first = isInternal ? [] : [asNumber];
  const asPath = fc
    .constantFrom([], [65_010], [65_010], [65_002, 65_010], [localAsNumber], [64_999])
    .map((rest) => [...first, ...rest])
    .map((asNumbers) => (asNumbers.length === 0 ? [] : [{ type: 'AS_SEQUENCE' as const, asNumbers }]));
  return fc.record(
    {
      origin: fc.constantFrom('IGP' as const, 'IGP' as const, 'EGP' as const),
      asPath,
      nextHop: fc.constantFrom(...nextHops),
      multiExitDisc: fc.constantFrom(0, 10),
      communities: fc.uniqueArray(
        fc.constantFrom(...communities).map(([, value]) => value),
        { minLength: 1, maxLength: 2 },
      ),
      onlyToCustomer: fc.constantFrom(65_001, 65_009),
      ...(isInternal && {
        localPref: fc.constantFrom(100, 200),
        originatorId: fc.constantFrom('10.0.0.30', '192.0.2.1'),
        clusterList: fc.constantFrom(['10.0.0.8'], ['10.0.0.9']),
      }),
    },
    { requiredKeys: ['origin', 'asPath', 'nextHop', ...(isInternal ? (['localPref'] as const) : [])] },
  );
}

function withoutUndefined<Settings extends object>(settings: Settings): Partial<Settings> {
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Settings>;
}
