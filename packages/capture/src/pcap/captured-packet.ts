import type { CaptureFault } from '../capture-fault.ts';
import type { CaptureTime } from '../capture-time.ts';

/** One packet of a pcap or pcapng file. */
export interface CapturedPacket {
  readonly kind: 'packet';
  /** Octets from the start of the file to the packet's record. */
  readonly offset: number;
  /** Zero where the file does not say (Simple Packet Block). */
  readonly time: CaptureTime;
  /** What the octets begin with: a LINKTYPE of the registry of tcpdump. */
  readonly linkType: number;
  /** As much as was captured; a view of the pushed chunks. */
  readonly octets: Uint8Array;
  /** How long it was on the wire. */
  readonly originalOctetCount: number;
}

/**
 * Cuts a capture file into packets: `push` a chunk, then take `next` until it gives undefined; `end` says what was cut
 * off. Nothing comes after a fatal fault.
 */
export interface PacketReader {
  push(chunk: Uint8Array): void;
  next(): CapturedPacket | CaptureFault | undefined;
  /** To be called after the last chunk: the fault when the file ends inside a record. */
  end(): CaptureFault | undefined;
}
