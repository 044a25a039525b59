import type { CaptureTime } from '../capture-time.ts';
import { encodePcapFileHeader, encodePcapRecord } from '../pcap/pcap-writer.ts';
import { TcpConversation, type TcpSide } from '../pcap/tcp-conversation.ts';
import type { FileSink, RecordedConnection, SessionRecorder } from './session-recorder.ts';

interface RecordedConversation {
  readonly conversation: TcpConversation;
  readonly local: TcpSide;
}

/** Writes connections as a packet capture, with TCP made up around the octets. */
export class PcapRecorder implements SessionRecorder {
  readonly #write: FileSink;
  readonly #connections = new Map<number, RecordedConversation>();

  constructor(write: FileSink) {
    this.#write = write;
    write(encodePcapFileHeader());
  }

  connectionOpened(
    connection: number,
    { local, remote, isOutgoing }: RecordedConnection,
    time: CaptureTime,
  ): void {
    const conversation = isOutgoing ? new TcpConversation(local, remote) : new TcpConversation(remote, local);
    this.#connections.set(connection, { conversation, local: isOutgoing ? 'client' : 'server' });
    this.#writeFrames(conversation.open(), time);
  }

  octetsPassed(
    connection: number,
    direction: 'sent' | 'received',
    octets: Uint8Array,
    time: CaptureTime,
  ): void {
    const recorded = this.#connections.get(connection);
    if (recorded === undefined) return;
    const side = direction === 'sent' ? recorded.local : otherSide(recorded.local);
    this.#writeFrames(recorded.conversation.send(side, octets), time);
  }

  connectionClosed(connection: number, by: 'local' | 'remote', time: CaptureTime): void {
    const recorded = this.#connections.get(connection);
    if (recorded === undefined) return;
    this.#connections.delete(connection);
    this.#writeFrames(
      recorded.conversation.close(by === 'local' ? recorded.local : otherSide(recorded.local)),
      time,
    );
  }

  /** States are not on the wire. */
  stateChanged(): void {}

  #writeFrames(frames: readonly Uint8Array[], time: CaptureTime): void {
    for (const frame of frames) this.#write(encodePcapRecord(time, frame));
  }
}

function otherSide(side: TcpSide): TcpSide {
  return side === 'client' ? 'server' : 'client';
}
