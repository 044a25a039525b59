import { attributeFlag } from '../attributes/attribute-flags.ts';
import { noOctets } from '../octets/no-octets.ts';

/**
 * Walks the attributes of a list by their headers (RFC 4271, section 4.3), reusable and without allocation:
 * `open`, then `next` until it is false, then `overrun` says whether the list ended as it should.
 */
export class AttributeCursor {
  octets: Uint8Array = noOctets;
  /** Of the attribute at hand: where it begins, its flags octet, type code, and where its value begins and ends. */
  start = 0;
  flags = 0;
  code = 0;
  valueStart = 0;
  end = 0;
  /** What was left is no attribute (RFC 7606, section 4); `end` is where the sound ones end, `start` the same. */
  overrun = false;
  #listEnd = 0;

  open(octets: Uint8Array, start: number, end: number): void {
    this.octets = octets;
    this.end = start;
    this.overrun = false;
    this.#listEnd = end;
  }

  /** Goes to the next attribute; false at the end of the list. */
  next(): boolean {
    this.start = this.end;
    const available = this.#listEnd - this.start;
    if (available === 0) return false;
    const flags = this.octets[this.start];
    const extended = (flags & attributeFlag.extendedLength) !== 0;
    const headerOctetCount = extended ? 4 : 3;
    if (available < headerOctetCount) return this.#stop();
    const last = this.octets[this.start + headerOctetCount - 1];
    const length = extended ? (this.octets[this.start + 2] << 8) | last : last;
    if (headerOctetCount + length > available) return this.#stop();
    this.flags = flags;
    this.code = this.octets[this.start + 1];
    this.valueStart = this.start + headerOctetCount;
    this.end = this.valueStart + length;
    return true;
  }

  #stop(): false {
    this.overrun = true;
    return false;
  }
}
