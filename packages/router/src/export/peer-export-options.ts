import {
  type FamilyName,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  parsePrefix,
} from '@bgpeer/bgp-wire';
import type { Peer } from '../peer.ts';
import type { RouterState } from '../router-state.ts';
import type { ExportOptions } from './export-options.ts';

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
