import { formatAsPath, formatCommunity, formatLargeCommunity, type PathAttributes } from '@bgpeer/bgp-wire';

/** One path of a prefix in the device's Loc-RIB, in one spelling for every device. */
export interface TablePath {
  /** Address of the feeder, or `local`. */
  readonly from: string;
  readonly valid: boolean;
  readonly best: boolean;
  readonly multipath: boolean;
  /** Of the best path. */
  readonly selectionReason?: string;
  readonly nextHop: string;
  readonly asPath: string;
  readonly origin: string;
  readonly metric: number | undefined;
  readonly localPreference: number | undefined;
  readonly weight: number;
  readonly communities: readonly string[];
  readonly largeCommunities: readonly string[];
}

/** By prefix, then by where the path came from. */
export type RoutingTable = ReadonlyMap<string, ReadonlyMap<string, TablePath>>;

/** What one feeder holds of what the device sent it, by prefix. */
export type AdvertisedTable = Readonly<Record<string, PathAttributes>>;

/** What a device made of a scenario. */
export interface DeviceOutcome {
  readonly table: RoutingTable;
  /** In the order of the feeders. */
  readonly advertised: readonly AdvertisedTable[];
}

/** An advertised route in words that differ only where the route does. */
export function advertisedText(attributes: PathAttributes): string {
  const { asPath = [], communities = [], largeCommunities = [], clusterList = [] } = attributes;
  const fields = {
    origin: attributes.origin,
    asPath: formatAsPath(asPath),
    nextHop: attributes.nextHop,
    metric: attributes.multiExitDisc,
    localPreference: attributes.localPref,
    communities: communities.map(formatCommunity).sort().join(' '),
    largeCommunities: largeCommunities.map(formatLargeCommunity).sort().join(' '),
    originatorId: attributes.originatorId,
    clusterList: clusterList.join(' '),
    atomicAggregate: attributes.atomicAggregate,
    aggregator: attributes.aggregator && `${attributes.aggregator.asNumber} ${attributes.aggregator.address}`,
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return present.map(([name, value]) => `${name} ${value}`).join(', ');
}
