import type { IpAddress } from '@bgpeer/bgp-wire';
import type { ConnectionId, Instant, SansIo } from '@bgpeer/fsm';
import type { RouterInput, RouterOutput } from '@bgpeer/router';
import { drainOutputs } from './drive.ts';
import type { VirtualConnection } from './virtual-connection.ts';

/** Whatever takes a router's inputs and gives its outputs: a router, or a scripted peer. */
export type HostMachine = SansIo<RouterInput, RouterOutput>;

/** Steps at one instant after which a machine is taken to run in a circle. */
const timeoutsAtOneInstantMax = 100_000;

/** A machine in a virtual network, with its addresses, its connections, and what waits for it while it is frozen. */
export class VirtualHost {
  readonly name: string;
  /** Where it can be reached, and what it dials from; the first of a family is preferred. */
  readonly addresses: readonly IpAddress[];
  readonly listenPort: number;
  readonly machine: HostMachine;
  readonly #now: () => Instant;
  readonly #perform: (host: VirtualHost, output: RouterOutput) => void;
  readonly #connections = new Map<ConnectionId, VirtualConnection>();
  readonly #dials = new Set<ConnectionId>();
  readonly #mailbox: (() => void)[] = [];
  #frozen = false;
  #lastAcceptedConnection = 0;
  #timeouts = { at: Number.NEGATIVE_INFINITY, count: 0 };

  constructor(
    description: Pick<VirtualHost, 'name' | 'addresses' | 'listenPort' | 'machine'>,
    now: () => Instant,
    perform: (host: VirtualHost, output: RouterOutput) => void,
  ) {
    this.name = description.name;
    this.addresses = description.addresses;
    this.listenPort = description.listenPort;
    this.machine = description.machine;
    this.#now = now;
    this.#perform = perform;
  }

  /** When the machine has something to do by itself; never while it is frozen. */
  get nextTimeout(): Instant | undefined {
    return this.#frozen ? undefined : this.machine.nextTimeout();
  }

  get connections(): readonly VirtualConnection[] {
    return [...this.#connections.values()];
  }

  deliver(input: RouterInput): void {
    this.#whenAwake(() => this.machine.handleInput(input, this.#now()));
  }

  /** The machine may read the octets during the call only: they are scribbled over right after it. */
  deliverOctets(connection: ConnectionId, octets: Uint8Array, consumed: () => void): void {
    this.#whenAwake(() => {
      const lent = octets.slice();
      if (this.#connections.has(connection))
        this.machine.handleInput({ type: 'octets-received', connection, octets: lent }, this.#now());
      lent.fill(0xa5);
      consumed();
    });
  }

  deliverSent(connection: ConnectionId, octetCount: number): void {
    this.#whenAwake(() => {
      if (this.#connections.has(connection))
        this.machine.handleInput({ type: 'octets-sent', connection, octetCount }, this.#now());
    });
  }

  deliverClosed(connection: ConnectionId, detail: string): void {
    this.#whenAwake(() => {
      if (this.detach(connection) !== undefined)
        this.machine.handleInput({ type: 'connection-closed', connection, detail }, this.#now());
    });
  }

  handleTimeout(): void {
    const now = this.#now();
    this.#timeouts =
      this.#timeouts.at === now ? { at: now, count: this.#timeouts.count + 1 } : { at: now, count: 1 };
    if (this.#timeouts.count > timeoutsAtOneInstantMax)
      throw new Error(
        `${this.name} asks for a timeout at ${now} ms again and again, and time cannot move on`,
      );
    this.machine.handleTimeout(now);
    this.drain();
  }

  /** Performs what the machine has to say. */
  drain(): void {
    if (!this.#frozen) drainOutputs(this.machine, (output) => this.#perform(this, output));
  }

  freeze(): void {
    this.#frozen = true;
  }

  thaw(): void {
    this.#frozen = false;
    for (const run of this.#mailbox.splice(0)) this.#whenAwake(run);
  }

  /** Nothing reaches the machine any more, and its dials are given up. */
  kill(): void {
    this.freeze();
    this.#dials.clear();
  }

  rememberDial(connection: ConnectionId): void {
    this.#dials.add(connection);
  }

  /** False when the dial had been given up already. */
  forgetDial(connection: ConnectionId): boolean {
    return this.#dials.delete(connection);
  }

  failDial(connection: ConnectionId, detail: string): void {
    if (this.forgetDial(connection)) this.deliver({ type: 'connection-failed', connection, detail });
  }

  /** A fresh number for a connection that somebody else opened. */
  nextAcceptedConnection(): ConnectionId {
    this.#lastAcceptedConnection -= 1;
    return this.#lastAcceptedConnection;
  }

  attach(connection: ConnectionId, virtualConnection: VirtualConnection): void {
    this.#connections.set(connection, virtualConnection);
  }

  /** The connection of this number, no longer known to the host. */
  detach(connection: ConnectionId): VirtualConnection | undefined {
    const virtualConnection = this.#connections.get(connection);
    this.#connections.delete(connection);
    return virtualConnection;
  }

  connection(connection: ConnectionId): VirtualConnection | undefined {
    return this.#connections.get(connection);
  }

  #whenAwake(run: () => void): void {
    if (this.#frozen) {
      this.#mailbox.push(run);
      return;
    }
    run();
    this.drain();
  }
}
