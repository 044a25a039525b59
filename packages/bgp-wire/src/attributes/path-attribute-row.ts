import type { Treatment, UpdateFault, UpdateFaultReason } from '../faults.ts';
import { formatHexadecimal } from '../octets/hexadecimal.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { Aggregator, AsPath, IpAddress, PathAttributes } from '../path-attributes.ts';
import type { WireContext } from '../wire-context.ts';

/** What is wrong with one attribute's value. */
export interface AttributeProblem {
  readonly reason: UpdateFaultReason;
  /** Without the attribute's name, which is put before it: `has length 2, expected 1`. */
  readonly detail: string;
  /** The octet at fault, in the octets that the reader has; without it the value's first, or the length's for a wrong length. */
  readonly offset?: number;
  /** When this problem is treated otherwise than the row says. */
  readonly treatment?: Treatment;
}

/** The attributes decoded so far, and what is merged into them at the end. */
export type AttributeDraft = { -readonly [Key in keyof PathAttributes]: PathAttributes[Key] } & {
  as4Path?: AsPath;
  as4Aggregator?: Aggregator;
  /** Codes of attributes that came with the Partial bit. */
  partialCodes?: number[];
  multiprotocolNextHop?: { readonly nextHop: IpAddress; readonly linkLocalNextHop?: IpAddress };
};

/** How attributes are to be written. */
export interface AttributeEncodeOptions {
  readonly fourOctetAsNumbers: boolean;
  /** Whether NEXT_HOP is written; it is left out where MP_REACH_NLRI carries the next hop (RFC 4760, section 3). */
  readonly nextHop: 'classic' | 'omitted';
}

/** Reads an attribute list that is part of an attribute's value (RFC 6368, section 5). */
export type DecodeNestedList = (octets: Uint8Array, context: WireContext) => NestedAttributeList;

export interface NestedAttributeList {
  readonly attributes: PathAttributes;
  /** With offsets from the start of the nested list. */
  readonly faults: readonly UpdateFault[];
  /** The codes of all attributes there are, malformed ones included. */
  readonly codes: ReadonlySet<number>;
}

/** Writes an attribute list that is part of an attribute's value. */
export type EncodeNestedList = (attributes: PathAttributes, options: AttributeEncodeOptions) => Uint8Array;

/** One path attribute: everything the codec knows of it. */
export interface PathAttributeRow {
  readonly code: number;
  /** In the RFC's spelling. */
  readonly name: string;
  readonly reference: string;
  /** The Optional and Transitive bits it must have. */
  readonly flags: number;
  /** What RFC 7606 or the attribute's own RFC does when the attribute is malformed. */
  readonly treatment: Treatment;
  /**
   * What is done about wrong Optional or Transitive bits where an RFC says so for the attribute; else treat-as-withdraw
   * (RFC 7606, section 3, item c).
   */
  readonly flagsTreatment?: Treatment;
  /** The UPDATE Message Error subcode of a malformed value (RFC 4271, section 6.3). */
  readonly valueErrorSubcode: number;
  /** Discarded when it comes from an external peer (RFC 7606, section 7). */
  readonly internalOnly?: true;
  /** Reads the value, the reader being bounded by it, into the draft; or says what is wrong and leaves the draft alone. */
  readonly decode: (
    reader: OctetReader,
    draft: AttributeDraft,
    context: WireContext,
    decodeNested: DecodeNestedList,
  ) => AttributeProblem | undefined;
  /** The value's octets; undefined when the attribute is not to be sent. */
  readonly encode: (
    attributes: PathAttributes,
    options: AttributeEncodeOptions,
    encodeNested: EncodeNestedList,
  ) => Uint8Array | undefined;
}

/** The problem of a value that has not exactly so many octets; undefined when it has. */
export function checkLength(reader: OctetReader, octetCount: number): AttributeProblem | undefined {
  if (reader.remaining === octetCount) return undefined;
  return {
    reason: 'attribute-length',
    detail: `has length ${reader.remaining}, expected ${octetCount}`,
  };
}

/** The problem of a value that is not one or more elements of so many octets (RFC 7606, section 4: never empty). */
export function checkElementLength(reader: OctetReader, octetCount: number): AttributeProblem | undefined {
  if (reader.remaining > 0 && reader.remaining % octetCount === 0) return undefined;
  const detail = `has length ${reader.remaining}, expected a non-zero multiple of ${octetCount}`;
  return { reason: 'attribute-length', detail };
}

/** The whole value in hexadecimal; an empty one is malformed (RFC 7606, section 4). */
export function readOpaqueValue(reader: OctetReader): string | AttributeProblem {
  if (reader.remaining > 0) return formatHexadecimal(reader.takeRest());
  return { reason: 'attribute-length', detail: 'has length 0' };
}
