import { OctetReader } from '@bgpeer/bgp-wire';
import { type CaptureFault, captureFault } from '../capture-fault.ts';
import type { CaptureTime } from '../capture-time.ts';
import { readBgp4mp } from './bgp4mp.ts';
import { mrtType } from './mrt-codes.ts';
import { type MrtFrame, MrtFramer } from './mrt-framer.ts';
import type { MrtRecord } from './mrt-record.ts';
import { readTableDump } from './table-dump.ts';
import { readTableDumpV2 } from './table-dump-v2.ts';

const microsecondsMax = 999_999;

/** What a record's header says, for the readers of its body. */
export interface MrtHead {
  readonly offset: number;
  readonly time: CaptureTime;
  readonly hasMicroseconds: boolean;
}

/**
 * Reads the records of an MRT file (RFC 6396): `push` a chunk, then take `next` until it gives undefined; `end` says what
 * was cut off. Memory is bounded by the largest record. Octets of records are views of the pushed chunks.
 *
 * A record that is malformed is a fault, and the next one is read; a record longer than 16 MiB ends the reading.
 */
export class MrtReader {
  readonly #framer = new MrtFramer();

  push(chunk: Uint8Array): void {
    this.#framer.push(chunk);
  }

  /** The next record or fault; undefined when more octets are needed. */
  next(): MrtRecord | CaptureFault | undefined {
    const frame = this.#framer.next();
    return frame?.kind === 'frame' ? readMrtRecord(frame) : frame;
  }

  /** To be called after the last chunk: the fault when the file ends inside a record. */
  end(): CaptureFault | undefined {
    return this.#framer.end();
  }
}

/** The record that was cut out of a file, or what is wrong with it. */
export function readMrtRecord({ offset, seconds, type, subtype, body }: MrtFrame): MrtRecord | CaptureFault {
  const reader = new OctetReader(body);
  const hasMicroseconds = type === mrtType.bgp4mpEt;
  const microseconds = hasMicroseconds ? reader.uint32() : 0;
  if (reader.failed || microseconds > microsecondsMax) {
    return captureFault(offset, `a BGP4MP_ET record with ${microseconds} microseconds`);
  }
  const head: MrtHead = { offset, time: { seconds, nanoseconds: microseconds * 1000 }, hasMicroseconds };
  switch (type) {
    case mrtType.tableDump:
      return readTableDump(reader, subtype, head);
    case mrtType.tableDumpV2:
      return readTableDumpV2(reader, subtype, head);
    case mrtType.bgp4mp:
    case mrtType.bgp4mpEt:
      return readBgp4mp(reader, subtype, head);
  }
  return { kind: 'other', offset, time: head.time, type, subtype, octets: body };
}
