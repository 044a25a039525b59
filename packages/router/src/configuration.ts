import type { FamilyName, IpAddress, Origin } from '@bgpeer/bgp-wire';
import type { LocalRestartMode, RemoteAs } from '@bgpeer/fsm';
import type { DirectionFilters, PolicyDefinitions } from '@bgpeer/policy';
import type { DecisionOptions, MaximumPaths } from '@bgpeer/rib';

export type { MaximumPaths } from '@bgpeer/rib';

/** Everything one BGP speaker is told: validated, defaults filled in, peer groups already folded into their peers. */
export interface RouterConfiguration {
  /** 1 to 4,294,967,294. */
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
  /** Sent in the FQDN capability when not empty. */
  readonly hostName: string;
  /** RFC 8212: without a policy nothing is taken from, or sent to, external peers. */
  readonly ebgpRequiresPolicy: boolean;
  /** RFC 9774: routes with an AS_SET in their path count as withdrawn. */
  readonly rejectAsSets: boolean;
  /** LOCAL_PREF given to routes that have none (RFC 4271, section 5.1.5). */
  readonly defaultLocalPreference: number;
  /** `bgp minimum-holdtime`: a peer whose OPEN has a smaller Hold Time, or 0, is refused (RFC 4271, section 4.2). */
  readonly minimumHoldTimeSeconds?: number;
  readonly gracefulRestart: GracefulRestartConfiguration;
  readonly reflection: ReflectionConfiguration;
  /** `bgp graceful-shutdown`: everything goes out with GRACEFUL_SHUTDOWN, and internally with LOCAL_PREF 0 (RFC 8326). */
  readonly gracefulShutdown: boolean;
  readonly decision: DecisionOptions;
  readonly maximumPaths: Readonly<Record<FamilyName, MaximumPaths>>;
  /** Every list and route-map; what peers, networks and aggregates name stands in here. */
  readonly policies: PolicyDefinitions;
  readonly networks: readonly NetworkConfiguration[];
  readonly redistribute: readonly RedistributeConfiguration[];
  readonly aggregates: readonly AggregateConfiguration[];
  readonly staticRoutes: readonly StaticRouteConfiguration[];
  readonly peers: readonly PeerConfiguration[];
  readonly listenRanges: readonly ListenRange[];
  /** How many dynamic peers at once (`bgp listen limit`). */
  readonly listenLimit: number;
}

export interface GracefulRestartConfiguration {
  /** `helper` keeps the routes of a peer that restarts; `restarter` also offers to be helped; `disabled` offers nothing. */
  readonly mode: LocalRestartMode;
  /** 1 to 4,095: sent in the capability. */
  readonly restartTimeSeconds: number;
  /** The longest that stale routes are kept; those of an enhanced route refresh too (RFC 7313, section 4), as in FRR. */
  readonly stalePathTimeSeconds: number;
  readonly selectionDeferralTimeSeconds: number;
  /** `bgp graceful-restart preserve-fw-state`: the F bit, in the OPENs after a restart of our own (RFC 4724, section 3). */
  readonly preserveForwardingState: boolean;
  /** The N bit (RFC 8538, section 2). */
  readonly notificationSupport: boolean;
  /** `bgp hard-administrative-reset`: what the operator ends, ends with Hard Reset where the N bit was agreed (RFC 8538). */
  readonly hardAdministrativeReset: boolean;
  /** Offer long-lived graceful restart with this stale time, 1 to 16,777,215; undefined offers none (RFC 9494). */
  readonly longLivedStaleTimeSeconds?: number;
}

/** Route reflection (RFC 4456). */
export interface ReflectionConfiguration {
  /** `bgp cluster-id`; the BGP Identifier when left out (section 7). */
  readonly clusterId?: IpAddress;
  /** False: clients are fully meshed, and what one says is not reflected to the others of the cluster. */
  readonly clientToClient: boolean;
  /**
   * `bgp route-reflector allow-outbound-policy`: an export policy may change what is reflected. Without it the policy only
   * says what passes (section 10: a reflector modifies none of the attributes).
   */
  readonly allowOutboundPolicy: boolean;
}

export interface NetworkConfiguration {
  readonly family: FamilyName;
  /** Canonical text. */
  readonly prefix: string;
  /** `network P route-map NAME`. */
  readonly routeMap?: string;
}

