import { compareAddresses, type IpAddress } from '@bgpeer/bgp-wire';
import type { ConnectionDirection } from './session-contract.ts';

/** Who a speaker is, for the collision rule. */
export interface SpeakerIdentity {
  readonly bgpIdentifier: IpAddress;
  readonly asNumber: number;
}

/**
 * Which of two colliding connections stays: the one that the speaker with the higher BGP Identifier opened (RFC 4271,
 * section 6.8), or between equal identifiers the one with the larger AS number (RFC 6286, section 2.3).
 */
export function directionThatStays(local: SpeakerIdentity, remote: SpeakerIdentity): ConnectionDirection {
  const byIdentifier = compareAddresses(local.bgpIdentifier, remote.bgpIdentifier);
  const difference = byIdentifier === 0 ? local.asNumber - remote.asNumber : byIdentifier;
  return difference > 0 ? 'outgoing' : 'incoming';
}
