import { familyNames } from '@bgpeer/bgp-wire';
import type { Advertiser } from '../export/advertiser.ts';
import type { RouterState } from '../router-state.ts';
import type { SummaryView } from './view-types.ts';

/** The router as a whole. */
export function summaryView(state: RouterState, advertiser: Advertiser): SummaryView {
  const { configuration } = state;
  const groupNames = [
    ...configuration.peers,
    ...configuration.listenRanges.map(({ settings }) => settings),
  ].map(({ peerGroup }) => peerGroup);
  return {
    asNumber: configuration.asNumber,
    bgpIdentifier: configuration.bgpIdentifier,
    ...(configuration.hostName !== '' && { hostName: configuration.hostName }),
    families: familyNames.map((family) => {
      const rib = state.ribs.get(family)!;
      return {
        family,
        tableVersion: rib.tableVersion,
        prefixCount: rib.selectedCount,
        routeCount: rib.routes.count,
        tableOctets: rib.octetCount + advertiser.octetCount(family),
      };
    }),
    decision: configuration.decision,
    peerGroupNames: [...new Set(groupNames.filter((name) => name !== undefined))].sort(),
    listenLimit: configuration.listenLimit,
  };
}
