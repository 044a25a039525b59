import type { IpAddress, PathAttributes, SessionType } from '@bgpeer/bgp-wire';
import type { DecisionOptions, MaximumPaths, Staleness } from '@bgpeer/rib';

/** Where routes come from: a peer, or the speaker itself (`local`). */
export interface ReferencePeer {
  readonly address: IpAddress;
  readonly source: 'local' | SessionType;
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
}

/** One route; the peer's address, the prefix and the path identifier say which one it is. */
export interface ReferenceRoute {
  readonly peer: ReferencePeer;
  readonly prefix: string;
  readonly pathIdentifier: number;
  readonly attributes: PathAttributes;
  readonly weight: number;
  /** Interior cost of the next hop. */
  readonly nextHopMetric: number;
  /** Of the peer's session. */
  readonly staleness: Staleness;
}

export interface ReferenceRibOptions {
  readonly decision: DecisionOptions;
  readonly maximumPaths: MaximumPaths;
  /** LOCAL_PREF of routes that have none. */
  readonly defaultLocalPreference: number;
}

/** Two routes are the same one when peer, prefix and path identifier are equal, whatever their attributes. */
export function isSameRoute(one: ReferenceRoute, other: ReferenceRoute): boolean {
  return (
    one.peer.address === other.peer.address &&
    one.prefix === other.prefix &&
    one.pathIdentifier === other.pathIdentifier
  );
}
