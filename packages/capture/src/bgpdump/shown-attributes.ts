import { attributeCategory, attributeFlag } from '@bgpeer/bgp-wire';
import { uint16At } from './text-octets.ts';

/** Type codes of the attributes that `bgpdump -m` shows (RFC 4271, section 5; RFC 1997; RFC 4760). */
export const shownCode = {
  origin: 1,
  asPath: 2,
  nextHop: 3,
  multiExitDisc: 4,
  localPref: 5,
  atomicAggregate: 6,
  aggregator: 7,
  communities: 8,
  mpReachNlri: 14,
} as const;

const codeMax = shownCode.mpReachNlri;
const { wellKnown, optionalTransitive, optionalNonTransitive } = attributeCategory;

/** By code: the flags that an attribute has to have; 0 for one that is not shown. */
const flagsOfCode = Uint8Array.of(
  ...[0, wellKnown, wellKnown, wellKnown, optionalNonTransitive, wellKnown, wellKnown],
  ...[optionalTransitive, optionalTransitive, 0, 0, 0, 0, 0, optionalNonTransitive],
);
const { optional, transitive, partial, extendedLength } = attributeFlag;

/** Where the attributes that are shown stand in an attribute list. Reusable: `locate` a list, then look at the places. */
export class ShownAttributes {
  /** By code: where the value begins and ends, of attributes that are there. */
  readonly #starts = new Uint32Array(codeMax + 1);
  readonly #ends = new Uint32Array(codeMax + 1);
  /** A bit for each code that is there. */
  #present = 0;

  /**
   * True when the list is sound and each shown attribute is there once at most, with the flags it has to have. Else it is
   * a matter for the decoder, which knows all of RFC 7606. Values are not looked at.
   */
  locate(octets: Uint8Array, start: number, end: number): boolean {
    this.#present = 0;
    let offset = start;
    while (offset < end) {
      const flags = octets[offset];
      const code = octets[offset + 1];
      const isLong = (flags & extendedLength) !== 0;
      const valueStart = offset + (isLong ? 4 : 3);
      const valueEnd = valueStart + (isLong ? uint16At(octets, offset + 2) : octets[offset + 2]);
      // A length that was read behind the list overruns it too; or it is no number, which is not below the end either.
      if (!(valueEnd <= end)) return false;
      offset = valueEnd;
      if (code > codeMax || flagsOfCode[code] === 0) continue;
      if (this.has(code) || !hasFlags(flags, flagsOfCode[code])) return false;
      this.#present |= 1 << code;
      this.#starts[code] = valueStart;
      this.#ends[code] = valueEnd;
    }
    return true;
  }

  has(code: number): boolean {
    return (this.#present & (1 << code)) !== 0;
  }

  /** Where the value of an attribute begins that is there. */
  start(code: number): number {
    return this.#starts[code];
  }

  /** Where the value of an attribute ends that is there. */
  end(code: number): number {
    return this.#ends[code];
  }
}

/** Partial may be set on optional transitive attributes only (RFC 4271, section 4.3). */
function hasFlags(flags: number, expected: number): boolean {
  const significant =
    expected === optionalTransitive ? optional | transitive : optional | transitive | partial;
  return (flags & significant) === expected;
}
