import type { FamilyName, IpAddress, Prefix, SessionType } from '@bgpeer/bgp-wire';

/** Everything that what a peer is sent hangs on: peers with equal options share one Adj-RIB-Out. */
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
  readonly sendCommunities: {
    readonly standard: boolean;
    readonly extended: boolean;
    readonly large: boolean;
  };
  readonly fourOctetAsNumbers: boolean;
  /** IPv4 NLRI may have an IPv6 next hop (RFC 8950). */
  readonly extendedNextHop: boolean;
  readonly messageOctetsMax: number;
}
