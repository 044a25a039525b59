import { attributeCategory, attributeFlag } from '../attributes/attribute-flags.ts';
import { familyByCodes } from '../family.ts';
import type { Treatment, UpdateFault, UpdateFaultReason } from '../faults.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { isFamilyNextHopLength } from '../nlri/family-next-hop.ts';
import { nlriFamilyByCodes } from '../nlri/nlri-family.ts';
import { type OtherFamily, otherFamilyOf, type WireContext } from '../wire-context.ts';
import type { AttributeCursor } from './attribute-cursor.ts';
import type { NlriField } from './nlri-field.ts';
import { readOtherNlri } from './other-nlri.ts';
import { attributeFault } from './update-faults.ts';

const afiSafiOctetCount = 3;
/** The length stands behind flags and type code. */
const lengthOffset = 2;

/**
 * Opens the prefixes of the MP_REACH_NLRI at the cursor in `field` (RFC 4760, section 3). A fault that resets the
 * session leaves the field empty; a family that is not routed, or that the session does not have, leaves it without
 * `family`.
 */
export function openMpReachNlri(
  cursor: AttributeCursor,
  origin: number,
  field: NlriField,
  context: WireContext,
): UpdateFault | undefined {
  const { octets, valueStart, end } = cursor;
  const fault = checkShape(cursor, origin, 'MP_REACH_NLRI', 5);
  if (fault !== undefined) return fault;
  const nextHopOctetCount = octets[valueStart + 3];
  // Behind the next hop stands a reserved octet.
  const nlriStart = valueStart + 5 + nextHopOctetCount;
  if (nlriStart > end) {
    const detail = `MP_REACH_NLRI has a next hop of ${nextHopOctetCount} octets in ${end - valueStart}`;
    return incorrect(cursor, origin, 'next-hop-length', detail, valueStart + 3);
  }
  const afi = (octets[valueStart] << 8) | octets[valueStart + 1];
  const family = nlriFamilyByCodes(afi, octets[valueStart + 2]);
  if (family !== undefined && !isFamilyNextHopLength(family, nextHopOctetCount, context)) {
    const detail = `MP_REACH_NLRI has a next hop of ${nextHopOctetCount} octets for ${family.title}`;
    return incorrect(cursor, origin, 'next-hop-length', detail, valueStart + 3);
  }
  return openField(cursor, origin, 'MP_REACH_NLRI', nlriStart, field, context);
}

/** As `openMpReachNlri`, for the MP_UNREACH_NLRI at the cursor (RFC 4760, section 4). */
export function openMpUnreachNlri(
  cursor: AttributeCursor,
  origin: number,
  field: NlriField,
  context: WireContext,
): UpdateFault | undefined {
  const fault = checkShape(cursor, origin, 'MP_UNREACH_NLRI', 3);
  if (fault !== undefined) return fault;
  return openField(cursor, origin, 'MP_UNREACH_NLRI', cursor.valueStart + 3, field, context);
}

/** RFC 7606, section 5.3: flags, and the shortest length. */
function checkShape(
  cursor: AttributeCursor,
  origin: number,
  name: string,
  octetsMin: number,
): UpdateFault | undefined {
  const category = cursor.flags & (attributeFlag.optional | attributeFlag.transitive | attributeFlag.partial);
  if (category !== attributeCategory.optionalNonTransitive) {
    const { attributeFlagsError } = updateMessageErrorSubcode;
    const detail = `${name} has flags ${cursor.flags}, expected ${attributeCategory.optionalNonTransitive}`;
    return attributeFault(cursor, origin, 'session-reset', 'attribute-flags', attributeFlagsError, detail);
  }
  const octetCount = cursor.end - cursor.valueStart;
  if (octetCount >= octetsMin) return undefined;
  const detail = `${name} has length ${octetCount}, expected at least ${octetsMin}`;
  // Without AFI and SAFI there is no family to be disabled.
  return octetCount < afiSafiOctetCount
    ? optionalFault(cursor, origin, 'session-reset', 'attribute-length', detail, cursor.start + lengthOffset)
    : incorrect(cursor, origin, 'attribute-length', detail, cursor.start + lengthOffset);
}

function openField(
  cursor: AttributeCursor,
  origin: number,
  name: string,
  nlriStart: number,
  field: NlriField,
  context: WireContext,
): UpdateFault | undefined {
  const { octets, valueStart, end } = cursor;
  field.afi = (octets[valueStart] << 8) | octets[valueStart + 1];
  field.safi = octets[valueStart + 2];
  const family = familyByCodes(field.afi, field.safi);
  if (family === undefined || !context.families.includes(family.name)) {
    const other = otherFamilyOf(context, field.afi, field.safi);
    if (other !== undefined && family === undefined) {
      return openOtherField(cursor, origin, name, nlriStart, field, other);
    }
    field.open(undefined, octets, nlriStart, end, false);
    const detail = `${name} is of AFI ${field.afi}, SAFI ${field.safi}, which the session does not have`;
    return optionalFault(cursor, origin, 'attribute-discard', 'attribute-not-allowed', detail, valueStart);
  }
  field.open(family, octets, nlriStart, end, context.addPath.includes(family.name));
  const problem = field.check();
  if (problem === undefined) return undefined;
  field.clear();
  return incorrect(cursor, origin, problem.reason, `${name}: ${problem.detail}`, problem.offset);
}

/** The field of a family that is not routed: its syntax is checked by reading it. */
function openOtherField(
  cursor: AttributeCursor,
  origin: number,
  name: string,
  nlriStart: number,
  field: NlriField,
  other: OtherFamily,
): UpdateFault | undefined {
  field.open(undefined, cursor.octets, nlriStart, cursor.end, other.addPath === true);
  const problem = readOtherNlri(field, other, name === 'MP_UNREACH_NLRI')?.problem;
  if (problem === undefined) return undefined;
  const { treatment, reason, offset } = problem;
  const detail = `${name}: ${problem.detail}`;
  if (treatment !== 'session-reset') return optionalFault(cursor, origin, treatment, reason, detail, offset);
  field.clear();
  return incorrect(cursor, origin, reason, detail, offset);
}

/** The prefixes cannot be found, but the family can: there is a choice (RFC 7606, sections 3, item j, and 7.11). */
function incorrect(
  cursor: AttributeCursor,
  origin: number,
  reason: UpdateFaultReason,
  detail: string,
  offset: number,
): UpdateFault {
  const fault = optionalFault(cursor, origin, 'session-reset', reason, detail, offset);
  return { ...fault, alternative: 'afi-safi-disable' };
}

/** RFC 4760, section 7, names the subcode. */
function optionalFault(
  cursor: AttributeCursor,
  origin: number,
  treatment: Treatment,
  reason: UpdateFaultReason,
  detail: string,
  offset: number,
): UpdateFault {
  const { optionalAttributeError } = updateMessageErrorSubcode;
  return attributeFault(cursor, origin, treatment, reason, optionalAttributeError, detail, offset);
}
