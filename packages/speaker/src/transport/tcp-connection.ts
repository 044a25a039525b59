import type { Socket } from 'node:net';
import type { ConnectionEndpoints, ConnectionId, RouterInput } from '@bgpeer/router';
import { explainConnectionFailure } from './connection-failure.ts';
import { interfaceSubnets, otherFamilyAddress, sharedSubnet } from './interface-subnets.ts';
import { canonicalSocketAddress } from './socket-address.ts';

/** How long a connection that we end may take to deliver what was written before it is destroyed. */
const lingerMs = 2000;

/** What a connection tells its transport. */
export interface ConnectionObserver {
  readonly input: (input: RouterInput) => void;
  /** The socket is gone: nothing more happens on it. */
  readonly gone: () => void;
}

/**
 * One TCP socket as the router sees it: octets in, octets out, the count of what has left, and one end. After `close`
 * or after the end was reported, the router hears nothing more of it.
 */
export class TcpConnection {
  readonly #id: ConnectionId;
  readonly #socket: Socket;
  readonly #observer: ConnectionObserver;
  readonly #remote: { readonly address: string; readonly port: number };
  #opened: boolean;
  #reporting = true;
  #corked = false;
  #lingerTimer: NodeJS.Timeout | undefined;

  /** @param remote whom the socket is dialling; absent for an accepted socket, which is open already. */
  constructor(
    id: ConnectionId,
    socket: Socket,
    observer: ConnectionObserver,
    remote?: { readonly address: string; readonly port: number },
  ) {
    this.#id = id;
    this.#socket = socket;
    this.#observer = observer;
    this.#opened = remote === undefined;
    this.#remote = remote ?? {
      address: canonicalSocketAddress(socket.remoteAddress),
      port: socket.remotePort ?? 0,
    };
    socket.setNoDelay(true);
    socket.on('connect', () => this.#handleOpened());
    socket.on('data', (octets: Uint8Array) =>
      this.#report({ type: 'octets-received', connection: id, octets }),
    );
    socket.on('end', () => this.#handleEnd(`connection closed by ${this.#remote.address}`));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      this.#handleEnd(explainConnectionFailure(error, this.#remote.address, this.#remote.port)),
    );
    socket.on('close', () => this.#handleGone());
  }

  /** Where the connection runs; to be asked while the socket is open. */
  get endpoints(): ConnectionEndpoints {
    const localAddress = canonicalSocketAddress(this.#socket.localAddress);
    const remoteAddress = this.#remote.address;
    const subnets = interfaceSubnets();
    return {
      localAddress,
      localPort: this.#socket.localPort ?? 0,
      remoteAddress,
      remotePort: this.#remote.port,
      sharedSubnet: sharedSubnet(remoteAddress, subnets),
      otherFamilyLocalAddress: otherFamilyAddress(localAddress, subnets),
    };
  }

  /** Writes made in one turn of the event loop leave in one system call. */
  send(octets: Uint8Array): void {
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => this.#uncork());
    }
    this.#socket.write(octets, (error) => {
      if (error) return;
      this.#report({ type: 'octets-sent', connection: this.#id, octetCount: octets.length });
    });
  }

  /** Ends the connection after what was written has left; reads on meanwhile, since unread octets would reset it. */
  close(): void {
    this.#reporting = false;
    if (!this.#opened) {
      this.#socket.destroy();
      return;
    }
    this.#uncork();
    this.#socket.end();
    this.#socket.resume();
    this.#lingerTimer ??= setTimeout(() => this.#socket.destroy(), lingerMs);
  }

  destroy(): void {
    this.#reporting = false;
    this.#socket.destroy();
  }

  #uncork(): void {
    if (!this.#corked) return;
    this.#corked = false;
    this.#socket.uncork();
  }

  #handleOpened(): void {
    this.#opened = true;
    this.#report({ type: 'connection-opened', connection: this.#id, endpoints: this.endpoints });
  }

  #handleEnd(detail: string): void {
    this.#report({
      type: this.#opened ? 'connection-closed' : 'connection-failed',
      connection: this.#id,
      detail,
    });
    if (this.#lingerTimer === undefined) this.destroy();
  }

  #handleGone(): void {
    clearTimeout(this.#lingerTimer);
    this.#observer.gone();
  }

  #report(input: RouterInput): void {
    if (this.#reporting) this.#observer.input(input);
  }
}
