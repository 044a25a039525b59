import { type CaptureFault, captureFault } from '../capture-fault.ts';
import type { CaptureTime } from '../capture-time.ts';
import { type InterpretedMessage, SessionContexts, type SessionSide } from '../session-contexts.ts';
import { BgpStream } from './bgp-stream.ts';
import type { TcpEndpoint, TcpSegment } from './tcp-segment.ts';
import { type Capturing, type StreamPiece, TcpStream } from './tcp-stream.ts';

/** A BGP message of a recorded TCP connection. */
export interface CapturedMessage extends InterpretedMessage {
  readonly kind: 'message';
  /** Octets from the start of the file to the packet with the message's first octet. */
  readonly offset: number;
  /** Of that packet. */
  readonly time: CaptureTime;
  readonly from: TcpEndpoint;
  readonly to: TcpEndpoint;
  /** The whole message with its header. */
  readonly octets: Uint8Array;
}

interface Direction {
  readonly tcp: TcpStream;
  bgp: BgpStream | undefined;
  readonly from: TcpEndpoint;
  readonly to: TcpEndpoint;
  readonly side: SessionSide;
}

/** One TCP connection with a BGP session, both directions. */
export class BgpConnection {
  readonly #contexts = new SessionContexts();
  readonly #directions: readonly Direction[];
  readonly #initialSequenceNumbers = new Map<SessionSide, number>();
  #finCount = 0;

  constructor(one: TcpEndpoint, other: TcpEndpoint) {
    this.#directions = [
      { tcp: new TcpStream(), bgp: undefined, from: one, to: other, side: 'one' },
      { tcp: new TcpStream(), bgp: undefined, from: other, to: one, side: 'other' },
    ];
  }

  /** Nothing more can come on this connection. */
  get isOver(): boolean {
    return this.#finCount >= this.#directions.length;
  }

  /** Whether a SYN is of a later connection between the same two ends. */
  isSucceededBy(segment: TcpSegment): boolean {
    if (!segment.isSyn) return false;
    const direction = this.#directionOf(segment);
    const initial = this.#initialSequenceNumbers.get(direction.side);
    return initial === undefined ? direction.bgp !== undefined : initial !== segment.sequenceNumber;
  }

  accept(segment: TcpSegment, capturing: Capturing): (CapturedMessage | CaptureFault)[] {
    const direction = this.#directionOf(segment);
    if (segment.isSyn) this.#initialSequenceNumbers.set(direction.side, segment.sequenceNumber);
    if (segment.isReset) this.#finCount = this.#directions.length;
    else if (segment.isFin) this.#finCount++;
    if (segment.payload.length > 0) {
      direction.bgp ??= new BgpStream(this.#initialSequenceNumbers.has(direction.side));
    }
    return this.#messagesOf(direction, direction.tcp.accept(segment, capturing));
  }

  /** What still waits when the capture or the connection ends, and the faults of streams that are cut. */
  finish(): (CapturedMessage | CaptureFault)[] {
    return this.#directions.flatMap((direction) => {
      const items = this.#messagesOf(direction, direction.tcp.finish());
      const cut = direction.bgp?.finish();
      return cut?.kind === 'problem' ? [...items, this.#faultOf(direction, cut)] : items;
    });
  }

  #messagesOf(direction: Direction, pieces: readonly StreamPiece[]): (CapturedMessage | CaptureFault)[] {
    const { bgp, from, to, side } = direction;
    if (bgp === undefined) return [];
    return pieces
      .flatMap((piece) => bgp.accept(piece))
      .map((one) => {
        if (one.kind === 'problem') return this.#faultOf(direction, one);
        const { octets, offset, time } = one;
        return { kind: 'message', offset, time, from, to, octets, ...this.#contexts.interpret(octets, side) };
      });
  }

  #faultOf({ from, to }: Direction, { offset, detail }: { offset: number; detail: string }): CaptureFault {
    return captureFault(offset, `${formatEndpoint(from)} to ${formatEndpoint(to)}: ${detail}`);
  }

  #directionOf({ from }: TcpSegment): Direction {
    const [one, other] = this.#directions;
    return from.port === one.from.port && from.address === one.from.address ? one : other;
  }
}

/** `192.0.2.1:179`, `[2001:db8::1]:179`. */
export function formatEndpoint({ address, port }: TcpEndpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
