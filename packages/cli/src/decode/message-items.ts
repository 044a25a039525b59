import {
  type CapturedMessage,
  type CaptureFault,
  MessageStreamReader,
  PacketCaptureReader,
  type StreamedMessage,
} from '@bgpeer/capture';
import type { ItemReader, MessageItem } from './decode-item.ts';

/** The messages in a pcap or pcapng file. */
export class PacketItemReader implements ItemReader {
  readonly #reader: PacketCaptureReader;

  /** @param ports TCP ports of BGP, 179 when undefined. */
  constructor(format: 'pcap' | 'pcapng', ports: readonly number[] | undefined) {
    this.#reader = new PacketCaptureReader({ format, ports });
  }

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  next(): MessageItem | CaptureFault | undefined {
    const message = this.#reader.next();
    return message?.kind === 'message' ? packetItem(message) : message;
  }

  end(): void {
    this.#reader.end();
  }
}

/** Bare messages, one after the other. */
export class StreamItemReader implements ItemReader {
  readonly #reader = new MessageStreamReader();
  #cut: CaptureFault | undefined;

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  next(): MessageItem | CaptureFault | undefined {
    const message = this.#reader.next() ?? this.#cut;
    if (message === this.#cut) this.#cut = undefined;
    return message?.kind === 'message' ? streamItem(message) : message;
  }

  end(): void {
    this.#cut = this.#reader.end();
  }
}

function packetItem(message: CapturedMessage): MessageItem {
  const { time, from, senderAsNumber = 0 } = message;
  const source = { peerAddress: from.address, peerAsNumber: senderAsNumber };
  return { ...message, bgpdump: { format: 'BGP4MP', time: String(time.seconds), ...source } };
}

function streamItem(message: StreamedMessage): MessageItem {
  const { senderAsNumber = 0 } = message;
  const source = { peerAddress: '0.0.0.0', peerAsNumber: senderAsNumber };
  return { ...message, bgpdump: { format: 'BGP4MP', time: '0', ...source } };
}
