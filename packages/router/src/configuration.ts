import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { RemoteAs } from '@bgpeer/fsm';
import type { DecisionOptions } from '@bgpeer/rib';

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
  readonly gracefulRestart: GracefulRestartConfiguration;
  readonly decision: DecisionOptions;
  /** Widths of the equal-cost set, 1 to 256. */
  readonly maximumPaths: Readonly<
    Record<FamilyName, { readonly external: number; readonly internal: number }>
  >;
  readonly networks: readonly NetworkConfiguration[];
  readonly peers: readonly PeerConfiguration[];
  readonly listenRanges: readonly ListenRange[];
  /** How many dynamic peers at once (`bgp listen limit`). */
  readonly listenLimit: number;
}

export interface GracefulRestartConfiguration {
  /** `helper` keeps the routes of a peer that restarts; `restarter` also offers to be helped; `disabled` offers nothing. */
  readonly mode: 'disabled' | 'helper' | 'restarter';
  /** 1 to 4,095: sent in the capability. */
  readonly restartTimeSeconds: number;
  /** The longest that stale routes are kept. */
  readonly stalePathTimeSeconds: number;
  readonly selectionDeferralTimeSeconds: number;
}

export interface NetworkConfiguration {
  readonly family: FamilyName;
  /** Canonical text. */
  readonly prefix: string;
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
}

export interface PeerFamilySettings {
  readonly nextHopSelf: boolean;
  /** Weight given to what is learned from the peer (FRR's first step). */
  readonly weight: number;
  /** Send COMMUNITIES, EXTENDED COMMUNITIES, LARGE_COMMUNITY. */
  readonly sendCommunities: {
    readonly standard: boolean;
    readonly extended: boolean;
    readonly large: boolean;
  };
  /** Sessions that learn more are closed with Cease / Maximum Number of Prefixes Reached (RFC 4486). */
  readonly prefixCountMax?: number;
  /** Only say so, do not close. */
  readonly prefixCountMaxWarningOnly: boolean;
  /** How often our own AS may stand in a received AS_PATH. */
  readonly allowOwnAsCount: number;
  /** A policy is attached: what RFC 8212 asks for. `permit-all` is the only one until policies come. */
  readonly importPolicy?: 'permit-all';
  readonly exportPolicy?: 'permit-all';
}

export interface PeerConfiguration extends PeerSettings {
  readonly address: IpAddress;
}

/** `bgp listen range P peer-group G`: who may come from P becomes a dynamic peer. */
export interface ListenRange {
  readonly prefix: string;
  readonly settings: PeerSettings;
}
