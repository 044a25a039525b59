import {
  type FamilyName,
  type IpAddress,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  type Prefix,
  parsePrefix,
  type SessionType,
} from '@bgpeer/bgp-wire';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';

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

/** The options of a peer whose session is up, for one of its families. */
export function exportOptionsOf(peer: Peer, family: FamilyName, state: RouterState): ExportOptions {
  const { send, session, endpoints } = peer.negotiated!;
  const settings = peer.settings.families[family]!;
  // Across more than one hop the peer cannot be expected to reach a third router's address directly.
  const isAdjacent = session === 'internal' || peer.settings.ebgpMultihop <= 1;
  return {
    family,
    session,
    localAsNumber: state.configuration.asNumber,
    defaultLocalPreference: state.configuration.defaultLocalPreference,
    localAddresses: [endpoints.localAddress, endpoints.otherFamilyLocalAddress].filter(
      (address) => address !== undefined,
    ),
    sharedSubnet:
      isAdjacent && endpoints.sharedSubnet !== undefined ? parsePrefix(endpoints.sharedSubnet) : undefined,
    nextHopSelf: settings.nextHopSelf,
    sendCommunities: settings.sendCommunities,
    fourOctetAsNumbers: send.fourOctetAsNumbers,
    extendedNextHop: send.extendedNextHop.includes(family),
    messageOctetsMax: send.extendedMessages ? messageOctetsMaxExtended : messageOctetsMaxClassic,
  };
}
