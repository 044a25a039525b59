import { EventEmitter, once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  as2Of,
  type Capability,
  decodeMessage,
  encodeMessage,
  type Message,
  MessageFramer,
  type NotificationMessage,
} from '@bgpeer/bgp-wire';
import { agreedContext } from './agreed-context.ts';

export interface DaemonSessionOptions {
  readonly host: string;
  readonly port: number;
  /** Where we come from: the daemon knows its peers by their address. */
  readonly localAddress: string;
  readonly asNumber: number;
  /** How long a daemon that refuses connections after an error is dialled again. */
  readonly timeoutMs: number;
}

/** What a daemon did about a message: the session went on, or it ended, mostly with a NOTIFICATION. */
export type DaemonReaction =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'ended'; readonly notification?: NotificationMessage };

/** A BGP session with a daemon, driven by hand. */
export class DaemonSession {
  readonly #socket: Socket;
  readonly #framer = new MessageFramer();
  readonly #received: Message[] = [];
  readonly #changes = new EventEmitter<{ change: [] }>();
  #isClosed = false;

  /** Dials until the session is up. */
  static async establish(options: DaemonSessionOptions): Promise<DaemonSession> {
    const deadline = performance.now() + options.timeoutMs;
    for (;;) {
      const session = new DaemonSession(options);
      if (await session.#handshake(options)) return session;
      session.close();
      if (performance.now() > deadline)
        throw new Error(`no session with ${options.host} port ${options.port} in ${options.timeoutMs} ms`);
      await pause(100);
    }
  }

  private constructor({ host, port, localAddress }: DaemonSessionOptions) {
    this.#socket = createConnection({ host, port, localAddress, noDelay: true });
    this.#socket.on('data', (chunk: Uint8Array) => this.#take(chunk));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#isClosed = true;
      this.#changes.emit('change');
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Sends octets, then asks for a route refresh: the daemon's End of Route Refresh (RFC 7313) tells that it has taken
   * what came before.
   */
  async react(octets: Uint8Array): Promise<DaemonReaction> {
    this.#received.length = 0;
    this.#socket.write(octets);
    this.#send({ type: 'ROUTE-REFRESH', afi: 1, safi: 1, subtype: 0 });
    // A daemon may rest in poll with the refresh put off until something else comes: BIRD does, for three seconds.
    const nudge = setInterval(() => this.#send({ type: 'KEEPALIVE' }), 5);
    const answer = await this.#next(
      (message) =>
        message.type === 'NOTIFICATION' || (message.type === 'ROUTE-REFRESH' && message.subtype === 2),
    );
    clearInterval(nudge);
    if (answer?.type === 'ROUTE-REFRESH') return { kind: 'accepted' };
    this.close();
    return answer?.type === 'NOTIFICATION' ? { kind: 'ended', notification: answer } : { kind: 'ended' };
  }

  close(): void {
    this.#socket.destroy();
  }

  async #handshake({ asNumber, localAddress }: DaemonSessionOptions): Promise<boolean> {
    const capabilities: Capability[] = [
      { name: 'multiprotocol', afi: 1, safi: 1 },
      { name: 'route-refresh' },
      { name: 'enhanced-route-refresh' },
      { name: 'four-octet-as', asNumber },
    ];
    this.#send({
      type: 'OPEN',
      version: 4,
      myAutonomousSystem: as2Of(asNumber),
      holdTimeSeconds: 90,
      bgpIdentifier: localAddress,
      capabilities,
    });
    if ((await this.#next(({ type }) => type === 'OPEN')) === undefined) return false;
    this.#send({ type: 'KEEPALIVE' });
    return (await this.#next(({ type }) => type === 'KEEPALIVE')) !== undefined;
  }

  /** The next message that is looked for; undefined when the connection ends before. */
  async #next(isLookedFor: (message: Message) => boolean): Promise<Message | undefined> {
    for (;;) {
      const place = this.#received.findIndex(isLookedFor);
      if (place >= 0) return this.#received.splice(0, place + 1).at(-1);
      if (this.#isClosed) return undefined;
      await once(this.#changes, 'change');
    }
  }

  #send(message: Message): void {
    if (this.#socket.writable) this.#socket.write(encodeMessage(message, agreedContext));
  }

  #take(chunk: Uint8Array): void {
    this.#framer.push(chunk);
    for (let framed = this.#framer.next(); framed !== undefined; framed = this.#framer.next()) {
      if (framed.kind === 'fault') throw new Error(`the daemon sent: ${framed.fault.detail}`);
      const decoded = decodeMessage(framed.octets, agreedContext);
      if ('message' in decoded) this.#received.push(decoded.message);
    }
    this.#changes.emit('change');
  }
}
