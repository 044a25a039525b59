import { type CaptureFault, captureFault, fatalCaptureFault } from '../capture-fault.ts';
import type { CaptureTime } from '../capture-time.ts';
import { OctetQueue, recordOctetsMax } from '../octet-queue.ts';
import type { CapturedPacket, PacketReader } from './captured-packet.ts';

/** Block types that are read (draft-ietf-opsawg-pcapng, section 4). */
const blockType = {
  sectionHeader: 0x0a0d_0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

const byteOrderMagic = 0x1a2b_3c4d;
/** Type, length, and the length again at the end. */
const blockOctetsMin = 12;
const optionCode = { end: 0, timestampResolution: 9, timestampOffset: 14 } as const;

interface Interface {
  readonly linkType: number;
  readonly snapOctetCount: number;
  readonly unitsPerSecond: bigint;
  readonly offsetSeconds: bigint;
}

/** Reads pcapng files: sections of either octet order, interfaces with their resolutions; blocks without packets are passed over. */
export class PcapngReader implements PacketReader {
  readonly #queue = new OctetQueue();
  #littleEndian = true;
  #interfaces: Interface[] = [];
  #hasFailed = false;

  push(chunk: Uint8Array): void {
    if (!this.#hasFailed) this.#queue.push(chunk);
  }

  next(): CapturedPacket | CaptureFault | undefined {
    while (!this.#hasFailed) {
      const { offset } = this.#queue;
      const header = this.#queue.peek(blockOctetsMin);
      if (header === undefined) return undefined;
      const type = this.#readType(header);
      const octetCount = viewOf(header).getUint32(4, this.#littleEndian);
      if (octetCount > recordOctetsMax || octetCount < blockOctetsMin || octetCount % 4 !== 0) {
        this.#hasFailed = true;
        return fatalCaptureFault(offset, `a pcapng block of ${octetCount} octets: no pcapng, or damaged`);
      }
      const block = this.#queue.take(octetCount);
      if (block === undefined) return undefined;
      const read = this.#readBlock(type, block.subarray(8, -4), offset);
      if (read !== undefined) return read;
    }
    return undefined;
  }

  end(): CaptureFault | undefined {
    const { available, offset } = this.#queue;
    if (this.#hasFailed || available === 0) return undefined;
    return fatalCaptureFault(
      offset,
      `the file ends inside a pcapng block, ${available} octets behind its start`,
    );
  }

  /** A section header's own octet order decides how its length is read. */
  #readType(header: Uint8Array): number {
    const view = viewOf(header);
    const type = view.getUint32(0, this.#littleEndian);
    if (type === blockType.sectionHeader) this.#littleEndian = view.getUint32(8, true) === byteOrderMagic;
    return type;
  }

  #readBlock(type: number, body: Uint8Array, offset: number): CapturedPacket | CaptureFault | undefined {
    switch (type) {
      case blockType.sectionHeader:
        this.#interfaces = [];
        return undefined;
      case blockType.interfaceDescription:
        this.#interfaces.push(interfaceOf(body, this.#littleEndian));
        return undefined;
      case blockType.enhancedPacket:
      case blockType.packet:
        return this.#readPacket(type, body, offset);
      case blockType.simplePacket:
        return this.#readSimplePacket(body, offset);
    }
    return undefined;
  }

  #readPacket(type: number, body: Uint8Array, offset: number): CapturedPacket | CaptureFault {
    const headOctetCount = 20;
    const view = viewOf(body);
    const isShort = body.length < headOctetCount;
    const captured = isShort ? 0 : view.getUint32(12, this.#littleEndian);
    if (isShort || headOctetCount + captured > body.length) {
      return captureFault(offset, `a pcapng block of ${body.length} octets is too short for its packet`);
    }
    // The obsolete Packet Block has two octets for the interface, and two for a count of drops.
    const id =
      type === blockType.packet
        ? view.getUint16(0, this.#littleEndian)
        : view.getUint32(0, this.#littleEndian);
    const from = this.#interfaces[id];
    if (from === undefined)
      return captureFault(offset, `a packet of interface ${id}, which is not described`);
    const units =
      (BigInt(view.getUint32(4, this.#littleEndian)) << 32n) | BigInt(view.getUint32(8, this.#littleEndian));
    return {
      kind: 'packet',
      offset,
      time: timeOf(units, from),
      linkType: from.linkType,
      octets: body.subarray(headOctetCount, headOctetCount + captured),
      originalOctetCount: view.getUint32(16, this.#littleEndian),
    };
  }

  #readSimplePacket(body: Uint8Array, offset: number): CapturedPacket | CaptureFault {
    const [from] = this.#interfaces;
    if (from === undefined || body.length < 4)
      return captureFault(offset, 'a Simple Packet Block without interface');
    const originalOctetCount = viewOf(body).getUint32(0, this.#littleEndian);
    const limit = from.snapOctetCount === 0 ? originalOctetCount : from.snapOctetCount;
    const octets = body.subarray(4, 4 + Math.min(originalOctetCount, limit));
    const time = { seconds: 0, nanoseconds: 0 };
    return { kind: 'packet', offset, time, linkType: from.linkType, octets, originalOctetCount };
  }
}

/** Whether a file that begins so is pcapng. */
export function isPcapng(octets: Uint8Array): boolean {
  return octets.length >= 4 && viewOf(octets).getUint32(0) === blockType.sectionHeader;
}

function interfaceOf(body: Uint8Array, littleEndian: boolean): Interface {
  const view = viewOf(body);
  let unitsPerSecond = 1_000_000n;
  let offsetSeconds = 0n;
  for (let at = 8; at + 4 <= body.length; ) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === optionCode.end || at + 4 + length > body.length) break;
    if (code === optionCode.timestampResolution && length === 1) unitsPerSecond = resolutionOf(body[at + 4]);
    if (code === optionCode.timestampOffset && length === 8)
      offsetSeconds = view.getBigInt64(at + 4, littleEndian);
    at += 4 + ((length + 3) & ~3);
  }
  const isShort = body.length < 8;
  return {
    linkType: isShort ? 0 : view.getUint16(0, littleEndian),
    snapOctetCount: isShort ? 0 : view.getUint32(4, littleEndian),
    unitsPerSecond,
    offsetSeconds,
  };
}

/** if_tsresol: a negative power of two with the highest bit, else of ten. */
function resolutionOf(octet: number): bigint {
  return octet & 0x80 ? 1n << BigInt(octet & 0x7f) : 10n ** BigInt(octet);
}

function timeOf(units: bigint, { unitsPerSecond, offsetSeconds }: Interface): CaptureTime {
  const rest = units % unitsPerSecond;
  return {
    seconds: Number(units / unitsPerSecond + offsetSeconds),
    nanoseconds: Number((rest * 1_000_000_000n) / unitsPerSecond),
  };
}

function viewOf(octets: Uint8Array): DataView {
  return new DataView(octets.buffer, octets.byteOffset, octets.length);
}
