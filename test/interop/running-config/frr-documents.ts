import { type ConfigDocument, type ConfigDocumentInput, configDocumentSchema } from '@bgpeer/config';
import fc from 'fast-check';

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const flag = optional(fc.boolean());
/** A switch that FRR has no `no` form of in the other position: said, or not said. */
const switchedOn = optional(fc.constant(true));
const uint16 = fc.integer({ min: 1, max: 65_535 });
const uint32 = fc.integer({ min: 1, max: 4_294_967_295 });

const ownAsNumber = 65_000;
const mapNames = ['MAP-A', 'MAP-B'] as const;
const routeMap = optional(fc.constantFrom(...mapNames));

type Family = NonNullable<NonNullable<ConfigDocumentInput['peers']>[number]['families']>['ipv4-unicast'];
type Settings = NonNullable<ConfigDocumentInput['peerGroups']>[string];

const timers = fc.oneof(
  fc.constant({}),
  fc.record({
    holdTimeSeconds: fc.integer({ min: 9, max: 3600 }),
    keepaliveTimeSeconds: fc.integer({ min: 1, max: 3 }),
  }),
);

const shutdown = fc.constantFrom({}, { shutdown: true }, { shutdown: true, shutdownMessage: 'back at noon' });

const prefixLimit = fc
  .record({
    count: uint32,
    thresholdPercent: optional(fc.integer({ min: 1, max: 100 })),
    consequence: fc.constantFrom({}, { warningOnly: true }, { restartMinutes: 7 }),
  })
  .map(({ consequence, ...limit }) => ({ ...limit, ...consequence }));

const removePrivateAs = fc.record({ all: fc.boolean(), replaceAs: fc.boolean() });

const addPathSend = fc.constantFrom('all' as const, 'best-per-as' as const);

function familySettings(isExternal: boolean): fc.Arbitrary<Family> {
  const common = {
    activate: switchedOn,
    nextHopSelf: optional(fc.constantFrom(true as const, 'force' as const)),
    attributesUnchanged: optional(
      fc.constantFrom(
        { asPath: true, nextHop: true, multiExitDisc: true },
        { nextHop: true },
        { asPath: true, multiExitDisc: true },
      ),
    ),
    weight: optional(fc.integer({ min: 1, max: 65_535 })),
    sendCommunities: optional(fc.record({ standard: flag, extended: flag, large: flag })),
    maximumPrefixes: optional(prefixLimit),
    maximumPrefixesOut: optional(uint32),
    allowOwnAs: optional(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant('origin' as const))),
    defaultOriginate: optional(
      fc.oneof(
        fc.constant(true as const),
        fc.constantFrom(...mapNames).map((name) => ({ routeMap: name })),
      ),
    ),
    addPathSend: optional(addPathSend),
    addPathReceive: optional(fc.constant(false)),
    softReconfigurationInbound: switchedOn,
    importPolicy: optional(fc.constantFrom('permit-all', ...mapNames)),
    exportPolicy: optional(
      fc.constantFrom('permit-all', 'MAP-A', { prefixList: 'LIST', filterList: 'PATHS', routeMap: 'MAP-B' }),
    ),
    unsuppressMap: routeMap,
  };
  const internalOnly = { routeReflectorClient: switchedOn };
  const externalOnly = {
    routeServerClient: switchedOn,
    asOverride: switchedOn,
    removePrivateAs: optional(removePrivateAs),
  };
  return isExternal
    ? fc.record({ ...common, ...externalOnly }).map(withNextHopUnchanged)
    : fc.record({ ...common, ...internalOnly });
}

/** What a peer or a group of one kind may be told; FRR refuses for internal ones what is about external ones. */
function sessionSettings(isExternal: boolean): fc.Arbitrary<Settings> {
  const common = {
    description: optional(fc.constantFrom('the rack next door', 'x')),
    passive: switchedOn,
    port: optional(uint16),
    connectRetryTimeSeconds: optional(uint16),
    delayOpenTimeSeconds: optional(fc.integer({ min: 1, max: 240 })),
    extendedNextHop: switchedOn,
    advertisementIntervalSeconds: optional(fc.integer({ min: 1, max: 600 })),
    disableConnectedCheck: switchedOn,
    enforceFirstAs: switchedOn,
    senderAsPathLoopDetection: switchedOn,
    gracefulRestartMode: optional(fc.constantFrom('disabled' as const, 'restarter' as const)),
    families: fc.record({
      'ipv4-unicast': optional(familySettings(isExternal)),
      'ipv6-unicast': optional(familySettings(isExternal)),
    }),
  };
  const localAs = fc.constantFrom(
    { asNumber: 64_999 },
    { asNumber: 64_998, noPrepend: true },
    { asNumber: 70_000, noPrepend: true, replaceAs: true },
  );
  const role = fc.constantFrom(...(['provider', 'rs-server', 'rs-client', 'customer', 'peer'] as const));
  const externalOnly = {
    ebgpMultihop: optional(fc.integer({ min: 2, max: 255 })),
    localAs: optional(localAs),
    localRole: optional(fc.record({ role, strict: fc.boolean() })),
  };
  return fc
    .tuple(timers, shutdown, fc.record({ ...common, ...(isExternal ? externalOnly : {}) }))
    .map(([times, stop, rest]) => ({ ...times, ...stop, ...rest }) as Settings);
}

