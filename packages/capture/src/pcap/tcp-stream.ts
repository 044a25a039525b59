import type { CaptureTime } from '../capture-time.ts';
import type { TcpSegment } from './tcp-segment.ts';

/** Where and when octets were captured. */
export interface Capturing {
  /** Of the packet in the file. */
  readonly offset: number;
  readonly time: CaptureTime;
}

/** What a stream gives in order: octets, or how many are missing. */
export type StreamPiece =
  | ({ readonly kind: 'octets'; readonly octets: Uint8Array } & Capturing)
  | ({ readonly kind: 'gap'; readonly octetCount: number } & Capturing);

interface WaitingPiece extends Capturing {
  readonly sequenceNumber: number;
  readonly octets: Uint8Array;
}

const sequenceSpace = 2 ** 32;
/** Octets and segments that wait for an earlier one; beyond, that one is taken for lost. */
const waitingOctetsMax = 1024 * 1024;
const waitingPiecesMax = 1024;

/**
 * One direction of a TCP connection put together: segments in any order, repeated and overlapping ones included (RFC 9293,
 * section 3.10.7.4), become octets in order, each once. Where copies of the same octets differ, the first counts.
 */
export class TcpStream {
  /** The sequence number wanted next; undefined before the first segment. */
  #wanted: number | undefined;
  /** In the order of their sequence numbers. */
  #waiting: WaitingPiece[] = [];
  #waitingOctetCount = 0;

  /** Takes a segment and gives what is in order now. */
  accept(segment: TcpSegment, capturing: Capturing): StreamPiece[] {
    const { isSyn, payload } = segment;
    const first = (segment.sequenceNumber + (isSyn ? 1 : 0)) % sequenceSpace;
    this.#wanted ??= first;
    if (payload.length === 0) return [];
    this.#keep({ sequenceNumber: first, octets: payload, ...capturing });
    const pieces = this.#takeInOrder();
    while (this.#waitingOctetCount > waitingOctetsMax || this.#waiting.length > waitingPiecesMax) {
      pieces.push(this.#passGap(), ...this.#takeInOrder());
    }
    return pieces;
  }

  /** Gives what still waits, with the gaps before it: nothing more will come. */
  finish(): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    while (this.#waiting.length > 0) pieces.push(this.#passGap(), ...this.#takeInOrder());
    return pieces;
  }

  #keep(piece: WaitingPiece): void {
    if (distance(this.#wanted!, piece.sequenceNumber) + piece.octets.length <= 0) return;
    const ahead = distance(this.#wanted!, piece.sequenceNumber);
    let place = this.#waiting.length;
    while (place > 0 && distance(this.#wanted!, this.#waiting[place - 1].sequenceNumber) > ahead) place--;
    this.#waiting.splice(place, 0, piece);
    this.#waitingOctetCount += piece.octets.length;
  }

  #takeInOrder(): StreamPiece[] {
    const pieces: StreamPiece[] = [];
    while (this.#waiting.length > 0) {
      const { sequenceNumber, octets, offset, time } = this.#waiting[0];
      const ahead = distance(this.#wanted!, sequenceNumber);
      if (ahead > 0) break;
      this.#waiting.shift();
      this.#waitingOctetCount -= octets.length;
      if (-ahead >= octets.length) continue;
      pieces.push({ kind: 'octets', octets: octets.subarray(-ahead), offset, time });
      this.#wanted = (sequenceNumber + octets.length) % sequenceSpace;
    }
    return pieces;
  }

  /** Goes on at the first piece that waits. */
  #passGap(): StreamPiece {
    const { sequenceNumber, offset, time } = this.#waiting[0];
    const octetCount = distance(this.#wanted!, sequenceNumber);
    this.#wanted = sequenceNumber;
    return { kind: 'gap', octetCount, offset, time };
  }
}

/** How far `to` is ahead of `from` in sequence space; negative when it is behind (RFC 9293, section 3.4). */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}
