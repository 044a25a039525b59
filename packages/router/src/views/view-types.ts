import type { Capability, FamilyName, IpAddress, PathAttributes, SessionType } from '@bgpeer/bgp-wire';
import type { ConnectionEndpoints, Instant, MessageCounters, SessionState } from '@bgpeer/fsm';
import type { PolicyDecision } from '@bgpeer/policy';
import type { DecisionOptions, IneligibleReason, RouteExplanation } from '@bgpeer/rib';
import type {
  AddPathSend,
  BgpRole,
  LocalAsConfiguration,
  PeerSettings,
  PrefixLimitConfiguration,
} from '../configuration.ts';
import type { UnderlayRoute } from '../contract.ts';

/** What people and programs read of a router: plain JSON-safe data, made on demand. Instants are the driver's milliseconds. */
export interface SummaryView {
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
  /** Our own host name, where one is configured. */
  readonly hostName?: string;
  readonly families: readonly FamilySummaryView[];
  readonly decision: DecisionOptions;
  readonly peerGroupNames: readonly string[];
  readonly listenLimit: number;
}

export interface FamilySummaryView {
  readonly family: FamilyName;
  /** Counts every change of a selected route, from 0. */
  readonly tableVersion: number;
  readonly prefixCount: number;
  readonly routeCount: number;
  /** Octets held by the family's tables. */
  readonly tableOctets: number;
}

export interface PeerView {
  readonly address: IpAddress;
  /** The listen range this peer came from. */
  readonly dynamicFrom?: string;
  readonly peerGroup?: string;
  readonly description?: string;
  /** What the peer knows us by (RFC 7705). */
  readonly localAsNumber: number;
  /** Set where that is another number than the router's own. */
  readonly localAs?: LocalAsConfiguration;
  /** Roles towards each other (RFC 9234): ours as configured, the peer's as its OPEN said. */
  readonly localRole?: BgpRole;
  readonly remoteRole?: BgpRole;
  /** What the OPEN said, else what is configured exactly, else 0. */
  readonly remoteAsNumber: number;
  /** `undefined` until known (remote-as any, before the OPEN). */
  readonly session?: SessionType;
  readonly localBgpIdentifier: IpAddress;
  readonly remoteBgpIdentifier?: IpAddress;
  readonly hostName?: string;
  readonly domainName?: string;
  readonly localHostName?: string;
  readonly state: SessionState;
  readonly adminShutdown: boolean;
  readonly passive: boolean;
  /** The prefix limit closed the session. */
  readonly prefixLimitReached: boolean;
  /** When it starts again by itself after that. */
  readonly prefixLimitRestartAt?: Instant;
  readonly establishedAt?: Instant;
  /** When the state last left Established. */
  readonly droppedAt?: Instant;
  readonly lastReadAt?: Instant;
  readonly lastWriteAt?: Instant;
  readonly lastUpdateReceivedAt?: Instant;
  readonly lastReset?: LastResetView;
  readonly configured: SessionTimersView;
  readonly negotiated?: SessionTimersView;
  readonly connectRetryTimeSeconds: number;
  readonly sentCapabilities: readonly Capability[];
  readonly receivedCapabilities: readonly Capability[];
  readonly endpoints?: ConnectionEndpoints;
  readonly sent: MessageCounters;
  readonly received: MessageCounters;
  readonly outputQueueOctets: number;
  readonly connectionsEstablished: number;
  readonly connectionsDropped: number;
  readonly ebgpMultihop: number;
  readonly families: readonly PeerFamilyView[];
  readonly gracefulRestart: GracefulRestartView;
  /** Everything it is configured with, what its peer group gives it included. */
  readonly settings: PeerSettings;
}

export interface SessionTimersView {
  readonly holdTimeSeconds: number;
  readonly keepaliveTimeSeconds: number;
}

export interface LastResetView {
  readonly at: Instant;
  /** Our kind (`SessionDownReason['kind']`), for programs. */
  readonly kind: string;
  /** In words: `Hold Timer Expired`, `NOTIFICATION received: Cease / Administrative Shutdown (maintenance)`. */
  readonly text: string;
  readonly notification?: {
    readonly direction: 'sent' | 'received';
    readonly code: number;
    readonly subcode: number;
    /** It went inside a Hard Reset (RFC 8538, section 3.1). */
    readonly hardReset?: boolean;
  };
  /** The routes were kept as stale (graceful restart). */
  readonly graceful: boolean;
}

