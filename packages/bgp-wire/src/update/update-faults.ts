import type { Treatment, UpdateFault, UpdateFaultReason } from '../faults.ts';
import { notificationCode, updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { messageOctetsMaxClassic } from '../wire-context.ts';
import type { AttributeCursor } from './attribute-cursor.ts';

/** What a NOTIFICATION can hold besides header, code and subcode. */
const notificationDataOctetsMax = messageOctetsMaxClassic - 21;

/** A fault of an UPDATE; the data (part of what was received, mostly) are copied. */
export function updateFault(
  treatment: Treatment,
  reason: UpdateFaultReason,
  subcode: number,
  offset: number,
  detail: string,
  data: Uint8Array = new Uint8Array(),
): UpdateFault {
  const notification = {
    code: notificationCode.updateMessageError,
    subcode,
    data: data.slice(0, notificationDataOctetsMax),
  };
  return { treatment, reason, offset, detail, notification };
}

/**
 * A fault of the attribute at hand, which is the data of its NOTIFICATION (RFC 4271, section 6.3). It is at `offset` of
 * the cursor's octets, of which the octet at `origin` counts as the first.
 */
export function attributeFault(
  cursor: AttributeCursor,
  origin: number,
  treatment: Treatment,
  reason: UpdateFaultReason,
  subcode: number,
  detail: string,
  offset = cursor.start,
): UpdateFault {
  const data = cursor.octets.subarray(cursor.start, cursor.end);
  return {
    ...updateFault(treatment, reason, subcode, offset - origin, detail, data),
    attributeCode: cursor.code,
  };
}

/** The fault of a list whose end is no attribute (RFC 7606, section 4). */
export function attributeOverrunFault(cursor: AttributeCursor, origin: number): UpdateFault {
  return updateFault(
    'treat-as-withdraw',
    'attribute-overrun',
    updateMessageErrorSubcode.malformedAttributeList,
    cursor.start - origin,
    'the last path attribute overruns the Total Path Attribute Length',
  );
}

/**
 * All faults of one UPDATE. When it has attributes but encodes no reachable NLRI, one cannot be sure that the NLRI were
 * found: what is more than attribute-discard then becomes a session reset (RFC 7606, section 5.2).
 */
export function combineUpdateFaults(
  messageFaults: readonly UpdateFault[],
  attributeFaults: readonly UpdateFault[],
  encodesReachable: boolean,
): readonly UpdateFault[] {
  if (attributeFaults.length === 0 && (encodesReachable || messageFaults.length === 0)) return messageFaults;
  const all = [...messageFaults, ...attributeFaults];
  // What is malformed is missing too, but that says nothing more.
  const malformed = new Set(
    all.filter(({ reason }) => reason !== 'attribute-missing').map((fault) => fault.attributeCode),
  );
  const faults = all.filter(
    (fault) => fault.reason !== 'attribute-missing' || !malformed.has(fault.attributeCode),
  );
  if (encodesReachable) return faults;
  return faults.map((fault) =>
    fault.treatment === 'attribute-discard' ? fault : { ...fault, treatment: 'session-reset' as const },
  );
}
