import { as4Aggregator } from '../attributes/as4-aggregator.ts';
import { mergeAs4Attributes } from '../attributes/as4-merging.ts';
import { as4Path } from '../attributes/as4-path.ts';
import { attributeFlag } from '../attributes/attribute-flags.ts';
import { mpReachNlri } from '../attributes/mp-reach-nlri.ts';
import { mpUnreachNlri } from '../attributes/mp-unreach-nlri.ts';
import { nextHop } from '../attributes/next-hop.ts';
import type {
  AttributeDraft,
  AttributeProblem,
  DecodeNestedList,
  NestedAttributeList,
  PathAttributeRow,
} from '../attributes/path-attribute-row.ts';
import { pathAttributeRowOf } from '../attributes/path-attribute-rows.ts';
import type { UpdateFault } from '../faults.ts';
import { updateMessageErrorSubcode } from '../messages/notification-codes.ts';
import { formatHexadecimal } from '../octets/hexadecimal.ts';
import { OctetReader } from '../octets/octet-reader.ts';
import type { PathAttributes, UnrecognizedAttribute } from '../path-attributes.ts';
import type { WireContext } from '../wire-context.ts';
import { AttributeCursor } from './attribute-cursor.ts';
import { attributeFault, attributeOverrunFault, updateFault } from './update-faults.ts';

/** The length stands behind flags and type code. */
const lengthOffset = 2;
/** How many attribute lists there may be one in the other: more than anybody needs, and few enough to end. */
const nestingDepthMax = 4;
/** Their contents are merged into other attributes (RFC 6793, section 4.2.3), so their Partial bit says nothing more. */
const mergedRows: readonly PathAttributeRow[] = [as4Path, as4Aggregator];

/** What reads the lists inside a list, by how deep that list is. */
const decodeNestedByDepth: readonly DecodeNestedList[] = Array.from(
  { length: nestingDepthMax },
  (_, depth) => (octets, context) =>
    depth + 1 < nestingDepthMax
      ? decodeList(octets, context, decodeNestedByDepth[depth + 1])
      : { attributes: {}, faults: [tooDeepFault()], codes: new Set() },
);

/** Attributes, and what was wrong with those that are not among them. Offsets of faults are from the block's start. */
export interface DecodedAttributeBlock {
  readonly attributes: PathAttributes;
  readonly faults: readonly UpdateFault[];
}

/**
 * Decodes the attributes that `UpdateReader.attributeBlock` identifies (or a whole attribute list: prefixes of
 * MP_REACH_NLRI and MP_UNREACH_NLRI are passed over), with every check of RFC 7606, sections 3, 4 and 7. Nothing of the
 * block is kept.
 */
export function decodeAttributeBlock(block: Uint8Array, context: WireContext): DecodedAttributeBlock {
  const { attributes, faults } = decodeList(block, context, decodeNestedByDepth[0]);
  return { attributes, faults };
}

function decodeList(
  block: Uint8Array,
  context: WireContext,
  decodeNested: DecodeNestedList,
): NestedAttributeList {
  const cursor = new AttributeCursor();
  const draft: AttributeDraft = {};
  const unrecognized: UnrecognizedAttribute[] = [];
  const faults: UpdateFault[] = [];
  const seen = new Set<number>();
  cursor.open(block, 0, block.length);
  while (cursor.next()) {
    const row = pathAttributeRowOf(cursor.code);
    const fault = seen.has(cursor.code)
      ? repetitionFault(cursor, row)
      : row === undefined
        ? decodeUnrecognized(cursor, unrecognized)
        : decodeRecognized(cursor, row, draft, context, decodeNested);
    seen.add(cursor.code);
    if (fault !== undefined) faults.push(fault);
  }
  if (cursor.overrun) faults.push(attributeOverrunFault(cursor, 0));
  // RFC 4760, section 3: NEXT_HOP beside MP_REACH_NLRI is ignored, and so is what is wrong with it.
  const ignored = seen.has(mpReachNlri.code) ? nextHop.code : undefined;
  return {
    attributes: finishDraft(draft, unrecognized, context),
    faults: faults.filter((fault) => fault.attributeCode === undefined || fault.attributeCode !== ignored),
    codes: seen,
  };
}

