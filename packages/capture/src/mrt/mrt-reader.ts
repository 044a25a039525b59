import { OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, captureFault, fatalCaptureFault } from '../capture-fault.ts';
import type { CaptureTime } from '../capture-time.ts';
import { OctetQueue, recordOctetsMax } from '../octet-queue.ts';
import { readBgp4mp } from './bgp4mp.ts';
import { mrtType } from './mrt-codes.ts';
import type { MrtRecord } from './mrt-record.ts';
import { readTableDump } from './table-dump.ts';
import { readTableDumpV2 } from './table-dump-v2.ts';

const headerOctetCount = 12;
const microsecondsMax = 999_999;

/** What a record's header says, for the readers of its body. */
export interface MrtHead {
  readonly offset: number;
  readonly time: CaptureTime;
  readonly hasMicroseconds: boolean;
}

/**
 * Cuts an MRT file (RFC 6396) into records: `push` a chunk, then take `next` until it gives undefined; `end` says what
 * was cut off. Memory is bounded by the largest record. Octets of records are views of the pushed chunks.
 *
 * A record that is malformed is a fault, and the next one is read; a record longer than 16 MiB ends the reading.
 */
export class MrtReader {
  readonly #queue = new OctetQueue();
  #hasFailed = false;

  push(chunk: Uint8Array): void {
    if (!this.#hasFailed) this.#queue.push(chunk);
  }

  /** The next record or fault; undefined when more octets are needed. */
  next(): MrtRecord | CaptureFault | undefined {
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
    const octets = this.#queue.peek(headerOctetCount + octetCount);
    if (octets === undefined) return undefined;
    this.#queue.skip(octets.length);
    const body = new OctetReader(octets, headerOctetCount);
    return readRecord(body, { offset, seconds, type, subtype });
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

function readRecord(
  body: OctetReader,
  header: { offset: number; seconds: number; type: number; subtype: number },
): MrtRecord | CaptureFault {
  const { offset, seconds, type, subtype } = header;
  const hasMicroseconds = type === mrtType.bgp4mpEt;
  const microseconds = hasMicroseconds ? body.uint32() : 0;
  if (body.failed || microseconds > microsecondsMax) {
    return captureFault(offset, `a BGP4MP_ET record with ${microseconds} microseconds`);
  }
  const head: MrtHead = { offset, time: { seconds, nanoseconds: microseconds * 1000 }, hasMicroseconds };
  switch (type) {
    case mrtType.tableDump:
      return readTableDump(body, subtype, head);
    case mrtType.tableDumpV2:
      return readTableDumpV2(body, subtype, head);
    case mrtType.bgp4mp:
    case mrtType.bgp4mpEt:
      return readBgp4mp(body, subtype, head);
  }
  return { kind: 'other', offset, time: head.time, type, subtype, octets: body.takeRest() };
}
