import type { Treatment, UpdateFaultReason } from '../faults.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { Aggregator, AsPath, IpAddress, PathAttributes } from '../path-attributes.ts';
import type { WireContext } from '../wire-context.ts';

/** What is wrong with one attribute's value. */
export interface AttributeProblem {
  readonly reason: UpdateFaultReason;
  /** Without the attribute's name, which is put before it: `has length 2, expected 1`. */
  readonly detail: string;
  /** When this problem is treated otherwise than the row says. */
  readonly treatment?: Treatment;
}

/** The attributes decoded so far, and what is merged into them at the end. */
export type AttributeDraft = { -readonly [Key in keyof PathAttributes]: PathAttributes[Key] } & {
  as4Path?: AsPath;
  as4Aggregator?: Aggregator;
  multiprotocolNextHop?: { readonly nextHop: IpAddress; readonly linkLocalNextHop?: IpAddress };
};

/** How attributes are to be written. */
export interface AttributeEncodeOptions {
  readonly fourOctetAsNumbers: boolean;
  /** Whether NEXT_HOP is written; it is left out where MP_REACH_NLRI carries the next hop (RFC 4760, section 3). */
  readonly nextHop: 'classic' | 'omitted';
}

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
  /** The UPDATE Message Error subcode of a malformed value (RFC 4271, section 6.3). */
  readonly valueErrorSubcode: number;
  /** Discarded when it comes from an external peer (RFC 7606, section 7). */
  readonly internalOnly?: true;
  /** Reads the value, the reader being bounded by it, into the draft; or says what is wrong and leaves the draft alone. */
  readonly decode: (
    reader: OctetReader,
    draft: AttributeDraft,
    context: WireContext,
  ) => AttributeProblem | undefined;
  /** The value's octets; undefined when the attribute is not to be sent. */
  readonly encode: (attributes: PathAttributes, options: AttributeEncodeOptions) => Uint8Array | undefined;
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
