import type { FamilyName, IpAddress } from '@bgpeer/bgp-wire';
import type { PeerSession } from '@bgpeer/fsm';
import type { PeerNumber } from '@bgpeer/rib';

/** What an update group must know of a peer that it sends to. */
export interface UpdateRecipient {
  readonly number: PeerNumber;
  readonly address: IpAddress;
  readonly session: Pick<PeerSession, 'outputQueueOctets' | 'handleInput'>;
  /** Families whose Adj-RIB-Out is on its way whole: something is to be said at its end. */
  readonly endOfRibDue: ReadonlyMap<FamilyName, unknown>;
}
