import { createServer, type Server, type Socket } from 'node:net';
import { explainListenError } from './listen-error.ts';

/** Where to listen: an address of this machine (`::` is every address of both families), and a port, 0 for any free one. */
export interface ListenAddress {
  readonly address: string;
  readonly port: number;
}

const everyAddress = '::';
const everyIpv4Address = '0.0.0.0';

/** Codes with which a machine without IPv6 refuses `::`. */
const withoutIpv6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EPROTONOSUPPORT']);

/** The listening sockets of a speaker. */
export class TcpListeners {
  readonly #servers: Server[] = [];
  readonly #accept: (socket: Socket) => void;

  constructor(accept: (socket: Socket) => void) {
    this.#accept = accept;
  }

  /** Where the sockets listen, with the ports they were given. */
  get listening(): ListenAddress[] {
    return this.#servers.map((server) => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('a TCP listener has no TCP address');
      return { address: bound.address, port: bound.port };
    });
  }

  /** Listens on all of `addresses`, or on none of them and rejects with a ListenError. */
  async open(addresses: readonly ListenAddress[]): Promise<void> {
    try {
      for (const address of addresses) this.#servers.push(await this.#listenWithFallback(address));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Accepts nobody from here on. Connections that were accepted stay. */
  async close(): Promise<void> {
    for (const server of this.#servers.splice(0)) server.close();
  }

  async #listenWithFallback({ address, port }: ListenAddress): Promise<Server> {
    try {
      return await this.#listen(address, port);
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (address === everyAddress && withoutIpv6.has(failure.code ?? '')) {
        return await this.#listenWithFallback({ address: everyIpv4Address, port });
      }
      throw explainListenError(failure, address, port);
    }
  }

  #listen(host: string, port: number): Promise<Server> {
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true }, this.#accept);
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve(server);
      });
    });
  }
}
