import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { Instant } from '@bgpeer/fsm';
import type { RouterState } from '../router-state.ts';

/** What a router is told that takes the place of one that has just gone (RFC 4724, section 4.1). */
export interface RestartOptions {
  /** Families whose routes are forwarded as before: the F bit. */
  readonly preservedFamilies: readonly FamilyName[];
  /** Whose End-of-RIB the selection waits for: the peers that had a session; every configured one when left out. */
  readonly awaitedPeers?: readonly IpAddress[];
}

/** A restart of our own, for as long as something of it is left to do. */
export interface OwnRestart {
  readonly preservedFamilies: readonly FamilyName[];
  /** Families of which nothing is selected yet, or advertised: until every peer has told, and then until all is decided. */
  readonly deferred: Map<FamilyName, 'awaiting-peers' | 'deciding'>;
  /** When the Selection_Deferral_Timer expires; undefined before the start. */
  deadline: Instant | undefined;
}

/** Nothing of the family is advertised yet. */
export function isAdvertisingDeferred({ ownRestart }: RouterState, family: FamilyName): boolean {
  return ownRestart?.deferred.has(family) ?? false;
}

/** Routes of the family are taken in, but none is selected yet. */
export function isSelectionDeferred({ ownRestart }: RouterState, family: FamilyName): boolean {
  return ownRestart?.deferred.get(family) === 'awaiting-peers';
}
