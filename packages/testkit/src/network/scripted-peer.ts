import {
  type Capability,
  decodeMessage,
  encodeMessage,
  type IpAddress,
  type Message,
  MessageFramer,
  type MessageType,
  messageOctetsMaxExtended,
  type OpenMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import type { ConnectionEndpoints, ConnectionId, Instant } from '@bgpeer/fsm';
import type { RouterInput, RouterOutput } from '@bgpeer/router';
import { openMessage, wireContextBetween } from './open-messages.ts';
import type { HostMachine } from './virtual-host.ts';

export interface ScriptedPeerOptions {
  readonly asNumber: number;
  readonly bgpIdentifier: IpAddress;
  /** 0, the default: a session that needs no KEEPALIVEs. */
  readonly holdTimeSeconds: number;
  readonly capabilities: readonly Capability[];
}

type MessageOf<Type extends MessageType> = Extract<Message, { readonly type: Type }>;

/** A peer driven by hand: it sends what the test says, any message or any octets, and keeps what it gets. */
export class ScriptedPeer implements HostMachine {
  /** The OPEN this peer sends in `sendOpen`. */
  readonly open: OpenMessage;
  readonly received: Message[] = [];
  /** Where the last connection runs, and why it ended when it did. */
  endpoints: ConnectionEndpoints | undefined;
  closed: string | undefined;
  readonly #outputs: RouterOutput[] = [];
  #connection: ConnectionId | undefined;
  #lastDial = 0;
  #framer = new MessageFramer();

  constructor(options: Partial<ScriptedPeerOptions> & Pick<ScriptedPeerOptions, 'bgpIdentifier'>) {
    this.open = openMessage({ asNumber: 65_001, holdTimeSeconds: 0, ...options });
  }

  /** There is a connection, from whichever side. */
  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  /** What the two OPENs agreed on for messages to the router; before its OPEN, as if it had offered the same as this peer. */
  get sendContext(): WireContext {
    return wireContextBetween(this.open, this.received.find(isOpen) ?? this.open);
  }

  /** The same for messages from the router. */
  get receiveContext(): WireContext {
    return wireContextBetween(this.received.find(isOpen) ?? this.open, this.open);
  }

  /** Opens a connection to the router; the network makes it when time moves. */
  dial(remoteAddress: IpAddress, remotePort = 179): void {
    this.#lastDial += 1;
    this.#outputs.push({ type: 'open-connection', connection: this.#lastDial, remoteAddress, remotePort });
  }

  sendOpen(): void {
    this.send(this.open);
  }

  send(message: Message): void {
    this.sendOctets(encodeMessage(message, this.sendContext));
  }

  sendKeepalive(): void {
    this.send({ type: 'KEEPALIVE' });
  }

  sendOctets(octets: Uint8Array): void {
    if (this.#connection === undefined) throw new Error('the scripted peer has no connection to send on');
    this.#outputs.push({ type: 'send-octets', connection: this.#connection, octets });
  }

  close(): void {
    if (this.#connection === undefined) return;
    this.#outputs.push({ type: 'close-connection', connection: this.#connection });
    this.#forgetConnection('closed by the scripted peer');
  }

  /** What came of one type, in order. */
  receivedOf<Type extends MessageType>(type: Type): readonly MessageOf<Type>[] {
    return this.received.filter((message): message is MessageOf<Type> => message.type === type);
  }

  handleInput(input: RouterInput, _now: Instant): void {
    switch (input.type) {
      case 'connection-opened':
      case 'connection-accepted':
        this.#takeConnection(input.connection, input.endpoints);
        return;
      case 'connection-failed':
      case 'connection-closed':
        if (this.#connection === undefined || this.#connection === input.connection)
          this.#forgetConnection(input.detail);
        return;
      case 'octets-received':
        if (input.connection === this.#connection) this.#receive(input.octets);
        return;
      case 'octets-sent':
      case 'next-hop-changed':
      case 'command':
        return;
    }
  }

  handleTimeout(_now: Instant): void {}

  pollOutput(): RouterOutput | undefined {
    return this.#outputs.shift();
  }

  nextTimeout(): Instant | undefined {
    return undefined;
  }

  /** One connection at a time: while there is one, others are closed. */
  #takeConnection(connection: ConnectionId, endpoints: ConnectionEndpoints): void {
    if (this.#connection !== undefined) {
      this.#outputs.push({ type: 'close-connection', connection });
      return;
    }
    this.#connection = connection;
    this.endpoints = endpoints;
    this.closed = undefined;
    this.received.length = 0;
    this.#framer = new MessageFramer();
    this.#framer.messageOctetsMax = messageOctetsMaxExtended;
  }

  #forgetConnection(detail: string): void {
    this.#connection = undefined;
    this.closed = detail;
  }

  #receive(octets: Uint8Array): void {
    this.#framer.push(octets);
    for (let framed = this.#framer.next(); framed !== undefined; framed = this.#framer.next()) {
      if (framed.kind === 'fault') throw new Error(`the router sent no BGP: ${framed.fault.detail}`);
      const decoded = decodeMessage(framed.octets.slice(), this.receiveContext);
      if ('fault' in decoded) throw new Error(`the router sent a malformed message: ${decoded.fault.detail}`);
      if (decoded.faults.length > 0)
        throw new Error(`the router sent a faulty UPDATE: ${decoded.faults[0].detail}`);
      this.received.push(decoded.message);
    }
  }
}

function isOpen(message: Message): message is OpenMessage {
  return message.type === 'OPEN';
}
