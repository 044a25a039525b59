import { type CaptureFault, fatalCaptureFault } from '../capture-fault.ts';
import { OctetQueue, recordOctetsMax } from '../octet-queue.ts';
import type { CapturedPacket, PacketReader } from './captured-packet.ts';

const fileHeaderOctetCount = 24;
const recordHeaderOctetCount = 16;
/** The magic number's octets in the file say octet order and resolution. */
const magics: readonly { magic: number; littleEndian: boolean; nanosecondsPerUnit: number }[] = [
  { magic: 0xa1b2c3d4, littleEndian: false, nanosecondsPerUnit: 1000 },
  { magic: 0xd4c3b2a1, littleEndian: true, nanosecondsPerUnit: 1000 },
  { magic: 0xa1b23c4d, littleEndian: false, nanosecondsPerUnit: 1 },
  { magic: 0x4d3cb2a1, littleEndian: true, nanosecondsPerUnit: 1 },
];
/** Bits above are the length of a frame check sequence. */
const linkTypeMask = 0xffff;

interface FileForm {
  readonly littleEndian: boolean;
  readonly nanosecondsPerUnit: number;
  readonly linkType: number;
}

/** Whether a file that begins so is pcap. */
export function isPcap(octets: Uint8Array): boolean {
  return octets.length >= 4 && magics.some(({ magic }) => magic === viewOf(octets).getUint32(0));
}

/** Reads pcap files (draft-ietf-opsawg-pcap), both octet orders, microseconds and nanoseconds. */
export class PcapReader implements PacketReader {
  readonly #queue = new OctetQueue();
  #form: FileForm | undefined;
  #hasFailed = false;

  push(chunk: Uint8Array): void {
    if (!this.#hasFailed) this.#queue.push(chunk);
  }

  next(): CapturedPacket | CaptureFault | undefined {
    if (this.#hasFailed) return undefined;
    if (this.#form === undefined) {
      const header = this.#queue.take(fileHeaderOctetCount);
      if (header === undefined) return undefined;
      this.#form = formOf(header);
      if (this.#form === undefined) return this.#fail(0, 'no pcap file: its magic number is unknown');
    }
    return this.#nextPacket(this.#form);
  }

  end(): CaptureFault | undefined {
    const { available, offset } = this.#queue;
    if (this.#hasFailed || (available === 0 && this.#form !== undefined)) return undefined;
    const place = this.#form === undefined ? "pcap's file header" : 'a packet';
    return fatalCaptureFault(offset, `the file ends inside ${place}, ${available} octets behind its start`);
  }

  #nextPacket({
    littleEndian,
    nanosecondsPerUnit,
    linkType,
  }: FileForm): CapturedPacket | CaptureFault | undefined {
    const { offset } = this.#queue;
    const header = this.#queue.peek(recordHeaderOctetCount);
    if (header === undefined) return undefined;
    const view = viewOf(header);
    const octetCount = view.getUint32(8, littleEndian);
    if (octetCount > recordOctetsMax) {
      return this.#fail(offset, `a packet of ${octetCount} octets, expected at most ${recordOctetsMax}`);
    }
    const record = this.#queue.take(recordHeaderOctetCount + octetCount);
    if (record === undefined) return undefined;
    return {
      kind: 'packet',
      offset,
      time: {
        seconds: view.getUint32(0, littleEndian),
        nanoseconds: view.getUint32(4, littleEndian) * nanosecondsPerUnit,
      },
      linkType,
      octets: record.subarray(recordHeaderOctetCount),
      originalOctetCount: view.getUint32(12, littleEndian),
    };
  }

  #fail(offset: number, detail: string): CaptureFault {
    this.#hasFailed = true;
    return fatalCaptureFault(offset, detail);
  }
}

function formOf(header: Uint8Array): FileForm | undefined {
  const view = viewOf(header);
  const row = magics.find(({ magic }) => magic === view.getUint32(0));
  if (row === undefined) return undefined;
  const linkType = view.getUint32(20, row.littleEndian) & linkTypeMask;
  return { littleEndian: row.littleEndian, nanosecondsPerUnit: row.nanosecondsPerUnit, linkType };
}

function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.length);
}
