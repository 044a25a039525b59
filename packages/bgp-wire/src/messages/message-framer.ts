import { messageOctetsMaxClassic } from '../wire-context.ts';
import type { MessageType } from './message.ts';
import type { MessageFault } from './message-fault.ts';
import {
  checkMessageHeader,
  messageHeaderOctetCount,
  messageOctetCountAt,
  messageTypeAt,
} from './message-header.ts';

/** One message of a stream, or why there can be no more. */
export type FramedMessage =
  | { readonly kind: 'message'; readonly type: MessageType; readonly octets: Uint8Array }
  | { readonly kind: 'fault'; readonly fault: MessageFault };

/**
 * Cuts a stream into messages (RFC 4271, sections 4.1 and 6.1): `push` a chunk, then take `next` until it gives
 * undefined. After a fault it yields nothing more.
 *
 * `octets` of a message is a view, valid until the next `push`. Messages that lie whole in a chunk are not copied; a
 * partial one at its end is, so the chunk itself may be reused after `next` gave undefined. Never more than one partial
 * message is kept.
 */
export class MessageFramer {
  /** 4,096, or 65,535 once RFC 8654 is agreed on. */
  messageOctetsMax: number = messageOctetsMaxClassic;
  #chunk: Uint8Array = new Uint8Array();
  #offset = 0;
  /** A message's first octets, from chunks that are gone. */
  #partial = new Uint8Array(messageOctetsMaxClassic);
  #partialCount = 0;
  /** The buffer of the message yielded last from `#partial`: its view is still valid, so the two take turns. */
  #spare = new Uint8Array(messageOctetsMaxClassic);
  #failed = false;

  push(chunk: Uint8Array): void {
    if (this.#failed) return;
    if (this.#offset === this.#chunk.length) {
      this.#chunk = chunk;
    } else {
      const rest = this.#chunk.subarray(this.#offset);
      this.#chunk = new Uint8Array(rest.length + chunk.length);
      this.#chunk.set(rest);
      this.#chunk.set(chunk, rest.length);
    }
    this.#offset = 0;
  }

  /** The next whole message, or a fault; undefined when more octets are needed. */
  next(): FramedMessage | undefined {
    if (this.#failed) return undefined;
    return this.#partialCount > 0 ? this.#nextFromPartial() : this.#nextFromChunk();
  }

  #nextFromChunk(): FramedMessage | undefined {
    const available = this.#chunk.length - this.#offset;
    if (available < messageHeaderOctetCount) return this.#keepPartial();
    const fault = checkMessageHeader(this.#chunk, this.#offset, this.messageOctetsMax);
    if (fault !== undefined) return this.#fail(fault);
    const octetCount = messageOctetCountAt(this.#chunk, this.#offset);
    if (available < octetCount) return this.#keepPartial();
    const octets = this.#chunk.subarray(this.#offset, this.#offset + octetCount);
    this.#offset += octetCount;
    return { kind: 'message', type: messageTypeAt(octets, 0), octets };
  }

  #nextFromPartial(): FramedMessage | undefined {
    if (!this.#fillPartial(messageHeaderOctetCount)) return undefined;
    const fault = checkMessageHeader(this.#partial, 0, this.messageOctetsMax);
    if (fault !== undefined) return this.#fail(fault);
    const octetCount = messageOctetCountAt(this.#partial, 0);
    if (!this.#fillPartial(octetCount)) return undefined;
    const octets = this.#partial.subarray(0, octetCount);
    [this.#partial, this.#spare] = [this.#spare, this.#partial];
    this.#partialCount = 0;
    return { kind: 'message', type: messageTypeAt(octets, 0), octets };
  }

  /** Takes octets of the chunk until the partial message has so many. False when the chunk ends before. */
  #fillPartial(octetCount: number): boolean {
    if (octetCount > this.#partial.length) {
      const larger = new Uint8Array(octetCount);
      larger.set(this.#partial.subarray(0, this.#partialCount));
      this.#partial = larger;
    }
    const wanted = Math.max(0, octetCount - this.#partialCount);
    const taken = this.#chunk.subarray(this.#offset, this.#offset + wanted);
    this.#partial.set(taken, this.#partialCount);
    this.#partialCount += taken.length;
    this.#offset += taken.length;
    return taken.length === wanted;
  }

  #keepPartial(): undefined {
    this.#fillPartial(this.#chunk.length - this.#offset);
  }

  #fail(fault: MessageFault): FramedMessage {
    this.#failed = true;
    this.#chunk = new Uint8Array();
    this.#offset = 0;
    this.#partialCount = 0;
    return { kind: 'fault', fault };
  }
}
