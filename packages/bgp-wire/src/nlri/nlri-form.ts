import type { Treatment, UpdateFaultReason } from '../faults.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import type { NlriFamily } from './nlri-family.ts';

/** What besides the octets the meaning of an NLRI depends on. */
export interface NlriReading {
  readonly family: NlriFamily;
  /** It is withdrawn: labels in it mean nothing then (RFC 8277, section 2.4). */
  readonly withdrawn: boolean;
  /** Labels that may stand before a prefix (RFC 8277, section 2.1): 1 without that section's capability. */
  readonly labelCountMax: number;
}

/** What makes one NLRI malformed, and what is done about it. */
export interface NlriFormProblem {
  readonly treatment: Treatment;
  readonly reason: UpdateFaultReason;
  readonly detail: string;
}

/** How the NLRI of one list are read and written; their path identifiers aside. */
export interface NlriForm<Entry> {
  /** Takes one NLRI off the reader. After a problem that resets the session there is no finding the next one. */
  readonly read: (reader: OctetReader, reading: NlriReading) => Entry | NlriFormProblem;
  /** An entry that its family cannot have is the programmer's error. */
  readonly write: (writer: OctetWriter, entry: Entry, reading: NlriReading) => void;
}

export function isNlriProblem(result: object): result is NlriFormProblem {
  return 'treatment' in result;
}

/** The NLRI overruns its field: the next one cannot be found (RFC 7606, section 5.3). */
export function overrunProblem(detail: string): NlriFormProblem {
  return { treatment: 'session-reset', reason: 'nlri-overrun', detail };
}

/** The NLRI's length does not fit its family (RFC 7606, section 5.3). */
export function lengthProblem(detail: string): NlriFormProblem {
  return { treatment: 'session-reset', reason: 'nlri-length', detail };
}

/**
 * The NLRI is framed by its own length, but what is inside is malformed: the attribute is incorrect, which RFC 4760
 * (section 7) answers by giving up the family.
 */
export function valueProblem(detail: string): NlriFormProblem {
  return { treatment: 'afi-safi-disable', reason: 'nlri-value', detail };
}
