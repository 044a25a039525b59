import { EventEmitter, once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import type { RawConnection } from './compliance.ts';

/** A TCP connection without a speaker behind it. */
export class TcpRawConnection implements RawConnection {
  isClosed = false;
  readonly #socket: Socket;
  readonly #chunks: Uint8Array[] = [];
  readonly #changes = new EventEmitter<{ change: [] }>();

  static async open(host: string, port: number, localAddress: string): Promise<TcpRawConnection> {
    const socket = createConnection({ host, port, localAddress, noDelay: true });
    await once(socket, 'connect');
    return new TcpRawConnection(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Uint8Array) => {
      this.#chunks.push(chunk);
      this.#changes.emit('change');
    });
    socket.on('close', () => {
      this.isClosed = true;
      this.#changes.emit('change');
    });
  }

  get received(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#chunks));
  }

  send(octets: Uint8Array): void {
    this.#socket.write(octets);
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Resolves once `predicate`, which is asked whenever something came, holds. */
  async waitUntil(predicate: () => boolean, { timeoutMs }: { timeoutMs: number }): Promise<void> {
    const signal = AbortSignal.timeout(timeoutMs);
    while (!predicate()) await once(this.#changes, 'change', { signal });
  }
}
