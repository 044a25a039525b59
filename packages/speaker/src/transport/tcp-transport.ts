import { connect, type Socket } from 'node:net';
import type { ConnectionId, RouterInput, RouterOutput } from '@bgpeer/router';
import { explainConnectionFailure } from './connection-failure.ts';
import { TcpConnection } from './tcp-connection.ts';
import { type ListenAddress, TcpListeners } from './tcp-listeners.ts';

type OpenConnection = Extract<RouterOutput, { type: 'open-connection' }>;

/** The TCP side of a driver: does what the router's connection outputs say, and turns what happens into its inputs. */
export class TcpTransport {
  readonly #input: (input: RouterInput) => void;
  readonly #connections = new Map<ConnectionId, TcpConnection>();
  readonly #listeners = new TcpListeners((socket) => this.#accept(socket));
  #lastAcceptedId = 0;
  #allGone: (() => void)[] = [];

  /** @param input takes what happens; never called from within a call of this class. */
  constructor(input: (input: RouterInput) => void) {
    this.#input = input;
  }

  get listening(): ListenAddress[] {
    return this.#listeners.listening;
  }

  /** Rejects with a ListenError, and then listens nowhere. */
  async listen(addresses: readonly ListenAddress[]): Promise<void> {
    await this.#listeners.open(addresses);
  }

  openConnection({ connection, remoteAddress, remotePort, localAddress }: OpenConnection): void {
    const remote = { address: remoteAddress, port: remotePort };
    try {
      const socket = connect({ host: remoteAddress, port: remotePort, localAddress, noDelay: true });
      this.#add(connection, (observer) => new TcpConnection(connection, socket, observer, remote));
    } catch (error) {
      const detail = explainConnectionFailure(error as NodeJS.ErrnoException, remoteAddress, remotePort);
      process.nextTick(() => this.#input({ type: 'connection-failed', connection, detail }));
    }
  }

  sendOctets(connection: ConnectionId, octets: Uint8Array): void {
    this.#connections.get(connection)?.send(octets);
  }

  /** With `abort`, what still waits to be sent is dropped: the other end takes nothing, or is gone. */
  closeConnection(connection: ConnectionId, abort = false): void {
    if (abort) this.#connections.get(connection)?.destroy();
    else this.#connections.get(connection)?.close();
  }

  /** Lets nobody else in, and waits at most `timeoutMs` for the connections to deliver what was sent and to close. */
  async close(timeoutMs: number): Promise<void> {
    await this.#listeners.close();
    if (this.#connections.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#allGone.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    for (const connection of this.#connections.values()) connection.destroy();
  }

  #accept(socket: Socket): void {
    if (socket.remoteAddress === undefined) {
      socket.destroy();
      return;
    }
    this.#lastAcceptedId -= 1;
    const id = this.#lastAcceptedId;
    const connection = this.#add(id, (observer) => new TcpConnection(id, socket, observer));
    this.#input({ type: 'connection-accepted', connection: id, endpoints: connection.endpoints });
  }

  #add(
    id: ConnectionId,
    make: (observer: { input: (input: RouterInput) => void; gone: () => void }) => TcpConnection,
  ): TcpConnection {
    const connection = make({ input: this.#input, gone: () => this.#handleGone(id) });
    this.#connections.set(id, connection);
    return connection;
  }

  #handleGone(id: ConnectionId): void {
    this.#connections.delete(id);
    if (this.#connections.size > 0) return;
    for (const resolve of this.#allGone.splice(0)) resolve();
  }
}
