import { type AfiSafi, type FamilyName, familyByCodes } from './family.ts';

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
  /** Families beyond the routed ones: `nlriFamilies` says which of them are read as objects, others pass as octets. */
  readonly otherFamilies?: readonly OtherFamily[];
  /** Internal: both speakers are in one AS. Some attributes mean other things then. */
  readonly session: SessionType;
}

/** What was agreed on for a family that is not routed. */
export interface OtherFamily extends AfiSafi {
  /** Its NLRI carry a path identifier in this direction (RFC 7911). */
  readonly addPath?: boolean;
  /** Its IPv4 NLRI may have an IPv6 next hop (RFC 8950). */
  readonly extendedNextHop?: boolean;
  /** Labels that may be bound to one prefix, at least 2 (RFC 8277, section 2.1); without it one. */
  readonly labelCountMax?: number;
}

export type SessionType = 'internal' | 'external';

/** The largest BGP message without RFC 8654 (RFC 4271, section 4). */
export const messageOctetsMaxClassic = 4_096;
/** The largest BGP message with RFC 8654. */
export const messageOctetsMaxExtended = 65_535;

/** What was agreed on for the family with these numbers; undefined when it is a routed one or the session has it not. */
export function otherFamilyOf(context: WireContext, afi: number, safi: number): OtherFamily | undefined {
  if (familyByCodes(afi, safi) !== undefined) return undefined;
  return context.otherFamilies?.find((family) => family.afi === afi && family.safi === safi);
}