/** `redistribute PROTOCOL [metric N] [route-map NAME]`. */
export interface RedistributeConfiguration {
  readonly family: FamilyName;
  readonly protocol: UnderlayProtocol;
  /** MULTI_EXIT_DISC; the metric of the route itself when left out. */
  readonly metric?: number;
  readonly routeMap?: string;
}

/** What routes are called that are not BGP's. */
export type UnderlayProtocol = 'connected' | 'static' | 'kernel';

/** `aggregate-address P [as-set] [summary-only] [route-map NAME] [origin O] [matching-MED-only] [suppress-map NAME]`. */
export interface AggregateConfiguration {
  readonly family: FamilyName;
  /** Canonical text. */
  readonly prefix: string;
  /** Keep the AS numbers of what is aggregated, as an AS_SET: off unless asked for (RFC 9774). */
  readonly asSet: boolean;
  /** Do not advertise what is aggregated. */
  readonly summaryOnly: boolean;
  readonly routeMap?: string;
  readonly origin?: Origin;
  readonly matchingMedOnly: boolean;
  /** Suppress only what this route-map permits. */
  readonly suppressMap?: string;
}

/** `ip route P GATEWAY|INTERFACE|blackhole [distance]`. */
export interface StaticRouteConfiguration {
  readonly family: FamilyName;
  /** Canonical text. */
  readonly prefix: string;
  readonly via:
    | { readonly kind: 'gateway'; readonly address: IpAddress; readonly interfaceName?: string }
    | { readonly kind: 'interface'; readonly interfaceName: string }
    | { readonly kind: 'blackhole' };
  /** 1 to 255. */
  readonly distance: number;
  /** 0 without one. */
  readonly tag: number;
}

/** What a peer, or every peer of a listen range, is configured with. */
export interface PeerSettings {
  /** The group the settings came from, for people. */
  readonly peerGroup?: string;
  readonly description?: string;
  readonly remoteAs: RemoteAs;
  readonly passive: boolean;
  /** Administrative shutdown from the start, with its RFC 9003 communication. */
  readonly shutdown: boolean;
  readonly shutdownMessage?: string;
  readonly port: number;
  /** Our end of the connection. */
  readonly localAddress?: IpAddress;
  readonly holdTimeSeconds: number;
  readonly keepaliveTimeSeconds: number;
  readonly connectRetryTimeSeconds: number;
  readonly delayOpenTimeSeconds: number;
  readonly sendHoldTimeSeconds: number;
  readonly families: Readonly<Partial<Record<FamilyName, PeerFamilySettings>>>;
  /** Offer RFC 8950 for IPv4 unicast. */
  readonly extendedNextHop: boolean;
  /** More than 1: the peer may be that many hops away, and next hops are always our own. */
  readonly ebgpMultihop: number;
  /** An external peer one hop away need not be in a subnet of ours, as for a session between loopbacks. */
  readonly disableConnectedCheck: boolean;
  /** `neighbor X local-as N [no-prepend [replace-as]]`: the AS number that this peer knows us by (RFC 7705). */
  readonly localAs?: LocalAsConfiguration;
  /** `neighbor X local-role ROLE [strict-mode]` (RFC 9234). */
  readonly localRole?: LocalRoleConfiguration;
  /** `neighbor X graceful-restart|graceful-restart-helper|graceful-restart-disable`; the router's mode when left out. */
  readonly gracefulRestartMode?: LocalRestartMode;
  /** `neighbor X graceful-shutdown` (RFC 8326). */
  readonly gracefulShutdown: boolean;
  /** `neighbor X enforce-first-as`: an external peer's own AS number must stand first in its AS_PATHs (RFC 4271, section 6.3). */
  readonly enforceFirstAs: boolean;
  /** `neighbor X sender-as-path-loop-detection`: do not send what the peer would take for a loop. */
  readonly senderAsPathLoopDetection: boolean;
  /** `neighbor X advertisement-interval`: MinRouteAdvertisementIntervalTimer (RFC 4271, section 9.2.1.1), 0 to 600. */
  readonly advertisementIntervalSeconds: number;
}

export interface LocalAsConfiguration {
  readonly asNumber: number;
  /** Do not put it before what the peer advertises. */
  readonly noPrepend: boolean;
  /** Put it instead of our own AS number before what the peer is sent, not in front of it. */
  readonly replaceAs: boolean;
}

export interface LocalRoleConfiguration {
  readonly role: BgpRole;
  /** A peer without a role is refused (RFC 9234, section 4.2). */
  readonly strict: boolean;
}

