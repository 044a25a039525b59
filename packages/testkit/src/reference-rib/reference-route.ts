import type { IpAddress, PathAttributes, SessionType } from '@bgpeer/bgp-wire';
import type { DecisionOptions } from '@bgpeer/rib';

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
}

export interface ReferenceRibOptions {
  readonly decision: DecisionOptions;
  /** Widths of the equal-cost set, 1 to 256. */
  readonly maximumPaths: { readonly external: number; readonly internal: number };
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
