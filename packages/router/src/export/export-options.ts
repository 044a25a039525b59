import type { FamilyName, IpAddress, Prefix, SessionType } from '@bgpeer/bgp-wire';
import type { AddPathSend, BgpRole, LocalAsConfiguration } from '../configuration.ts';

/**
 * Everything that what a peer is sent hangs on, as plain data: peers with equal options share one Adj-RIB-Out. What
 * concerns one peer alone (its AS number, its BGP Identifier) stands in here only where a knob asks for it.
 */
export interface ExportOptions {
  readonly family: FamilyName;
  readonly session: SessionType;
  readonly localAsNumber: number;
  readonly defaultLocalPreference: number;
  /** Our addresses towards the peer, that of the session first: the next hop when it is our own. */
  readonly localAddresses: readonly IpAddress[];
  /** The subnet we share with the peer: next hops in it may be kept (RFC 4271, section 5.1.3). */
  readonly sharedSubnet: Prefix | undefined;
  readonly nextHopSelf: boolean;
  /** `next-hop-self force`: for reflected routes too. */
  readonly nextHopSelfForce: boolean;
  readonly attributesUnchanged: {
    readonly asPath: boolean;
    readonly nextHop: boolean;
    readonly multiExitDisc: boolean;
  };
  readonly sendCommunities: {
    readonly standard: boolean;
    readonly extended: boolean;
    readonly large: boolean;
  };
  readonly fourOctetAsNumbers: boolean;
  /** IPv4 NLRI may have an IPv6 next hop (RFC 8950). */
  readonly extendedNextHop: boolean;
  readonly messageOctetsMax: number;
  /** What internal peers say is reflected by these rules (RFC 4456); undefined for external peers. */
  readonly reflection?: ReflectionOptions;
  /**
   * The peer is a client of our route server (RFC 7947). There is one selection for all clients, so that what a client's
   * policy denies hides other paths from it (section 2.3): add-path, or a policy on what is learned, helps.
   */
  readonly routeServerClient: boolean;
  readonly localAs?: LocalAsConfiguration;
  readonly asOverride: boolean;
  readonly removePrivateAs?: { readonly all: boolean; readonly replaceAs: boolean };
  /** The peer would take a route with its own AS number for a loop: do not send it. */
  readonly senderAsPathLoopDetection: boolean;
  /** The peer's AS number, where one of the three above asks for it. */
  readonly peerAsNumber?: number;
  /** The peer's address, where the policy asks for it. */
  readonly peerAddress?: IpAddress;
  /** Our role towards the peer (RFC 9234). */
  readonly role?: BgpRole;
  /** Tell the peer to avoid us (RFC 8326). */
  readonly gracefulShutdown: boolean;
  /** AIGP is enabled on the session (RFC 7311, section 3.3). */
  readonly aigp: boolean;
  /** The peer offered long-lived graceful restart, or we do not: it may be sent stale routes (RFC 9494, section 4.3). */
  readonly takesLongLivedStale: boolean;
  readonly policy: ExportPolicyKey;
  /** Fingerprint of the `unsuppress-map`. */
  readonly unsuppressMap?: string;
  /** `default-originate`, with the fingerprint of its route-map. */
  readonly defaultOriginate?: { readonly routeMap?: string };
  readonly prefixCountMaxOut?: number;
  /** Several paths of a prefix (RFC 7911), as the session has agreed on. */
  readonly addPath?: AddPathOptions;
  readonly advertisementIntervalSeconds: number;
  /** `multipath-relax as-set`: routes that share the load are advertised as one. */
  readonly aggregatesEqualCost?: boolean;
}

/** `none`: everything passes; `RFC 8212`: nothing does, for want of a policy; else the policy's fingerprint. */
export type ExportPolicyKey =
  | 'none'
  | 'RFC 8212'
  | { readonly fingerprint: string; readonly filterList?: string };

export interface ReflectionOptions {
  /** The peer is a client of ours. */
  readonly toClient: boolean;
  readonly clientToClient: boolean;
  /** The policy may change what is reflected. */
  readonly allowOutboundPolicy: boolean;
  /** Put in front of CLUSTER_LIST (RFC 4456, section 8). */
  readonly clusterId: IpAddress;
}

export interface AddPathOptions {
  readonly send: AddPathSend;
  /** The most paths of a prefix that the peer takes (draft-abraitis-idr-addpath-paths-limit). */
  readonly pathCountMax?: number;
}
