import { OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, fatalCaptureFault } from '../capture-fault.ts';
import { OctetQueue, recordOctetsMax } from '../octet-queue.ts';

const headerOctetCount = 12;

/** A record as it is cut out of an MRT file: its header, and its body unread (RFC 6396, section 2). */
export interface MrtFrame {
  readonly kind: 'frame';
  /** Octets from the start of the file to the record. */
  readonly offset: number;
  readonly seconds: number;
  readonly type: number;
  readonly subtype: number;
  /** A view of the pushed chunk where the record lies whole in it. */
  readonly body: Uint8Array;
}

/**
 * Cuts an MRT file into records without reading them: `push` a chunk, then take `next` until it gives undefined; `end`
 * says what was cut off. Memory is bounded by the largest record; one longer than 16 MiB ends the reading.
 */
export class MrtFramer {
  readonly #queue = new OctetQueue();
  #hasFailed = false;

  push(chunk: Uint8Array): void {
    if (!this.#hasFailed) this.#queue.push(chunk);
  }

  /** The next record or fault; undefined when more octets are needed. */
  next(): MrtFrame | CaptureFault | undefined {
    if (this.#hasFailed) return undefined;
    const { offset } = this.#queue;
    const header = this.#queue.peek(headerOctetCount);
    if (header === undefined) return undefined;
    const reader = new OctetReader(header);
    const seconds = reader.uint32();
    const type = reader.uint16();
    const subtype = reader.uint16();
    const octetCount = reader.uint32();
    if (octetCount > recordOctetsMax) {
      this.#hasFailed = true;
      const detail = `an MRT record of ${octetCount} octets, expected at most ${recordOctetsMax}: no MRT, or damaged`;
      return fatalCaptureFault(offset, detail);
    }
    const record = this.#queue.take(headerOctetCount + octetCount);
    if (record === undefined) return undefined;
    return { kind: 'frame', offset, seconds, type, subtype, body: record.subarray(headerOctetCount) };
  }

  /** To be called after the last chunk: the fault when the file ends inside a record. */
  end(): CaptureFault | undefined {
    const { available, offset } = this.#queue;
    if (this.#hasFailed || available === 0) return undefined;
    return fatalCaptureFault(
      offset,
      `the file ends inside an MRT record, ${available} octets behind its start`,
    );
  }
}
