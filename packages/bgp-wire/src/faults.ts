/** What RFC 7606 (section 2) does about a malformed UPDATE, from the mildest to the strongest. */
export type Treatment = 'attribute-discard' | 'treat-as-withdraw' | 'afi-safi-disable' | 'session-reset';

/** A NOTIFICATION's content (RFC 4271, section 4.5). */
export interface NotificationContent {
  readonly code: number;
  readonly subcode: number;
  readonly data: Uint8Array;
}

/** Why an UPDATE, or an attribute of it, is at fault: a closed list. */
export type UpdateFaultReason =
  | 'attribute-flags'
  | 'attribute-length'
  | 'attribute-value'
  | 'attribute-duplicate'
  | 'attribute-overrun'
  | 'attribute-not-allowed'
  | 'attribute-missing'
  | 'attribute-list-length'
  | 'nlri-length'
  | 'nlri-overrun'
  | 'nlri-path-identifier'
  | 'nlri-value'
  | 'withdrawn-length'
  | 'next-hop-length'
  | 'next-hop-value';

/** One fault of a received UPDATE, as data: nothing received throws. */
export interface UpdateFault {
  readonly treatment: Treatment;
  /** What the RFC allows as well, to who would rather keep the session (RFC 7606, sections 3, item j, and 7.11). */
  readonly alternative?: 'afi-safi-disable';
  readonly reason: UpdateFaultReason;
  /**
   * Octets from the start of what was decoded (message body or attribute block) to the octet at fault: an attribute's
   * flags or length, the value, the segment or TLV in it; 0 when it is the message as a whole.
   */
  readonly offset: number;
  /** The attribute type code, when one attribute is at fault. */
  readonly attributeCode?: number;
  /** A sentence for the log, with the numbers: `ORIGIN has length 2, expected 1`. */
  readonly detail: string;
  /** The NOTIFICATION RFC 4271 (section 6.3) would send. */
  readonly notification: NotificationContent;
}

const strength: Readonly<Record<Treatment, number>> = {
  'attribute-discard': 1,
  'treat-as-withdraw': 2,
  'afi-safi-disable': 3,
  'session-reset': 4,
};

/** The strongest treatment wins (RFC 7606, section 3, item h); undefined for no fault. */
export function strongestFault(faults: readonly UpdateFault[]): UpdateFault | undefined {
  let strongest: UpdateFault | undefined;
  for (const fault of faults) {
    if (strongest === undefined || strength[fault.treatment] > strength[strongest.treatment])
      strongest = fault;
  }
  return strongest;
}
