import type { FamilyName } from './family.ts';

/**
 * What two OPENs agreed on, in one direction: besides the octets, the only thing that decoding (of what the peer
 * sends) or encoding (of what it may be sent) depends on.
 */
export interface WireContext {
  /** AS numbers in AS_PATH and AGGREGATOR have four octets (RFC 6793). */
  readonly fourOctetAsNumbers: boolean;
  /** Messages up to 65,535 octets in this direction (RFC 8654); else 4,096. */
  readonly extendedMessages: boolean;
  /** Families both sides speak (RFC 4760). */
  readonly families: readonly FamilyName[];
  /** Families whose NLRI carry a path identifier in this direction (RFC 7911). */
  readonly addPath: readonly FamilyName[];
  /** Families of IPv4 NLRI that may have an IPv6 next hop (RFC 8950). */
  readonly extendedNextHop: readonly FamilyName[];
  /** Internal: both speakers are in one AS. Some attributes mean other things then. */
  readonly session: SessionType;
}

export type SessionType = 'internal' | 'external';

/** The largest BGP message without RFC 8654 (RFC 4271, section 4). */
export const messageOctetsMaxClassic = 4_096;
/** The largest BGP message with RFC 8654. */
export const messageOctetsMaxExtended = 65_535;
