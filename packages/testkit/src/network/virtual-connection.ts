import type { ConnectionEndpoints, ConnectionId } from '@bgpeer/fsm';
import type { VirtualHost } from './virtual-host.ts';
import { type StreamSurroundings, VirtualStream } from './virtual-stream.ts';

interface ConnectionEnd {
  readonly host: VirtualHost;
  readonly connection: ConnectionId;
  readonly endpoints: ConnectionEndpoints;
}

/** An established TCP connection between two hosts: two streams, and what each end has been told. */
export class VirtualConnection {
  readonly #streams: readonly [VirtualStream, VirtualStream];
  readonly #ends: readonly [ConnectionEnd, ConnectionEnd];

  constructor(surroundings: StreamSurroundings, dialer: ConnectionEnd, listener: ConnectionEnd) {
    this.#ends = [dialer, listener];
    this.#streams = [
      this.#stream(surroundings, dialer, listener),
      this.#stream(surroundings, listener, dialer),
    ];
  }

  /** Tells both ends that the connection stands. */
  open(): void {
    const [dialer, listener] = this.#ends;
    dialer.host.attach(dialer.connection, this);
    listener.host.attach(listener.connection, this);
    dialer.host.deliver({
      type: 'connection-opened',
      connection: dialer.connection,
      endpoints: dialer.endpoints,
    });
    listener.host.deliver({
      type: 'connection-accepted',
      connection: listener.connection,
      endpoints: listener.endpoints,
    });
  }

  joins(one: VirtualHost, other: VirtualHost): boolean {
    const hosts = this.#ends.map((end) => end.host);
    return hosts.includes(one) && hosts.includes(other);
  }

  write(writer: VirtualHost, octets: Uint8Array): void {
    this.#streamFrom(writer).write(octets);
  }

  /** The closer hears nothing more of the connection; the other end is told behind the last octet. */
  close(closer: VirtualHost): void {
    this.#streamTo(closer).abandon();
    this.#streamFrom(closer).close();
  }

  /** The connection is gone at once, with whatever was on its way, and both ends that still know it are told. */
  reset(detail: string): void {
    for (const stream of this.#streams) stream.abandon();
    for (const end of this.#ends) end.host.deliverClosed(end.connection, detail);
  }

  setPaused(reader: VirtualHost, paused: boolean): void {
    this.#streamTo(reader).setPaused(paused);
  }

  #stream(surroundings: StreamSurroundings, writer: ConnectionEnd, reader: ConnectionEnd): VirtualStream {
    return new VirtualStream(surroundings, {
      arrived: (octets, consumed) => reader.host.deliverOctets(reader.connection, octets, consumed),
      ended: () => {
        this.#streamFrom(reader.host).abandon();
        reader.host.deliverClosed(reader.connection, `closed by ${reader.endpoints.remoteAddress}`);
      },
      sent: (octetCount) => writer.host.deliverSent(writer.connection, octetCount),
    });
  }

  #streamFrom(host: VirtualHost): VirtualStream {
    return this.#ends[0].host === host ? this.#streams[0] : this.#streams[1];
  }

  #streamTo(host: VirtualHost): VirtualStream {
    return this.#ends[0].host === host ? this.#streams[1] : this.#streams[0];
  }
}