function decodeRecognized(
  cursor: AttributeCursor,
  row: PathAttributeRow,
  draft: AttributeDraft,
  context: WireContext,
  decodeNested: DecodeNestedList,
): UpdateFault | undefined {
  if (hasWrongFlags(cursor.flags, row)) {
    const { attributeFlagsError } = updateMessageErrorSubcode;
    const detail = `${row.name} has flags ${cursor.flags}, expected ${row.flags}`;
    const treatment = row.flagsTreatment ?? 'treat-as-withdraw';
    return attributeFault(cursor, 0, treatment, 'attribute-flags', attributeFlagsError, detail);
  }
  if (row.internalOnly && context.session === 'external') {
    const detail = `${row.name} comes from an external peer`;
    return attributeFault(
      cursor,
      0,
      'attribute-discard',
      'attribute-not-allowed',
      row.valueErrorSubcode,
      detail,
    );
  }
  const reader = new OctetReader(cursor.octets, cursor.valueStart, cursor.end);
  const problem = row.decode(reader, draft, context, decodeNested);
  if (problem !== undefined) return problemFault(cursor, row, problem);
  if ((cursor.flags & attributeFlag.partial) !== 0 && !mergedRows.includes(row)) {
    draft.partialCodes ??= [];
    draft.partialCodes.push(row.code);
  }
  return undefined;
}

function problemFault(
  cursor: AttributeCursor,
  row: PathAttributeRow,
  problem: AttributeProblem,
): UpdateFault {
  const isLength = problem.reason === 'attribute-length';
  const subcode = isLength ? updateMessageErrorSubcode.attributeLengthError : row.valueErrorSubcode;
  const treatment = problem.treatment ?? row.treatment;
  const offset = problem.offset ?? (isLength ? cursor.start + lengthOffset : cursor.valueStart);
  return attributeFault(
    cursor,
    0,
    treatment,
    problem.reason,
    subcode,
    `${row.name} ${problem.detail}`,
    offset,
  );
}

/** Optional and Transitive must be as specified; Partial may be set on optional transitive ones only (RFC 4271, section 4.3). */
function hasWrongFlags(flags: number, row: PathAttributeRow): boolean {
  const mayBePartial = row.flags === (attributeFlag.optional | attributeFlag.transitive);
  const significant =
    attributeFlag.optional | attributeFlag.transitive | (mayBePartial ? 0 : attributeFlag.partial);
  return (flags & significant) !== row.flags;
}

/** Kept as it came; but a well-known attribute that is not known ends the session (RFC 4271, section 6.3). */
function decodeUnrecognized(
  cursor: AttributeCursor,
  unrecognized: UnrecognizedAttribute[],
): UpdateFault | undefined {
  if ((cursor.flags & attributeFlag.optional) === 0) {
    const { unrecognizedWellKnownAttribute } = updateMessageErrorSubcode;
    const detail = `attribute ${cursor.code} is marked well-known and is not known`;
    return attributeFault(
      cursor,
      0,
      'session-reset',
      'attribute-not-allowed',
      unrecognizedWellKnownAttribute,
      detail,
    );
  }
  const value = formatHexadecimal(cursor.octets.subarray(cursor.valueStart, cursor.end));
  unrecognized.push({ flags: cursor.flags, code: cursor.code, value });
  return undefined;
}

/** RFC 7606, section 3, item g: the first one counts, but the multiprotocol ones end the session. */
function repetitionFault(cursor: AttributeCursor, row: PathAttributeRow | undefined): UpdateFault {
  const isMultiprotocol = row === mpReachNlri || row === mpUnreachNlri;
  return attributeFault(
    cursor,
    0,
    isMultiprotocol ? 'session-reset' : 'attribute-discard',
    'attribute-duplicate',
    updateMessageErrorSubcode.malformedAttributeList,
    `${row?.name ?? `attribute ${cursor.code}`} appears more than once`,
  );
}

function finishDraft(
  draft: AttributeDraft,
  unrecognized: UnrecognizedAttribute[],
  context: WireContext,
): PathAttributes {
  if (!context.fourOctetAsNumbers) mergeAs4Attributes(draft);
  const {
    as4Path: _as4Path,
    as4Aggregator: _as4Aggregator,
    multiprotocolNextHop,
    nextHop: classicNextHop,
    partialCodes,
    ...attributes
  } = draft;
  const nextHops = multiprotocolNextHop ?? (classicNextHop === undefined ? {} : { nextHop: classicNextHop });
  unrecognized.sort((a, b) => a.code - b.code);
  return {
    ...attributes,
    ...nextHops,
    ...(unrecognized.length > 0 && { unrecognized }),
    ...(partialCodes !== undefined && { partial: partialCodes.sort((a, b) => a - b) }),
  };
}

function tooDeepFault(): UpdateFault {
  const { optionalAttributeError } = updateMessageErrorSubcode;
  const detail = `there are more than ${nestingDepthMax} attribute lists one in the other`;
  return updateFault('treat-as-withdraw', 'attribute-value', optionalAttributeError, 0, detail);
}
