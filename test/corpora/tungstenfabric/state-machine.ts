import { encodeMessage, type Message } from '@bgpeer/bgp-wire';
import type { ConnectionId, Instant } from '@bgpeer/fsm';
import { Router, type RouterInput } from '@bgpeer/router';
import { openMessage, peerConfiguration, routerConfiguration } from '@bgpeer/testkit';
import { messageAround } from '../octets-around.ts';
import { wireContextOf } from '../row-context.ts';

/** Which of two connections: the one that the router dialled, or the one that it accepted. */
export type Side = 'active' | 'passive' | 'duplicate';

/** What an OPEN of the peer may differ in. */
export interface OpenChoice {
  readonly identifier: string;
  readonly holdTimeSeconds: number;
}

const localAddress = '192.168.0.1';
const remoteAddress = '192.168.0.2';
export const localHoldTimeSeconds = 90;
const connectRetrySeconds = 10;
const openDelaySeconds = 5;

const wrongMarker = messageAround(4, '').fill(0, 0, 1);
const wrongOpen = messageAround(1, '03fde9005ac0a8000200');
const wrongUpdate = messageAround(2, '0000ffff');

/** A router with one peer, and everything that may happen to their session, one event at a time. */
export class StateMachine {
  readonly #router: Router;
  readonly #open = new Map<Side, ConnectionId>();
  #dial: ConnectionId | undefined;
  #now: Instant = 0;
  #acceptedCount = 0;

  /** An OPEN on a connection that was accepted waits when `delaysOpen` (DelayOpenTimer), as Tungsten Fabric's Open timer has it. */
  constructor({ delaysOpen, passive = false }: { readonly delaysOpen: boolean; readonly passive?: boolean }) {
    const configuration = routerConfiguration({
      asNumber: 65_000,
      bgpIdentifier: localAddress,
      peers: [
        peerConfiguration(remoteAddress, {
          passive,
          holdTimeSeconds: localHoldTimeSeconds,
          keepaliveTimeSeconds: 30,
          connectRetryTimeSeconds: connectRetrySeconds,
          delayOpenTimeSeconds: delaysOpen ? openDelaySeconds : 0,
        }),
      ],
    });
    this.#router = new Router(configuration, { seed: 1 });
  }

  get state(): string {
    return this.#peer.state.toUpperCase();
  }

  get holdTimeSeconds(): number | undefined {
    return this.#peer.negotiated?.holdTimeSeconds;
  }

  has(side: Side): boolean {
    return this.#open.has(side);
  }

  start(): void {
    this.#input({ type: 'command', command: { name: 'start' } });
  }

  stop(): void {
    this.#input({ type: 'command', command: { name: 'peer-shutdown', peer: remoteAddress } });
  }

  connected(): void {
    const connection = this.#dial!;
    this.#dial = undefined;
    this.#open.set('active', connection);
    this.#input({ type: 'connection-opened', connection, endpoints: endpoints(40_000, 179) });
  }

  connectFailed(): void {
    const connection = this.#dial!;
    this.#dial = undefined;
    this.#input({ type: 'connection-failed', connection, detail: 'refused' });
  }

  accepted(side: 'passive' | 'duplicate' = 'passive'): void {
    this.#acceptedCount += 1;
    const connection = -this.#acceptedCount;
    this.#open.set(side, connection);
    this.#input({
      type: 'connection-accepted',
      connection,
      endpoints: endpoints(179, 50_000 + this.#acceptedCount),
    });
  }

  closed(side: Side): void {
    const connection = this.#open.get(side)!;
    this.#open.delete(side);
    this.#input({ type: 'connection-closed', connection, detail: 'closed' });
  }

  /** The peer's OPEN; of another choice where one is given. */
  opens(side: Side, choice: OpenChoice = { identifier: remoteAddress, holdTimeSeconds: 180 }): void {
    const { identifier: bgpIdentifier, holdTimeSeconds } = choice;
    this.#send(side, openMessage({ asNumber: 65_001, bgpIdentifier, holdTimeSeconds }));
  }

  says(side: Side, message: Message): void {
    this.#send(side, message);
  }

  saysWrong(side: Side, what: 'header' | 'open' | 'update'): void {
    this.#sendOctets(side, { header: wrongMarker, open: wrongOpen, update: wrongUpdate }[what]);
  }

  /** Until a timer of that length has run out, if it runs. */
  waitsFor(timer: 'connect' | 'open' | 'hold'): void {
    const seconds = { connect: connectRetrySeconds, open: openDelaySeconds, hold: 240 }[timer];
    const deadline = this.#now + seconds * 1_000;
    const before = this.state;
    for (;;) {
      const next = this.#router.nextTimeout();
      if (next === undefined || next > deadline) break;
      this.#now = Math.max(this.#now, next);
      this.#router.handleTimeout(this.#now);
      this.#drain();
      if (this.state !== before) return;
    }
    this.#now = deadline;
  }

  get #peer() {
    return this.#router.peer(remoteAddress)!;
  }

  #send(side: Side, message: Message): void {
    this.#sendOctets(side, encodeMessage(message, wireContextOf()).slice());
  }

  #sendOctets(side: Side, octets: Uint8Array): void {
    const connection = this.#open.get(side);
    // Nothing comes on a connection that is not there.
    if (connection === undefined) return;
    this.#input({ type: 'octets-received', connection, octets });
  }

  #input(input: RouterInput): void {
    this.#router.handleInput(input, this.#now);
    this.#drain();
  }

  #drain(): void {
    for (let output = this.#router.pollOutput(); output !== undefined; output = this.#router.pollOutput()) {
      if (output.type === 'open-connection') this.#dial = output.connection;
      if (output.type !== 'close-connection') continue;
      for (const [side, connection] of this.#open)
        if (connection === output.connection) this.#open.delete(side);
      if (this.#dial === output.connection) this.#dial = undefined;
    }
  }
}

function endpoints(localPort: number, remotePort: number) {
  return { localAddress, localPort, remoteAddress, remotePort, sharedSubnet: '192.168.0.0/24' };
}