export interface PeerFamilyView {
  readonly family: FamilyName;
  readonly configured: boolean;
  readonly negotiated: boolean;
  /** Routes in Adj-RIB-In that take part in the decision. */
  readonly acceptedPrefixCount: number;
  /** Routes in Adj-RIB-In, whatever import made of them. */
  readonly receivedPrefixCount: number;
  readonly softReconfigurationInbound: boolean;
  readonly sentPrefixCount: number;
  readonly stalePrefixCount: number;
  readonly endOfRibSent: boolean;
  readonly endOfRibReceived: boolean;
  /** RFC 8212: external peer without a policy in that direction. */
  readonly importDenied: boolean;
  readonly exportDenied: boolean;
  /** Number of the Adj-RIB-Out group, from 1. */
  readonly updateGroup?: number;
  readonly prefixCountMax?: number;
  readonly prefixLimit?: PrefixLimitConfiguration;
  /** Several paths of a prefix go each way (RFC 7911). */
  readonly addPath: { readonly send: boolean; readonly receive: boolean };
  /** Which paths the peer is sent, where that is configured. */
  readonly addPathSend?: AddPathSend;
  /** The most paths of a prefix that the peer asks for. */
  readonly receivedPathsLimit?: number;
  /** `default-originate` is configured: whether the default route has gone out now. */
  readonly defaultRouteSent?: boolean;
  readonly nextHopSelf: boolean;
  readonly sendCommunities: {
    readonly standard: boolean;
    readonly extended: boolean;
    readonly large: boolean;
  };
}

export interface GracefulRestartView {
  /** Towards this peer. */
  readonly localMode: 'disabled' | 'helper' | 'restarter';
  /** We have restarted, and routes are not all selected and advertised yet: our R bit. */
  readonly localRestarting: boolean;
  /** When that ends at the latest. */
  readonly selectionDeferralDeadline?: Instant;
  readonly remoteMode: 'not-applicable' | 'disabled' | 'helper' | 'restarter';
  readonly restartTimeSeconds: number;
  readonly stalePathTimeSeconds: number;
  readonly selectionDeferralTimeSeconds: number;
  readonly receivedRestartTimeSeconds?: number;
  /** The R and N bits the peer last sent. */
  readonly remoteRestarting: boolean;
  readonly remoteNotificationSupport: boolean;
  /** While the peer's routes are stale: when they go if it does not come back, and when they go at the latest. */
  readonly restartDeadline?: Instant;
  readonly stalePathDeadline?: Instant;
  readonly families: readonly { readonly family: FamilyName; readonly forwardingPreserved: boolean }[];
  /** The long-lived kind (RFC 9494), as far as both sides offer it. */
  readonly longLived: readonly LongLivedRestartView[];
}

export interface LongLivedRestartView {
  readonly family: FamilyName;
  /** The shorter one of ours and the peer's. */
  readonly staleTimeSeconds: number;
  readonly forwardingPreserved: boolean;
  /** While routes are long-lived stale: when they go at the latest. */
  readonly staleDeadline?: Instant;
}

/** One prefix with every route known for it and what the decision process says of each. */
export interface PrefixView {
  readonly family: FamilyName;
  readonly prefix: string;
  /** Table version of the last change of the selected route. */
  readonly version: number;
  /** FRR's words for why the best route is best: `Router ID`, `First path received`. */
  readonly selectionReason?: string;
  /** An aggregate of ours holds it back from every peer (`summary-only`, `suppress-map`). */
  readonly suppressed?: true;
  /** Addresses of the peers the best route was sent to, in the order of addresses. */
  readonly advertisedTo: readonly { readonly address: IpAddress; readonly hostName?: string }[];
  /** Newest first, as FRR lists them. */
  readonly routes: readonly RouteView[];
}

export interface RouteView {
  readonly source: 'local' | SessionType;
  /** Absent for a route of our own. */
  readonly peer?: {
    readonly address: IpAddress;
    readonly bgpIdentifier: IpAddress;
    readonly asNumber: number;
    readonly hostName?: string;
  };
  readonly pathIdentifier?: number;
  /** What the route goes out with, where some peer is sent several paths of a prefix (RFC 7911). */
  readonly pathIdentifierToSend?: number;
  /** Learned from a client of ours (RFC 4456). */
  readonly fromReflectorClient?: true;
  /** Learned from a client of our route server (RFC 7947). */
  readonly fromRouteServerClient?: true;
  /** With `bgp deterministic-med`: what would be best of what its neighbouring AS gave. */
  readonly bestOfNeighborAs?: true;
  /** Why we originate the route, when it is our own. */
  readonly originatedFor?: 'network' | 'aggregate' | 'connected' | 'static' | 'kernel';
  /** Takes part in the decision (FRR's `valid`). */
  readonly valid: boolean;
  readonly best: boolean;
  /** In the equal-cost set of more than one, the best route too. */
  readonly multipath: boolean;
  readonly stale: boolean;
  readonly staleUntil?: Instant;
  /** In its place for a long-lived stale route (RFC 9494): the end of its time. */
  readonly longLivedStaleUntil?: Instant;
  readonly weight: number;
  /** Interior cost of the next hop. */
  readonly nextHopMetric: number;
  readonly nextHopReachable: boolean;
  readonly attributes: PathAttributes;
  /** As the peer gave them, where import made something else of them. */
  readonly receivedAttributes?: PathAttributes;
  /** What denied the route, where a policy, or the want of one, did. */
  readonly deniedBy?: PolicyDecision;
  readonly updatedAt: Instant;
  readonly explanation: RouteExplanation;
  /** The explanation as one sentence: `lost at MED (50) to the route from 192.0.2.1 (20)`. */
  readonly explanationText: string;
}

