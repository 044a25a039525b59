import { type CaptureFault, captureFault } from './capture-fault.ts';
import { BgpStream, type StreamMessage } from './pcap/bgp-stream.ts';
import { type InterpretedMessage, SessionContexts } from './session-contexts.ts';

/** A message of a bare stream: nobody says when and between whom. */
export interface StreamedMessage extends InterpretedMessage {
  readonly kind: 'message';
  /** Octets from the start of the stream to the message. */
  readonly offset: number;
  /** The whole message with its header. */
  readonly octets: Uint8Array;
}

const noTime = { seconds: 0, nanoseconds: 0 };

/** Reads bare BGP messages one after the other, as one side sends them: `push`, `next` until undefined, `end`. */
export class MessageStreamReader {
  readonly #stream = new BgpStream(true);
  readonly #contexts = new SessionContexts();
  #pushedOctetCount = 0;
  #found: StreamMessage[] = [];

  push(octets: Uint8Array): void {
    const offset = this.#pushedOctetCount;
    this.#found.push(...this.#stream.accept({ kind: 'octets', octets, offset, time: noTime }));
    this.#pushedOctetCount += octets.length;
  }

  next(): StreamedMessage | CaptureFault | undefined {
    const found = this.#found.shift();
    if (found === undefined) return undefined;
    if (found.kind === 'problem') return captureFault(found.offset, found.detail);
    const { octets, place } = found;
    return { kind: 'message', offset: place, octets, ...this.#contexts.interpret(octets, 'one') };
  }

  /** To be called after the last octets: the fault when they end inside a message. */
  end(): CaptureFault | undefined {
    const cut = this.#stream.finish();
    return cut?.kind === 'problem' ? captureFault(cut.offset, cut.detail) : undefined;
  }
}
