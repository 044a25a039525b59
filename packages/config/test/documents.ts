import fc from 'fast-check';
import {
  type ConfigDocument,
  type ConfigDocumentInput,
  configDocumentSchema,
  networkParts,
} from '../src/index.ts';
import { anyAttachedPolicy, anyPolicies } from './policy-documents.ts';

/** A document with nothing but what it must have, and what is given. */
export function documentWith(parts: Partial<ConfigDocumentInput> = {}): ConfigDocument {
  return configDocumentSchema.parse({ asNumber: 65_000, routerId: '192.0.2.1', ...parts });
}

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const flag = optional(fc.boolean());
const asNumber = fc.integer({ min: 1, max: 4_294_967_294 });
const prefix = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, length]) => `${address}/${length}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map(([address, length]) => `${address}/${length}`),
);
const peerGroupName = fc.stringMatching(/^[A-Za-z][\w./+-]{0,9}$/);
const lineOfText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '').trim())
  .filter((text) => text !== '');

const holdTime = fc.oneof(fc.constant(0), fc.integer({ min: 3, max: 65_535 }));
const timers = fc.oneof(
  fc.constant({}),
  fc.record({ holdTimeSeconds: holdTime }),
  fc.record({ holdTimeSeconds: holdTime, keepaliveTimeSeconds: fc.integer({ min: 0, max: 65_535 }) }),
);

const routeMapName = fc.stringMatching(/^[A-Z][A-Z0-9_-]{0,9}$/);

const peerFamily = fc.record({
  activate: flag,
  nextHopSelf: optional(fc.constantFrom(true, false, 'force' as const)),
  attributesUnchanged: optional(
    fc.record({ asPath: fc.boolean(), nextHop: fc.boolean(), multiExitDisc: fc.boolean() }),
  ),
  routeReflectorClient: flag,
  routeServerClient: flag,
  weight: optional(fc.integer({ min: 0, max: 65_535 })),
  sendCommunities: optional(fc.record({ standard: flag, extended: flag, large: flag })),
  maximumPrefixes: optional(
    fc.record({
      count: fc.integer({ min: 1, max: 4_294_967_295 }),
      warningOnly: fc.boolean(),
      thresholdPercent: optional(fc.integer({ min: 1, max: 100 })),
      restartMinutes: optional(fc.integer({ min: 1, max: 65_535 })),
    }),
  ),
  maximumPrefixesOut: optional(fc.integer({ min: 1, max: 4_294_967_295 })),
  allowOwnAs: optional(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('origin' as const))),
  asOverride: flag,
  removePrivateAs: optional(
    fc.oneof(fc.boolean(), fc.record({ all: fc.boolean(), replaceAs: fc.boolean() })),
  ),
  defaultOriginate: optional(fc.oneof(fc.boolean(), fc.record({ routeMap: routeMapName }))),
  addPathSend: optional(
    fc.oneof(
      fc.constantFrom('none' as const, 'all' as const, 'best-per-as' as const),
      fc.integer({ min: 1, max: 256 }),
    ),
  ),
  addPathReceive: flag,
  addPathReceiveLimit: optional(fc.integer({ min: 1, max: 65_535 })),
  aigp: flag,
  softReconfigurationInbound: flag,
  importPolicy: anyAttachedPolicy,
  exportPolicy: anyAttachedPolicy,
});

const shutdown = fc.oneof(
  fc.record({ shutdown: flag }),
  fc.record({ shutdown: fc.constant(true), shutdownMessage: lineOfText }),
);

const restartMode = fc.constantFrom('disabled' as const, 'helper' as const, 'restarter' as const);

const peerSettings = fc
  .tuple(
    timers,
    shutdown,
    fc.record({
      remoteAs: optional(
        fc.oneof(asNumber, fc.constantFrom('internal' as const, 'external' as const, 'any' as const)),
      ),
      description: optional(lineOfText),
      passive: flag,
      port: optional(fc.integer({ min: 1, max: 65_535 })),
      localAddress: optional(fc.oneof(fc.ipV4(), fc.ipV6())),
      connectRetryTimeSeconds: optional(fc.integer({ min: 1, max: 65_535 })),
      delayOpenTimeSeconds: optional(fc.integer({ min: 0, max: 240 })),
      sendHoldTimeSeconds: optional(fc.integer({ min: 0, max: 65_535 })),
      extendedNextHop: flag,
      ebgpMultihop: optional(fc.integer({ min: 1, max: 255 })),
      disableConnectedCheck: flag,
      advertisementIntervalSeconds: optional(fc.integer({ min: 0, max: 600 })),
      localAs: optional(
        fc
          .record({ asNumber, noPrepend: fc.boolean(), replaceAs: fc.boolean() })
          .map((localAs) => ({ ...localAs, replaceAs: localAs.noPrepend && localAs.replaceAs })),
      ),
      localRole: optional(
        fc.record({
          role: fc.constantFrom(...(['provider', 'rs-server', 'rs-client', 'customer', 'peer'] as const)),
          strict: fc.boolean(),
        }),
      ),
      enforceFirstAs: flag,
      senderAsPathLoopDetection: flag,
      gracefulRestartMode: optional(restartMode),
      gracefulShutdown: flag,
      families: optional(
        fc.record({ 'ipv4-unicast': optional(peerFamily), 'ipv6-unicast': optional(peerFamily) }),
      ),
    }),
  )
  .map(([times, stop, rest]) => ({ ...times, ...stop, ...rest }));

const widths = fc.oneof(
  fc.record({
    external: optional(fc.integer({ min: 1, max: 256 })),
    internal: optional(fc.integer({ min: 1, max: 256 })),
  }),
  fc.record({ internal: fc.integer({ min: 1, max: 256 }), equalClusterLength: fc.boolean() }),
);

const gracefulRestart = fc.record({
  mode: optional(restartMode),
  restartTimeSeconds: optional(fc.integer({ min: 1, max: 4095 })),
  stalePathTimeSeconds: optional(fc.integer({ min: 1, max: 4095 })),
  selectionDeferralTimeSeconds: optional(fc.integer({ min: 0, max: 3600 })),
  preserveForwardingState: flag,
  notificationSupport: flag,
  hardAdministrativeReset: flag,
  longLivedStaleTimeSeconds: optional(fc.integer({ min: 1, max: 16_777_215 })),
});

const bestpath = fc.record({
  multipathRelax: optional(fc.constantFrom(true, false, 'as-set' as const)),
  peerTypeMultipathRelax: flag,
  compareRouterId: flag,
  asPathIgnore: flag,
  aigp: flag,
  alwaysCompareMed: flag,
  deterministicMed: flag,
  medMissingAsWorst: flag,
  linkBandwidth: optional(
    fc.constantFrom(...(['by-weight', 'ignore', 'skip-missing', 'default-weight-for-missing'] as const)),
  ),
});

const isIpv6 = (text: string) => text.includes(':');

/** frr.conf has a place for each family: IPv4 comes first there. */
function ipv4First<Entry>(entries: readonly Entry[], prefixOf: (entry: Entry) => string): Entry[] {
  return entries.toSorted((one, other) => Number(isIpv6(prefixOf(one))) - Number(isIpv6(prefixOf(other))));
}

const networks = fc
  .uniqueArray(
    fc.tuple(prefix, optional(routeMapName)).map(([network, routeMap]) => ({ prefix: network, routeMap })),
    { maxLength: 4, selector: (network) => network.prefix },
  )
  .map((entries) => ipv4First(entries, (network) => network.prefix));

const redistribute = fc
  .uniqueArray(
    fc.record({
      family: fc.constantFrom('ipv4-unicast' as const, 'ipv6-unicast' as const),
      protocol: fc.constantFrom('connected' as const, 'static' as const, 'kernel' as const),
      metric: optional(fc.integer({ min: 0, max: 4_294_967_295 })),
      routeMap: optional(routeMapName),
    }),
    { maxLength: 4, selector: ({ family, protocol }) => `${family} ${protocol}` },
  )
  .map((entries) => entries.toSorted((one, other) => one.family.localeCompare(other.family)));

const aggregates = fc
  .uniqueArray(
    fc.record({
      prefix,
      asSet: flag,
      summaryOnly: flag,
      routeMap: optional(routeMapName),
      origin: optional(fc.constantFrom('igp' as const, 'egp' as const, 'incomplete' as const)),
      matchingMedOnly: flag,
      suppressMap: optional(routeMapName),
    }),
    { maxLength: 3, selector: (aggregate) => aggregate.prefix },
  )
  .map((entries) => ipv4First(entries, (aggregate) => aggregate.prefix));

const interfaceName = fc.stringMatching(/^[a-z][a-z0-9.@-]{0,14}$/);

const staticRoutes = fc
  .uniqueArray(
    prefix.chain((destination) => {
      const gateway = isIpv6(destination) ? fc.ipV6() : fc.ipV4();
      const via = fc.oneof(
        fc.record({ gateway, interfaceName: optional(interfaceName) }),
        fc.record({ interfaceName: interfaceName.filter((name) => !['blackhole', 'reject'].includes(name)) }),
        fc.constant({ blackhole: true }),
      );
      const rest = fc.record({
        prefix: fc.constant(destination),
        distance: optional(fc.integer({ min: 1, max: 255 })),
        tag: optional(fc.integer({ min: 1, max: 4_294_967_295 })),
      });
      return fc.tuple(rest, via).map(([route, nextHop]) => ({ ...route, ...nextHop }));
    }),
    { maxLength: 3, selector: (route) => route.prefix },
  )
  .map((entries) => ipv4First(entries, (route) => route.prefix));

/** Documents that say anything which the schema allows, whether or not it makes sense as a whole. */
export const anyDocument: fc.Arbitrary<ConfigDocument> = fc
  .tuple(
    timers,
    shutdown,
    fc.record({
      asNumber,
      routerId: optional(fc.ipV4().filter((address) => address !== '0.0.0.0')),
      hostName: optional(fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/)),
      defaults: optional(fc.constantFrom('traditional' as const, 'datacenter' as const)),
      policies: optional(anyPolicies),
      ebgpRequiresPolicy: flag,
      defaultIpv4Unicast: flag,
      defaultIpv6Unicast: flag,
      enforceFirstAs: flag,
      disableConnectedCheck: flag,
      gracefulShutdown: flag,
      rejectAsSets: optional(flag),
      defaultLocalPreference: optional(fc.integer({ min: 0, max: 4_294_967_295 })),
      minimumHoldTimeSeconds: optional(fc.integer({ min: 1, max: 65_535 })),
      connectRetryTimeSeconds: optional(fc.integer({ min: 1, max: 65_535 })),
      gracefulRestart: optional(gracefulRestart),
      bestpath: optional(bestpath),
      reflection: optional(
        fc.record({
          clusterId: optional(fc.ipV4().filter((address) => address !== '0.0.0.0')),
          clientToClient: flag,
          allowOutboundPolicy: flag,
        }),
      ),
      maximumPaths: optional(
        fc.record({ 'ipv4-unicast': optional(widths), 'ipv6-unicast': optional(widths) }),
      ),
      networks,
      redistribute,
      aggregates,
      staticRoutes,
      peerGroups: fc.dictionary(peerGroupName, peerSettings, { maxKeys: 3 }),
      peers: fc.uniqueArray(
        fc
          .tuple(fc.oneof(fc.ipV4(), fc.ipV6()), optional(peerGroupName), peerSettings)
          .map(([address, peerGroup, settings]) => ({
            address,
            peerGroup,
            ...settings,
            // A peer of which nothing is said has no place in frr.conf, nor any use.
            remoteAs: settings.remoteAs ?? ('external' as const),
          })),
        { maxLength: 4, selector: ({ address }) => address },
      ),
      listenRanges: fc.uniqueArray(fc.record({ prefix, peerGroup: peerGroupName }), {
        maxLength: 3,
        selector: ({ prefix: written }) => written,
      }),
      listenLimit: optional(fc.integer({ min: 1, max: 65_535 })),
      listen: optional(
        fc.record({
          addresses: optional(fc.uniqueArray(fc.ipV4(), { maxLength: 3 })),
          port: optional(fc.integer({ min: 1, max: 65_535 })),
        }),
      ),
      fib: optional(fc.constantFrom('none' as const, 'kernel' as const)),
    }),
  )
  .map(([times, stop, rest]) => configDocumentSchema.parse({ ...times, ...stop, ...rest }))
  .filter(saysEverythingOnce);

/** Different texts may be one prefix or address; a list that says one twice is another matter. */
function saysEverythingOnce(document: ConfigDocument): boolean {
  const lists = [
    document.networks.map((network) => networkParts(network).prefix),
    document.aggregates.map((aggregate) => aggregate.prefix),
    document.staticRoutes.map((route) => route.prefix),
    document.peers.map(({ address }) => address),
    document.listenRanges.map(({ prefix: range }) => range),
    document.listen?.addresses ?? [],
  ];
  return lists.every((list) => new Set(list).size === list.length);
}