const ownSettings = fc.boolean().chain((isExternal) =>
  sessionSettings(isExternal).map((settings) => ({
    ...settings,
    remoteAs: isExternal ? ('external' as const) : ('internal' as const),
  })),
);

const gracefulRestart = fc.record({
  mode: optional(fc.constantFrom('disabled' as const, 'restarter' as const)),
  restartTimeSeconds: optional(fc.integer({ min: 1, max: 300 })),
  stalePathTimeSeconds: optional(fc.integer({ min: 300, max: 4095 })),
  selectionDeferralTimeSeconds: optional(fc.integer({ min: 1, max: 3600 })),
  preserveForwardingState: switchedOn,
  notificationSupport: flag,
  hardAdministrativeReset: flag,
  longLivedStaleTimeSeconds: optional(fc.integer({ min: 1, max: 16_777_215 })),
});

const bestpath = fc.record({
  multipathRelax: optional(fc.constantFrom(true, 'as-set' as const)),
  peerTypeMultipathRelax: switchedOn,
  compareRouterId: switchedOn,
  asPathIgnore: switchedOn,
  alwaysCompareMed: switchedOn,
  deterministicMed: flag,
  medMissingAsWorst: switchedOn,
  linkBandwidth: optional(
    fc.constantFrom(...(['ignore', 'skip-missing', 'default-weight-for-missing'] as const)),
  ),
});

const widths = fc.record({
  external: optional(fc.integer({ min: 1, max: 255 })),
  internal: fc.integer({ min: 1, max: 255 }),
  equalClusterLength: switchedOn,
});

const redistribute = fc.uniqueArray(
  fc.record({
    family: fc.constantFrom('ipv4-unicast' as const, 'ipv6-unicast' as const),
    protocol: fc.constantFrom('connected' as const, 'static' as const, 'kernel' as const),
    metric: optional(fc.integer({ min: 0, max: 4_294_967_295 })),
    routeMap,
  }),
  { selector: ({ family, protocol }) => `${family} ${protocol}` },
);

const aggregates = fc.uniqueArray(
  fc.record({
    prefix: fc.constantFrom('10.0.0.0/8', '172.16.0.0/12', 'fd00::/16'),
    summaryOnly: switchedOn,
    routeMap,
    origin: optional(fc.constantFrom(...(['igp', 'egp', 'incomplete'] as const))),
    matchingMedOnly: switchedOn,
  }),
  { selector: ({ prefix }) => prefix },
);

const staticRoutes = fc.uniqueArray(
  fc
    .record({
      route: fc.constantFrom(
        { prefix: '10.1.0.0/16', gateway: '192.0.2.9' },
        { prefix: '10.4.0.0/16', gateway: '192.0.2.8', interfaceName: 'eth7' },
        { prefix: '10.2.0.0/16', interfaceName: 'eth7' },
        { prefix: '10.3.0.0/16', blackhole: true },
        { prefix: 'fd00:1::/32', gateway: 'fd00::9' },
        { prefix: 'fd00:2::/32', gateway: 'fe80::9', interfaceName: 'eth7' },
      ),
      distance: optional(fc.integer({ min: 2, max: 255 })),
      tag: optional(uint32),
    })
    .map(({ route, ...rest }) => ({ ...route, ...rest })),
  { selector: ({ prefix }) => prefix },
);

