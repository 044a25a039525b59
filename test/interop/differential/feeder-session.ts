import { connect, type Socket } from 'node:net';
import {
  as2Of,
  decodeMessage,
  encodeKeepalive,
  encodeMessage,
  formatNotification,
  MessageFramer,
  type PathAttributes,
  type UpdateMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { device, type Feeder, type FeedStep } from './scenario.ts';

const ipv4Unicast = { afi: 1, safi: 1 } as const;

/** A session with the device: says what it is told to, and keeps what it hears as an Adj-RIB-In. */
export class FeederSession {
  /** By prefix. */
  readonly learned = new Map<string, PathAttributes>();
  /** When something was last said or heard, by `performance.now()`. */
  lastActiveAt = performance.now();
  readonly #feeder: Feeder;
  readonly #socket: Socket;
  readonly #framer = new MessageFramer();
  readonly #context: WireContext;
  readonly #established = Promise.withResolvers<void>();

  private constructor(feeder: Feeder) {
    this.#feeder = feeder;
    this.#context = {
      fourOctetAsNumbers: true,
      extendedMessages: false,
      families: ['ipv4-unicast'],
      addPath: [],
      extendedNextHop: [],
      session: feeder.asNumber === device.asNumber ? 'internal' : 'external',
    };
    this.#socket = connect({ host: device.address, port: 179, localAddress: feeder.address });
    this.#socket.setNoDelay(true);
    this.#socket.on('connect', () => this.#socket.write(this.#open()));
    this.#socket.on('data', (octets: Uint8Array) => this.#hear(octets));
    this.#socket.on('error', (error) => this.#established.reject(error));
    this.#socket.on('close', () => this.#fail('the device closed the connection'));
  }

  /** Dials; settles when the session is Established, and rejects when it cannot be. */
  static async open(feeder: Feeder): Promise<FeederSession> {
    const session = new FeederSession(feeder);
    await session.#established.promise;
    return session;
  }

  say(step: FeedStep): void {
    const nlri = step.prefixes.map((prefix) => ({ prefix }));
    const update: UpdateMessage =
      step.kind === 'advertise'
        ? { type: 'UPDATE', withdrawn: [], attributes: step.attributes, nlri }
        : { type: 'UPDATE', withdrawn: nlri, attributes: {}, nlri: [] };
    this.#socket.write(encodeMessage(update, this.#context));
    this.lastActiveAt = performance.now();
  }

  #open(): Uint8Array {
    const { asNumber, bgpIdentifier } = this.#feeder;
    return encodeMessage(
      {
        type: 'OPEN',
        version: 4,
        myAutonomousSystem: as2Of(asNumber),
        // No Hold Time: nobody has to keep the session alive while tables are compared (RFC 4271, section 4.2).
        holdTimeSeconds: 0,
        bgpIdentifier,
        capabilities: [
          { name: 'multiprotocol', ...ipv4Unicast },
          { name: 'four-octet-as', asNumber },
        ],
      },
      this.#context,
    );
  }

  #hear(octets: Uint8Array): void {
    this.lastActiveAt = performance.now();
    this.#framer.push(octets);
    for (let framed = this.#framer.next(); framed !== undefined; framed = this.#framer.next()) {
      if (framed.kind === 'fault') this.#fail(framed.fault.detail);
      else this.#take(framed.octets);
    }
  }

  #take(octets: Uint8Array): void {
    const decoded = decodeMessage(octets, this.#context);
    if ('fault' in decoded) {
      this.#fail(decoded.fault.detail);
      return;
    }
    const { message } = decoded;
    switch (message.type) {
      case 'OPEN':
        this.#socket.write(encodeKeepalive());
        break;
      case 'KEEPALIVE':
        this.#established.resolve();
        break;
      case 'UPDATE':
        this.#learn(message);
        break;
      case 'NOTIFICATION':
        this.#fail(formatNotification(message));
        break;
      case 'ROUTE-REFRESH':
        this.#fail('the device asks for a refresh, which was not offered');
        break;
    }
  }

  #learn({ withdrawn, nlri, attributes }: UpdateMessage): void {
    for (const { prefix } of withdrawn) this.learned.delete(prefix);
    for (const { prefix } of nlri) this.learned.set(prefix, attributes);
  }

  #fail(what: string): void {
    const error = new Error(`${this.#feeder.address}: ${what}`);
    this.#established.reject(error);
  }
}
