import { type Capability, families } from '@bgpeer/bgp-wire';
import {
  formatDownReason,
  type NegotiatedSession,
  PeerSession,
  type RemoteAs,
  type SessionInput,
  type SessionOutput,
} from '@bgpeer/fsm';
import type { RouterInput } from '@bgpeer/router';
import { Driver, monotonicEpochMilliseconds, TcpTransport } from '@bgpeer/speaker';

/** Whom to dial, and as whom. */
export interface DialledSessionOptions {
  readonly address: string;
  readonly port: number;
  readonly localAddress?: string;
  readonly asNumber: number;
  readonly bgpIdentifier: string;
  readonly remoteAs: RemoteAs;
  readonly holdTimeSeconds: number;
}

/** `send` waits from here on until the peer has taken something. */
const outputQueueOctetsMax = 1024 * 1024;
const farewellMs = 2000;
const farewell = { code: 6, subcode: 2, data: new Uint8Array() };

/**
 * One session that is dialled, without a router behind it: what the peer sends is read and dropped. Once it is down it
 * stays so.
 */
export class DialledSession {
  /** Resolves in Established; rejects, with the reason in words, when the session does not come up. */
  readonly established: Promise<NegotiatedSession>;
  /** Resolves with the reason in words when the session is down. */
  readonly ended: Promise<string>;
  readonly #options: DialledSessionOptions;
  readonly #session: PeerSession;
  readonly #driver: Driver<SessionInput, SessionOutput>;
  readonly #transport: TcpTransport;
  readonly #resolveEstablished: (negotiated: NegotiatedSession) => void;
  readonly #rejectEstablished: (error: Error) => void;
  readonly #resolveEnded: (reason: string) => void;
  #waiting: (() => void)[] = [];
  #isDown = false;

  constructor(options: DialledSessionOptions) {
    this.#options = options;
    let connectionCount = 0;
    this.#session = new PeerSession(sessionConfiguration(options), Math.random, () => ++connectionCount);
    this.#driver = new Driver(this.#session, {
      clock: monotonicEpochMilliseconds,
      perform: (output) => this.#perform(output),
      settled: () => this.#wake(),
    });
    this.#transport = new TcpTransport((input) => this.#handle(input));
    const established = Promise.withResolvers<NegotiatedSession>();
    const ended = Promise.withResolvers<string>();
    this.established = established.promise;
    this.ended = ended.promise;
    this.#resolveEstablished = established.resolve;
    this.#rejectEstablished = established.reject;
    this.#resolveEnded = ended.resolve;
    this.#driver.handle({ type: 'start', manual: true });
  }

  /** Sends whole UPDATEs; waits while the peer takes them too slowly. False when the session is down. */
  async send(octets: Uint8Array, messageCount: number): Promise<boolean> {
    await this.#until(outputQueueOctetsMax);
    if (this.#isDown) return false;
    this.#driver.handle({ type: 'send', kind: 'update', messageCount, octets });
    return true;
  }

  /** Waits until the transport has taken everything. */
  async flush(): Promise<void> {
    await this.#until(0);
  }

  /** Cease / Administrative Shutdown, and the end of the connection. */
  async stop(): Promise<void> {
    const detail = 'everything was injected';
    this.#driver.handle({ type: 'stop', manual: true, notification: farewell, detail });
    await this.#transport.close(farewellMs);
    this.#driver.stop();
  }

  async #until(outputQueueOctets: number): Promise<void> {
    while (!this.#isDown && this.#session.outputQueueOctets > outputQueueOctets) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #handle(input: RouterInput): void {
    switch (input.type) {
      case 'connection-opened':
        this.#driver.handle({ ...input, direction: 'outgoing' });
        break;
      case 'connection-failed':
      case 'connection-closed':
      case 'octets-received':
      case 'octets-sent':
        this.#driver.handle(input);
        break;
      // Nobody listens and nobody commands here.
      case 'connection-accepted':
      case 'next-hop-changed':
      case 'command':
        break;
    }
  }

  #perform(output: SessionOutput): void {
    switch (output.type) {
      case 'open-connection': {
        const { address, port, localAddress } = this.#options;
        this.#transport.openConnection({ ...output, remoteAddress: address, remotePort: port, localAddress });
        break;
      }
      case 'send-octets':
        this.#transport.sendOctets(output.connection, output.octets);
        break;
      case 'close-connection':
        this.#transport.closeConnection(output.connection, output.abort);
        break;
      case 'established':
        this.#resolveEstablished(output.negotiated);
        break;
      case 'session-down': {
        this.#isDown = true;
        const reason = formatDownReason(output.reason);
        this.#rejectEstablished(new Error(reason));
        this.#resolveEnded(reason);
        break;
      }
      case 'state-changed':
      case 'update':
      case 'route-refresh':
        break;
    }
  }
}

function sessionConfiguration(options: DialledSessionOptions): ConstructorParameters<typeof PeerSession>[0] {
  const { asNumber, bgpIdentifier, remoteAs, holdTimeSeconds } = options;
  const capabilities: Capability[] = [
    ...families.map(({ afi, safi }) => ({ name: 'multiprotocol' as const, afi, safi })),
    { name: 'four-octet-as', asNumber },
  ];
  return {
    localAsNumber: asNumber,
    localBgpIdentifier: bgpIdentifier,
    remoteAs,
    holdTimeSeconds,
    keepaliveTimeSeconds: Math.floor(holdTimeSeconds / 3),
    connectRetryTimeSeconds: 120,
    passive: false,
    delayOpenTimeSeconds: 0,
    idleHoldTimeSeconds: 0,
    idleHoldTimeMaxSeconds: 0,
    sendHoldTimeSeconds: Math.max(480, 2 * holdTimeSeconds),
    capabilities,
  };
}