/** A route as a peer gave it, before import, and what import made of it: one of the two, accepted or not. */
export interface ReceivedRouteView {
  readonly prefix: string;
  readonly pathIdentifier?: number;
  readonly attributes: PathAttributes;
  readonly imported?: { readonly attributes: PathAttributes; readonly weight: number };
  readonly turnedAway?: { readonly reason: IneligibleReason; readonly text: string };
  /** What the policy, or the want of one, said; absent where the route did not get that far. */
  readonly decidedBy?: PolicyDecision;
  /** When the route, or what import makes of it, last changed. */
  readonly updatedAt: Instant;
}

/** A route as one peer was sent it. */
export interface AdvertisedRouteView {
  readonly prefix: string;
  /** Where the peer is sent several paths of a prefix (RFC 7911). */
  readonly pathIdentifier?: number;
  readonly attributes: PathAttributes;
  /** Where the best route it was made from came from. */
  readonly source: 'local' | SessionType;
  readonly sourceWeight: number;
  readonly sourceAttributes: PathAttributes;
  /** The next hop was set to our own address on the way out. */
  readonly nextHopSelf: boolean;
}

/** What is selected for forwarding: the best route and the routes that share its load. */
export interface SelectedRouteView {
  readonly family: FamilyName;
  readonly prefix: string;
  readonly source: 'local' | SessionType;
  /** In the order of addresses, without doubles. */
  readonly nextHops: readonly IpAddress[];
  /** What to do with packets: the next hops with their ways resolved. */
  readonly forwarding: ForwardingView;
  /** The best route's MED, 0 without one: what `show ip route` shows as the metric. */
  readonly multiExitDisc: number;
  readonly installedAt: Instant;
}

/**
 * `blackhole`: packets are dropped (RFC 7999; a route whose next hop leads to nowhere on purpose). `unicast` without hops:
 * a network of our own, which is reached in other ways.
 */
export type ForwardingView =
  | { readonly kind: 'unicast'; readonly hops: readonly ForwardingHop[] }
  | { readonly kind: 'blackhole' };

/** One way that packets are sent. */
export interface ForwardingHop {
  /** The next hop of the route that this is the way to: another address than `gateway` where it is resolved recursively. */
  readonly nextHop?: IpAddress;
  /** Absent: what is sent for is on the link itself. */
  readonly gateway?: IpAddress;
  /** Absent: whichever the gateway is behind. */
  readonly interfaceName?: string;
  /** The share of the load, 1 to 255. */
  readonly weight: number;
}

/** A static route of the configuration whose gateways can be reached. */
export interface StaticRouteView {
  readonly family: FamilyName;
  readonly prefix: string;
  readonly distance: number;
  readonly tag: number;
  readonly forwarding: ForwardingView;
  /** When it came to hold, or last changed. */
  readonly since: Instant;
}

/** A route of the machine that is not BGP's. */
export interface UnderlayRouteView extends UnderlayRoute {
  /** When the driver last told something new of it. */
  readonly since: Instant;
}

/** A next hop in use, for `show bgp nexthop`. */
export interface NextHopView {
  readonly address: IpAddress;
  readonly reachable: boolean;
  /** Interior cost. */
  readonly metric: number;
  /** Why it cannot be reached. */
  readonly whyNot?: string;
  /** The route by which it is reached; absent while nothing is known of the machine's routes. */
  readonly via?: { readonly prefix: string; readonly protocol: 'connected' | 'static' | 'kernel' | 'bgp' };
  /** Where packets for it go. */
  readonly hops: readonly { readonly gateway?: IpAddress; readonly interfaceName?: string }[];
  /** Prefixes that have a route with it, by family. */
  readonly prefixCounts: Readonly<Partial<Record<FamilyName, number>>>;
}
