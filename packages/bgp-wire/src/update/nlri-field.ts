import type { Family } from '../family.ts';
import type { UpdateFaultReason } from '../faults.ts';
import { noOctets } from '../octets/no-octets.ts';

/**
 * Takes one prefix. Its `ceil(bitLength / 8)` octets begin at `offset`; bits beyond `bitLength` come as they were
 * received and may be set (RFC 4271, section 4.3: their value is irrelevant). The octets are valid during the call only.
 * The path identifier is 0 without ADD-PATH.
 */
export type NlriVisitor = (
  family: Family,
  octets: Uint8Array,
  offset: number,
  bitLength: number,
  pathIdentifier: number,
) => void;

export interface NlriProblem {
  readonly reason: UpdateFaultReason;
  /** In the octets of the field. */
  readonly offset: number;
  readonly detail: string;
}

const pathIdentifierOctetCount = 4;

/** A field of prefixes in an UPDATE: withdrawn routes, NLRI, or those of a multiprotocol attribute. Reusable. */
export class NlriField {
  afi = 0;
  safi = 0;
  /** Undefined: prefixes of a family that the session does not have, or that the codec does not know. */
  family: Family | undefined = undefined;
  octets: Uint8Array = noOctets;
  start = 0;
  end = 0;
  /** Path identifiers stand before the prefixes (RFC 7911, section 3). */
  hasPathIdentifiers = false;

  open(family: Family | undefined, octets: Uint8Array, start: number, end: number, addPath: boolean): void {
    this.family = family;
    this.octets = octets;
    this.start = start;
    this.end = end;
    this.hasPathIdentifiers = addPath;
  }

  clear(): void {
    this.family = undefined;
    this.start = 0;
    this.end = 0;
  }

  get isEmpty(): boolean {
    return this.start === this.end;
  }

  /** What makes the field syntactically incorrect (RFC 7606, section 5.3); undefined when it is sound. */
  check(): NlriProblem | undefined {
    const { family, octets, end, hasPathIdentifiers } = this;
    if (family === undefined) return undefined;
    const bitLengthMax = family.addressOctetCount * 8;
    let offset = this.start;
    while (offset < end) {
      const start = offset;
      if (hasPathIdentifiers) offset += pathIdentifierOctetCount;
      if (offset >= end) {
        return {
          reason: 'nlri-path-identifier',
          offset: start,
          detail: 'no prefix follows a path identifier',
        };
      }
      const bitLength = octets[offset];
      if (bitLength > bitLengthMax) {
        const detail = `prefix length ${bitLength}, expected at most ${bitLengthMax} for ${family.title}`;
        return { reason: 'nlri-length', offset: start, detail };
      }
      offset += 1 + ((bitLength + 7) >> 3);
      if (offset > end) {
        const detail = `a prefix of ${bitLength} bits overruns the field by ${offset - end} octets`;
        return { reason: 'nlri-overrun', offset: start, detail };
      }
    }
    return undefined;
  }

  /** Visits the prefixes of a field that has been checked, in order. */
  forEach(visitor: NlriVisitor): void {
    const { family, octets, end, hasPathIdentifiers } = this;
    if (family === undefined) return;
    let offset = this.start;
    while (offset < end) {
      let pathIdentifier = 0;
      if (hasPathIdentifiers) {
        pathIdentifier =
          ((octets[offset] << 24) |
            (octets[offset + 1] << 16) |
            (octets[offset + 2] << 8) |
            octets[offset + 3]) >>>
          0;
        offset += pathIdentifierOctetCount;
      }
      const bitLength = octets[offset];
      visitor(family, octets, offset + 1, bitLength, pathIdentifier);
      offset += 1 + ((bitLength + 7) >> 3);
    }
  }
}
