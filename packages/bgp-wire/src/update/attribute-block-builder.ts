import { mpReachNlri } from '../attributes/mp-reach-nlri.ts';
import { noOctets } from '../octets/no-octets.ts';
import type { AttributeCursor } from './attribute-cursor.ts';

const cutHeaderOctetCount = 3;
const cutFixedOctetCount = 4;
const scratchOctetsMin = 256;

/**
 * Builds the octets that identify an attribute set: the attribute list of an UPDATE, without MP_UNREACH_NLRI, and with
 * MP_REACH_NLRI cut down to AFI, SAFI, next hop length and next hop. As long as neither is there the list itself serves
 * and nothing is copied.
 */
export class AttributeBlockBuilder {
  #octets: Uint8Array = noOctets;
  #listStart = 0;
  #listEnd = 0;
  /** Made with the first copy: most lists need none. */
  #scratch: Uint8Array = noOctets;
  #copied = false;
  #octetCount = 0;
  #reachStart = 0;
  #reachEnd = 0;

  open(octets: Uint8Array, listStart: number): void {
    this.#octets = octets;
    this.#listStart = listStart;
    this.#listEnd = listStart;
    this.#copied = false;
    this.#octetCount = 0;
    this.#reachStart = 0;
    this.#reachEnd = 0;
  }

  /** Takes the attribute at the cursor as it is. */
  keep(cursor: AttributeCursor): void {
    this.#listEnd = cursor.end;
    if (this.#copied) this.#copy(cursor.start, cursor.end);
  }

  /** Leaves out the attribute at the cursor. */
  leaveOut(): void {
    this.#beginCopy();
  }

  /** Takes the next hop of the sound MP_REACH_NLRI at the cursor, without its prefixes. */
  keepNextHop(cursor: AttributeCursor): void {
    this.#beginCopy();
    const octetCount = cutFixedOctetCount + this.#octets[cursor.valueStart + 3];
    this.#reserve(cutHeaderOctetCount + octetCount);
    this.#reachStart = this.#octetCount;
    this.#scratch[this.#octetCount++] = mpReachNlri.flags;
    this.#scratch[this.#octetCount++] = mpReachNlri.code;
    this.#scratch[this.#octetCount++] = octetCount;
    this.#copy(cursor.valueStart, cursor.valueStart + octetCount);
    this.#reachEnd = this.#octetCount;
  }

  /** The block, valid until the next `open`. */
  block(): Uint8Array {
    if (!this.#copied) return this.#octets.subarray(this.#listStart, this.#listEnd);
    return this.#scratch.subarray(0, this.#octetCount);
  }

  /** The block without the next hop of MP_REACH_NLRI. */
  blockWithoutMultiprotocol(): Uint8Array {
    if (this.#reachStart === this.#reachEnd) return this.block();
    const removed = this.#reachEnd - this.#reachStart;
    const block = new Uint8Array(this.#octetCount - removed);
    block.set(this.#scratch.subarray(0, this.#reachStart));
    block.set(this.#scratch.subarray(this.#reachEnd, this.#octetCount), this.#reachStart);
    return block;
  }

  #beginCopy(): void {
    if (this.#copied) return;
    this.#copied = true;
    this.#copy(this.#listStart, this.#listEnd);
  }

  #copy(start: number, end: number): void {
    this.#reserve(end - start);
    // Attribute lists are short: a loop is quicker than a view and `set`.
    for (let index = start; index < end; index++) this.#scratch[this.#octetCount++] = this.#octets[index];
  }

  #reserve(octetCount: number): void {
    const needed = this.#octetCount + octetCount;
    if (needed <= this.#scratch.length) return;
    const larger = new Uint8Array(Math.max(scratchOctetsMin, needed, this.#scratch.length * 2));
    larger.set(this.#scratch.subarray(0, this.#octetCount));
    this.#scratch = larger;
  }
}
