import type { FamilyName } from '@bgpeer/bgp-wire';
import { noPolicyDefinitions } from '@bgpeer/policy';
import type {
  PeerConfiguration,
  PeerFamilySettings,
  PeerSettings,
  RouterConfiguration,
} from '@bgpeer/router';

/** A router's configuration with everything a test does not care about filled in: AS 65000, no peers, no policy needed. */
export function routerConfiguration(partial: Partial<RouterConfiguration> = {}): RouterConfiguration {
  return {
    asNumber: 65_000,
    bgpIdentifier: '192.0.2.1',
    hostName: '',
    ebgpRequiresPolicy: false,
    rejectAsSets: true,
    defaultLocalPreference: 100,
    gracefulRestart: {
      mode: 'helper',
      restartTimeSeconds: 120,
      stalePathTimeSeconds: 360,
      selectionDeferralTimeSeconds: 360,
      preserveForwardingState: false,
      notificationSupport: true,
      hardAdministrativeReset: true,
    },
    reflection: { clientToClient: true, allowOutboundPolicy: false },
    gracefulShutdown: false,
    decision: {
      multipathRelax: false,
      multipathRelaxAsSet: false,
      peerTypeMultipathRelax: false,
      compareRouterId: false,
      ignoreAsPathLength: false,
      alwaysCompareMed: false,
      missingMedAsWorst: false,
      deterministicMed: false,
      linkBandwidth: 'by-weight',
    },
    maximumPaths: {
      'ipv4-unicast': { external: 64, internal: 64, equalClusterLength: false },
      'ipv6-unicast': { external: 64, internal: 64, equalClusterLength: false },
    },
    policies: noPolicyDefinitions,
    networks: [],
    redistribute: [],
    aggregates: [],
    staticRoutes: [],
    peers: [],
    listenRanges: [],
    listenLimit: 100,
    ...partial,
  };
}

/** A peer's settings: external, IPv4 unicast, hold time 9 s, and a dial every 10 s. */
export function peerSettings(partial: Partial<PeerSettings> = {}): PeerSettings {
  return {
    remoteAs: { kind: 'external' },
    passive: false,
    shutdown: false,
    port: 179,
    holdTimeSeconds: 9,
    keepaliveTimeSeconds: 3,
    connectRetryTimeSeconds: 10,
    delayOpenTimeSeconds: 0,
    sendHoldTimeSeconds: 480,
    families: { 'ipv4-unicast': peerFamilySettings() },
    extendedNextHop: false,
    ebgpMultihop: 1,
    disableConnectedCheck: false,
    gracefulShutdown: false,
    enforceFirstAs: false,
    senderAsPathLoopDetection: false,
    advertisementIntervalSeconds: 0,
    ...partial,
  };
}

/** `peerSettings` of the peer with this address. */
export function peerConfiguration(address: string, partial: Partial<PeerSettings> = {}): PeerConfiguration {
  return { address, ...peerSettings(partial) };
}

/** What a peer does in one family: every community is sent, nothing is limited. */
export function peerFamilySettings(partial: Partial<PeerFamilySettings> = {}): PeerFamilySettings {
  return {
    nextHopSelf: false,
    nextHopSelfForce: false,
    attributesUnchanged: { asPath: false, nextHop: false, multiExitDisc: false },
    routeReflectorClient: false,
    routeServerClient: false,
    weight: 0,
    sendCommunities: { standard: true, extended: true, large: true },
    allowOwnAsCount: 0,
    allowOwnAsAtOrigin: false,
    asOverride: false,
    addPathReceive: true,
    aigp: false,
    softReconfigurationInbound: false,
    ...partial,
  };
}

/** The `families` of peer settings, from names alone. */
export function allFamilies(
  ...names: readonly FamilyName[]
): Partial<Record<FamilyName, PeerFamilySettings>> {
  return Object.fromEntries(names.map((name) => [name, peerFamilySettings()]));
}

/** Networks to originate, from prefixes alone: the family is in the text. */
export function networks(...prefixes: readonly string[]): RouterConfiguration['networks'] {
  return prefixes.map((prefix) => ({
    family: prefix.includes(':') ? 'ipv6-unicast' : 'ipv4-unicast',
    prefix,
  }));
}
