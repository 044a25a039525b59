import { messageHeaderOctetCount } from '@bgpeer/bgp-wire';
import { OctetQueue } from '../octet-queue.ts';
import type { Capturing, StreamPiece } from './tcp-stream.ts';

/** What a stream of BGP gives: messages, and where there is none. */
export type StreamMessage =
  | ({
      readonly kind: 'message';
      readonly octets: Uint8Array;
      /** Octets from the start of the stream, or from its last gap, to the message. */
      readonly place: number;
    } & Capturing)
  | ({ readonly kind: 'problem'; readonly detail: string } & Capturing);

const markerOctetCount = 16;
const messageTypeMax = 5;

/**
 * Cuts one direction of a recorded session into messages. Unlike a speaker it goes on after what is no message: it looks
 * for the next marker (RFC 4271, section 4.1). A capture may begin in the middle and have gaps.
 *
 * What is wrong inside a message is the decoder's business: here only marker and length count. A message is dated by the
 * packet with its first octet.
 */
export class BgpStream {
  #queue = new OctetQueue();
  /** When the first octet of the message at hand was captured. */
  #begun: Capturing | undefined;
  /** Octets before the next marker are passed over in silence: the capture began inside a message, or that was said. */
  #isSearching: boolean;

  /** @param isWhole the capture has the stream from its first octet on. */
  constructor(isWhole: boolean) {
    this.#isSearching = !isWhole;
  }

  accept(piece: StreamPiece): StreamMessage[] {
    const { offset, time } = piece;
    if (piece.kind === 'gap') {
      const detail = `${piece.octetCount} octets of the stream were not captured`;
      this.#restart();
      return [{ kind: 'problem', detail, offset, time }];
    }
    this.#begun ??= { offset, time };
    this.#queue.push(piece.octets);
    const messages: StreamMessage[] = [];
    for (let one = this.#next(); one !== undefined; one = this.#next()) {
      messages.push(one);
      this.#begun = { offset, time };
    }
    if (this.#queue.available === 0) this.#begun = undefined;
    return messages;
  }

  /** The problem of a stream that ends inside a message. */
  finish(): StreamMessage | undefined {
    const { available } = this.#queue;
    if (available === 0 || this.#begun === undefined || this.#isSearching) return undefined;
    return { kind: 'problem', detail: `the stream ends ${available} octets into a message`, ...this.#begun };
  }

  #next(): StreamMessage | undefined {
    if (this.#isSearching && !this.#findMarker()) return undefined;
    const header = this.#queue.peek(messageHeaderOctetCount);
    if (header === undefined) return undefined;
    const octetCount = (header[16] << 8) | header[17];
    if (!hasMarker(header, 0) || octetCount < messageHeaderOctetCount) {
      this.#isSearching = true;
      this.#queue.skip(1);
      const what = hasMarker(header, 0)
        ? `a message of ${octetCount} octets`
        : 'no marker where a message should begin';
      return { kind: 'problem', detail: `${what}; goes on at the next marker`, ...this.#begun! };
    }
    const place = this.#queue.offset;
    const octets = this.#queue.take(octetCount);
    return octets === undefined ? undefined : { kind: 'message', octets, place, ...this.#begun! };
  }

  /** Skips to octets that look like a message header; false when more octets are needed. */
  #findMarker(): boolean {
    const octets = this.#queue.peek(this.#queue.available)!;
    for (let at = 0; at + messageHeaderOctetCount <= octets.length; at++) {
      if (looksLikeHeader(octets, at)) {
        this.#queue.skip(at);
        this.#isSearching = false;
        return true;
      }
    }
    this.#queue.skip(Math.max(0, octets.length - messageHeaderOctetCount + 1));
    return false;
  }

  #restart(): void {
    this.#queue = new OctetQueue();
    this.#begun = undefined;
    this.#isSearching = true;
  }
}

function hasMarker(octets: Uint8Array, offset: number): boolean {
  for (let index = 0; index < markerOctetCount; index++) {
    if (octets[offset + index] !== 0xff) return false;
  }
  return true;
}

function looksLikeHeader(octets: Uint8Array, offset: number): boolean {
  const octetCount = (octets[offset + 16] << 8) | octets[offset + 17];
  const type = octets[offset + 18];
  return (
    octetCount >= messageHeaderOctetCount && type >= 1 && type <= messageTypeMax && hasMarker(octets, offset)
  );
}