/** Lists and route-maps by the names that stand in the rest. */
const policies = {
  prefixLists: { LIST: { entries: [{ sequence: 5, action: 'permit' as const, prefix: '10.0.0.0/8' }] } },
  ipv6PrefixLists: { LIST: { entries: [{ sequence: 5, action: 'permit' as const, prefix: 'fd00::/8' }] } },
  asPathLists: {
    PATHS: { entries: [{ sequence: 5, action: 'permit' as const, regularExpression: '_65001_' }] },
  },
  routeMaps: {
    'MAP-A': { entries: [{ sequence: 10, action: 'permit' as const, match: { prefixList: 'LIST' } }] },
    'MAP-B': { entries: [{ sequence: 10, action: 'permit' as const, set: [{ med: 7 }] }] },
  },
};

const network = fc
  .record({ prefix: fc.constantFrom('10.7.0.0/16', '10.8.0.0/16', 'fd00:7::/32'), routeMap })
  .map(({ prefix, routeMap: name }) => (name === undefined ? prefix : { prefix, routeMap: name }));

const router = fc.record({
  asNumber: fc.constant(ownAsNumber),
  routerId: fc.constant('192.0.2.1'),
  hostName: fc.constant('device'),
  ebgpRequiresPolicy: flag,
  // Off by default in FRR 8.4, which does not say so.
  rejectAsSets: fc.constant(true),
  defaultIpv4Unicast: flag,
  defaultIpv6Unicast: flag,
  disableConnectedCheck: switchedOn,
  gracefulShutdown: switchedOn,
  defaultLocalPreference: optional(fc.integer({ min: 1, max: 4_294_967_295 })),
  minimumHoldTimeSeconds: optional(uint16),
  gracefulRestart: optional(gracefulRestart),
  reflection: fc.record({
    clusterId: optional(fc.constant('192.0.2.77')),
    clientToClient: optional(fc.constant(false)),
  }),
  bestpath: optional(bestpath),
  maximumPaths: fc.record({ 'ipv4-unicast': optional(widths), 'ipv6-unicast': optional(widths) }),
  networks: fc.uniqueArray(network, {
    selector: (entry) => (typeof entry === 'string' ? entry : entry.prefix),
  }),
  redistribute,
  aggregates,
  staticRoutes,
  policies: fc.constant(policies),
  listenLimit: optional(uint16),
});

const neighbors = fc
  .record({
    external: sessionSettings(true),
    internal: sessionSettings(false),
    peers: fc.array(ownSettings, { maxLength: 3 }),
    memberCount: fc.integer({ min: 0, max: 2 }),
    hasRange: fc.boolean(),
  })
  .map(({ external, hasRange, internal, memberCount, peers }) => {
    const members = ['EXT', 'INT'].flatMap((peerGroup, index) =>
      Array.from({ length: memberCount }, (_, member) => ({
        address: `192.0.2.${50 + 10 * index + member}`,
        peerGroup,
      })),
    );
    const own = peers.map((settings, index) => ({
      address: index % 2 === 0 ? `192.0.2.${100 + index}` : `fd00::${100 + index}`,
      ...settings,
    }));
    return {
      peerGroups: {
        EXT: { ...withoutStrictMode(external), remoteAs: 'external' as const },
        INT: { ...internal, remoteAs: 'internal' as const },
      },
      peers: [...own, ...members],
      listenRanges: hasRange ? [{ prefix: '198.51.100.0/24', peerGroup: 'EXT' }] : [],
    };
  });

/** Documents of which FRR 8.4 understands every statement, and that it has no reason to refuse. */
export const frrDocument: fc.Arbitrary<ConfigDocument> = fc
  .tuple(timers, fc.constantFrom({}, { shutdown: true }), router, neighbors)
  .map(([times, stop, rest, around]) => configDocumentSchema.parse({ ...times, ...stop, ...rest, ...around }))
  .map(withDeterministicMed);

/** FRR 8.4 does not write the strict-mode of a group's role. */
function withoutStrictMode(settings: Settings): Settings {
  const { localRole, ...rest } = settings;
  return localRole === undefined ? settings : { ...rest, localRole: { ...localRole, strict: false } };
}

/** FRR writes so of every client of a route server. */
function withNextHopUnchanged<Settings extends { routeServerClient?: boolean }>(
  settings: Settings,
): Settings {
  return settings.routeServerClient === true
    ? { ...settings, attributesUnchanged: { nextHop: true } }
    : settings;
}

/** FRR switches it on by itself where it sends the best path of each neighbouring AS. */
function withDeterministicMed(document: ConfigDocument): ConfigDocument {
  const sends = JSON.stringify(document).includes('"best-per-as"');
  return sends ? { ...document, bestpath: { ...document.bestpath, deterministicMed: true } } : document;
}