/** Our role towards the peer, as RFC 9234, section 4.1 names it. */
export type BgpRole = 'provider' | 'rs-server' | 'rs-client' | 'customer' | 'peer';

export interface PeerFamilySettings {
  readonly nextHopSelf: boolean;
  /** `next-hop-self force`: for reflected routes too. */
  readonly nextHopSelfForce: boolean;
  /** `attribute-unchanged [as-path] [next-hop] [med]`: pass on as it came. */
  readonly attributesUnchanged: {
    readonly asPath: boolean;
    readonly nextHop: boolean;
    readonly multiExitDisc: boolean;
  };
  /** The peer is a client of ours (RFC 4456). */
  readonly routeReflectorClient: boolean;
  /** The peer is a client of our route server: AS_PATH, NEXT_HOP and MULTI_EXIT_DISC stay as they are (RFC 7947). */
  readonly routeServerClient: boolean;
  /** Weight given to what is learned from the peer (FRR's first step). */
  readonly weight: number;
  /** Send COMMUNITIES, EXTENDED COMMUNITIES, LARGE_COMMUNITY. */
  readonly sendCommunities: {
    readonly standard: boolean;
    readonly extended: boolean;
    readonly large: boolean;
  };
  readonly prefixLimit?: PrefixLimitConfiguration;
  /** `maximum-prefix-out`: the most prefixes that the peer is sent. */
  readonly prefixCountMaxOut?: number;
  /** How often our own AS may stand in a received AS_PATH. */
  readonly allowOwnAsCount: number;
  /** `allowas-in origin`: only as the AS where the route originated, however often. */
  readonly allowOwnAsAtOrigin: boolean;
  /** `as-override`: our AS number in place of the peer's in what the peer is sent. */
  readonly asOverride: boolean;
  /** `remove-private-AS [all] [replace-AS]`: of what the peer is sent (RFC 6996). */
  readonly removePrivateAs?: { readonly all: boolean; readonly replaceAs: boolean };
  /** Paths of a prefix that the peer is sent (RFC 7911); undefined is the best one, without add-path. */
  readonly addPathSend?: AddPathSend;
  /** Take several paths of a prefix; false is `disable-addpath-rx`. */
  readonly addPathReceive: boolean;
  /** `addpath-rx-paths-limit`: the most paths of a prefix that we ask the peer for (draft-abraitis-idr-addpath-paths-limit). */
  readonly addPathReceiveLimit?: number;
  /** AIGP is sent to, and taken from, the peer (RFC 7311, section 3.4). */
  readonly aigp: boolean;
  /** `soft-reconfiguration inbound`: `show … received-routes` may be asked. What was learned is kept in any case. */
  readonly softReconfigurationInbound: boolean;
  /** What is learned passes these; undefined is no policy (RFC 8212). */
  readonly importFilters?: DirectionFilters;
  /** What is advertised passes these; undefined is no policy (RFC 8212). */
  readonly exportFilters?: DirectionFilters;
  /** `unsuppress-map NAME`: of what `summary-only` suppresses, the peer is sent what this route-map permits. */
  readonly unsuppressMap?: string;
  /** `default-originate [route-map NAME]`: the default route, as long as the route-map permits some selected route. */
  readonly defaultOriginate?: { readonly routeMap?: string };
}

/** `neighbor X maximum-prefix N [threshold] [restart minutes|warning-only]`. */
export interface PrefixLimitConfiguration {
  /** Sessions that learn more are closed with Cease / Maximum Number of Prefixes Reached (RFC 4486). */
  readonly prefixCountMax: number;
  /** From this share of the limit on the operator is told, 1 to 100. */
  readonly thresholdPercent: number;
  /** Only say so, do not close. */
  readonly warningOnly: boolean;
  /** Start again after so many minutes, 1 to 65,535; without it only the operator does. */
  readonly restartMinutes?: number;
}

export type AddPathSend =
  | { readonly paths: 'all' }
  /** The best path of each neighbouring AS. */
  | { readonly paths: 'best-per-as' }
  /** The best N, 2 to 256. */
  | { readonly paths: 'best'; readonly pathCountMax: number };

export interface PeerConfiguration extends PeerSettings {
  readonly address: IpAddress;
}

/** `bgp listen range P peer-group G`: who may come from P becomes a dynamic peer. */
export interface ListenRange {
  readonly prefix: string;
  readonly settings: PeerSettings;
}
