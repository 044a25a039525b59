import fc from 'fast-check';
import { type ConfigDocument, type ConfigDocumentInput, configDocumentSchema } from '../src/index.ts';

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

const policy = optional(fc.constantFrom('permit-all' as const, 'none' as const));

const peerFamily = fc.record({
  activate: flag,
  nextHopSelf: flag,
  weight: optional(fc.integer({ min: 0, max: 65_535 })),
  sendCommunities: optional(fc.record({ standard: flag, extended: flag, large: flag })),
  maximumPrefixes: optional(
    fc.record({ count: fc.integer({ min: 1, max: 4_294_967_295 }), warningOnly: fc.boolean() }),
  ),
  allowOwnAsCount: optional(fc.integer({ min: 0, max: 10 })),
  importPolicy: policy,
  exportPolicy: policy,
});

const shutdown = fc.oneof(
  fc.record({ shutdown: flag }),
  fc.record({ shutdown: fc.constant(true), shutdownMessage: lineOfText }),
);

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
      families: optional(
        fc.record({ 'ipv4-unicast': optional(peerFamily), 'ipv6-unicast': optional(peerFamily) }),
      ),
    }),
  )
  .map(([times, stop, rest]) => ({ ...times, ...stop, ...rest }));

const widths = fc.record({
  external: optional(fc.integer({ min: 1, max: 256 })),
  internal: optional(fc.integer({ min: 1, max: 256 })),
});

/** Documents that say anything which the schema allows, whether or not it makes sense as a whole. */
export const anyDocument: fc.Arbitrary<ConfigDocument> = fc
  .tuple(
    timers,
    fc.record({
      asNumber,
      routerId: optional(fc.ipV4().filter((address) => address !== '0.0.0.0')),
      hostName: optional(fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/)),
      defaults: optional(fc.constantFrom('traditional' as const, 'datacenter' as const)),
      ebgpRequiresPolicy: flag,
      defaultIpv4Unicast: flag,
      rejectAsSets: optional(flag),
      defaultLocalPreference: optional(fc.integer({ min: 0, max: 4_294_967_295 })),
      connectRetryTimeSeconds: optional(fc.integer({ min: 1, max: 65_535 })),
      gracefulRestart: optional(
        fc.record({
          mode: optional(fc.constantFrom('disabled' as const, 'helper' as const, 'restarter' as const)),
          restartTimeSeconds: optional(fc.integer({ min: 1, max: 4095 })),
          stalePathTimeSeconds: optional(fc.integer({ min: 1, max: 4095 })),
          selectionDeferralTimeSeconds: optional(fc.integer({ min: 0, max: 3600 })),
        }),
      ),
      bestpath: optional(
        fc.record({
          multipathRelax: flag,
          compareRouterId: flag,
          asPathIgnore: flag,
          alwaysCompareMed: flag,
          medMissingAsWorst: flag,
        }),
      ),
      maximumPaths: optional(
        fc.record({ 'ipv4-unicast': optional(widths), 'ipv6-unicast': optional(widths) }),
      ),
      // frr.conf has a place for each family: IPv4 comes first there.
      networks: fc
        .uniqueArray(prefix, { maxLength: 4 })
        .map((prefixes) =>
          prefixes.toSorted((one, other) => Number(one.includes(':')) - Number(other.includes(':'))),
        ),
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
  .map(([times, rest]) => configDocumentSchema.parse({ ...times, ...rest }))
  .filter(saysEverythingOnce);

/** Different texts may be one prefix or address; a list that says one twice is another matter. */
function saysEverythingOnce(document: ConfigDocument): boolean {
  const lists = [
    document.networks,
    document.peers.map(({ address }) => address),
    document.listenRanges.map(({ prefix: range }) => range),
    document.listen?.addresses ?? [],
  ];
  return lists.every((list) => new Set(list).size === list.length);
}
