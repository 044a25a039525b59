import {
  encodeKeepalive,
  encodeMessage,
  MessageFramer,
  type MessageType,
  messageHeaderOctetCount,
  messageOctetsMaxClassic,
  messageOctetsMaxExtended,
  type NotificationContent,
  type OpenMessage,
} from '@bgpeer/bgp-wire';
import type { ConnectionActions } from './connection-actions.ts';
import type { EventDetail, EventName, Handler } from './events.ts';
import { contextBeforeOpen } from './message-events.ts';
import { findCapability, negotiate, openOf } from './negotiation.ts';
import type { Instant } from './sans-io.ts';
import type {
  ConnectionDirection,
  ConnectionEndpoints,
  ConnectionId,
  NegotiatedSession,
  SessionConfiguration,
  SessionDownReason,
  SessionOutput,
  SessionState,
} from './session-contract.ts';
import { type TimerName, Timers } from './timers.ts';
import { transitionTable } from './transition-table.ts';

/** The "large value" of the Hold Timer (RFC 4271, section 8.2.2). */
const largeHoldTimeSeconds = 240;

/** A classic message's length without header, code and subcode. */
const notificationDataOctetsMax = messageOctetsMaxClassic - messageHeaderOctetCount - 2;

/** What a connection machine needs of the session it belongs to. */
export interface MachineHost {
  /** The configuration as of now; a start takes it up. */
  latestConfiguration(): SessionConfiguration;
  /** From 0 up to, not including, 1. */
  random(): number;
  nextConnectionId(): ConnectionId;
  output(output: SessionOutput): void;
  /** A message went out. */
  countSent(type: Exclude<MessageType, 'UPDATE' | 'ROUTE-REFRESH'>, now: Instant): void;
}

/** A TCP connection, dialled or up. */
interface Connection {
  readonly id: ConnectionId;
  readonly direction: ConnectionDirection;
  readonly framer: MessageFramer;
  /** Undefined while the dial is on its way. */
  endpoints: ConnectionEndpoints | undefined;
  /** Given to `send-octets` and not yet taken by the transport. */
  outputQueueOctets: number;
}

/** What one event did. */
export interface TransitionOutcome {
  readonly from: SessionState;
  readonly to: SessionState;
  /** Why the try ended, when it did. */
  readonly reason: SessionDownReason | undefined;
}

/** One finite state machine of RFC 4271, section 8: the transition table, its timers, and at most one TCP connection. */
export class ConnectionMachine implements ConnectionActions {
  state: SessionState;
  connection: Connection | undefined;
  negotiated: NegotiatedSession | undefined;
  /** RFC 4271, section 8: failures since the last start that was not by damping. */
  connectRetryCounter = 0;
  configuration: SessionConfiguration;
  readonly timers = new Timers();
  readonly #host: MachineHost;
  #now: Instant = 0;
  #isHoldTimerLarge = false;
  #reason: SessionDownReason | undefined;
  #establishedAt: Instant | undefined;

  constructor(host: MachineHost, state: 'Idle' | 'Active') {
    this.#host = host;
    this.state = state;
    this.configuration = host.latestConfiguration();
  }

  /** Looks the cell up and does what it says. */
  dispatch<Name extends EventName>(name: Name, detail: EventDetail<Name>, now: Instant): TransitionOutcome {
    this.#now = now;
    this.#reason = undefined;
    const from = this.state;
    const handler: Handler<Name> = transitionTable[from][name];
    this.state = handler(this, detail);
    return { from, to: this.state, reason: this.#reason };
  }

  /** Takes on a connection that came up: our dial, or one that the peer opened. */
  attach(id: ConnectionId, direction: ConnectionDirection, endpoints: ConnectionEndpoints): void {
    this.connection = { id, direction, endpoints, framer: new MessageFramer(), outputQueueOctets: 0 };
  }

  /** The connection is gone by itself: there is nothing to close any more. */
  detach(): void {
    this.connection = undefined;
  }

  /** Sends octets that are messages already; the Keepalive Timer starts again (RFC 4271, section 8.2.2). */
  sendMessages(octets: Uint8Array, now: Instant): void {
    this.#now = now;
    this.#send(octets);
    this.startTimer('KeepaliveTimer');
  }

  /** The transport took octets: the peer is alive enough, so the SendHoldTimer starts again while others wait. */
  noteTaken(octetCount: number, now: Instant): void {
    if (this.connection === undefined) return;
    this.#now = now;
    this.connection.outputQueueOctets = Math.max(0, this.connection.outputQueueOctets - octetCount);
    if (this.timers.isRunning('SendHoldTimer')) this.startTimer('SendHoldTimer');
  }

  get delayOpen(): boolean {
    return this.configuration.delayOpenTimeSeconds > 0;
  }

  get passive(): boolean {
    return this.configuration.passive;
  }

  get peerMayRestartGracefully(): boolean {
    if (this.negotiated === undefined) return false;
    const { sentOpen, receivedOpen } = this.negotiated;
    const received = findCapability(receivedOpen, 'graceful-restart');
    if (received === undefined || findCapability(sentOpen, 'graceful-restart') === undefined) return false;
    // RFC 9494, section 4.1: the first kind may be skipped by listing no family in its capability.
    const longLived = findCapability(receivedOpen, 'long-lived-graceful-restart');
    return received.families.length > 0 || (longLived?.families.length ?? 0) > 0;
  }

  get holdTimeSeconds(): number {
    return this.#isHoldTimerLarge ? largeHoldTimeSeconds : (this.negotiated?.holdTimeSeconds ?? 0);
  }

  get sendHoldTimeSeconds(): number {
    return this.configuration.sendHoldTimeSeconds;
  }

  get outputQueueOctets(): number {
    return this.connection?.outputQueueOctets ?? 0;
  }

  isTimerRunning(timer: TimerName): boolean {
    return this.timers.isRunning(timer);
  }

  startTimer(timer: TimerName): void {
    if (timer === 'HoldTimer') this.#isHoldTimerLarge = false;
    this.#startTimer(timer, this.#initialSeconds(timer));
  }

  startLargeHoldTimer(): void {
    this.#isHoldTimerLarge = true;
    this.#startTimer('HoldTimer', largeHoldTimeSeconds);
  }

  stopTimer(timer: TimerName): void {
    this.timers.stop(timer);
  }

  initializeResources(): void {
    this.configuration = this.#host.latestConfiguration();
  }

  releaseResources(): void {
    this.timers.stopAll();
    this.negotiated = undefined;
  }

  initiateConnection(): void {
    const id = this.#host.nextConnectionId();
    const framer = new MessageFramer();
    this.connection = { id, direction: 'outgoing', endpoints: undefined, framer, outputQueueOctets: 0 };
    this.#host.output({ type: 'open-connection', connection: id });
  }

  dropConnection(): void {
    if (this.connection === undefined) return;
    this.#host.output({ type: 'close-connection', connection: this.connection.id });
    this.connection = undefined;
  }

  abortConnection(): void {
    if (this.connection === undefined) return;
    this.#host.output({ type: 'close-connection', connection: this.connection.id, abort: true });
    this.connection = undefined;
  }

  sendOpen(): void {
    // What is offered may have changed while the machine waited for a connection.
    this.configuration = this.#host.latestConfiguration();
    this.#send(encodeMessage(openOf(this.configuration), contextBeforeOpen));
    this.#host.countSent('OPEN', this.#now);
  }

  sendKeepalive(): void {
    this.#send(encodeKeepalive());
    this.#host.countSent('KEEPALIVE', this.#now);
  }

  sendNotification(notification: NotificationContent): void {
    if (this.connection?.endpoints === undefined) return;
    const { code, subcode } = notification;
    // What does not fit of the data is left out: the peer may not take longer messages (RFC 8654, section 5).
    const data = notification.data.subarray(0, notificationDataOctetsMax);
    this.#send(encodeMessage({ type: 'NOTIFICATION', code, subcode, data }, contextBeforeOpen));
    this.#host.countSent('NOTIFICATION', this.#now);
  }

  agreeOn(open: OpenMessage): void {
    const connection = this.connection;
    if (connection?.endpoints === undefined) throw new Error('an OPEN came over no connection');
    const { id, direction, endpoints, framer } = connection;
    this.negotiated = negotiate(
      this.configuration,
      { connection: id, direction, endpoints },
      openOf(this.configuration),
      open,
    );
    if (this.negotiated.receive.extendedMessages) framer.messageOctetsMax = messageOctetsMaxExtended;
  }

  establish(): void {
    if (this.negotiated === undefined) throw new Error('Established without an OPEN');
    this.#establishedAt = this.#now;
    this.#host.output({ type: 'established', negotiated: this.negotiated });
  }

  deliverUpdate(octets: Uint8Array): void {
    this.#host.output({ type: 'update', octets });
  }

  resetConnectRetryCounter(): void {
    this.connectRetryCounter = 0;
  }

  countFailure(): void {
    // A session that stood longer than the longest wait did not oscillate.
    const stoodMs = this.#establishedAt === undefined ? 0 : this.#now - this.#establishedAt;
    this.#establishedAt = undefined;
    if (stoodMs > this.configuration.idleHoldTimeMaxSeconds * 1000) this.connectRetryCounter = 0;
    this.connectRetryCounter += 1;
  }

  damp(): void {
    this.#waitInIdle(this.#initialSeconds('IdleHoldTimer'));
  }

  startAgainLater(): void {
    this.#waitInIdle(this.#initialSeconds('ConnectRetryTimer'));
  }

  conclude(reason: SessionDownReason): void {
    this.#reason = reason;
  }

  #send(octets: Uint8Array): void {
    if (this.connection === undefined) throw new Error('a message for no connection');
    this.connection.outputQueueOctets += octets.length;
    this.#host.output({ type: 'send-octets', connection: this.connection.id, octets });
    if (this.state === 'Established' && !this.timers.isRunning('SendHoldTimer'))
      this.startTimer('SendHoldTimer');
  }

  #startTimer(timer: TimerName, seconds: number): void {
    if (seconds > 0) this.timers.start(timer, this.#now + seconds * 1000);
    else this.timers.stop(timer);
  }

  /** Never without the timer, which alone leads out of Idle, and never without time moving on. */
  #waitInIdle(seconds: number): void {
    this.timers.start('IdleHoldTimer', this.#now + Math.max(1, seconds * 1000));
  }

  #initialSeconds(timer: TimerName): number {
    switch (timer) {
      case 'ConnectRetryTimer':
        return this.#jittered(this.configuration.connectRetryTimeSeconds);
      case 'HoldTimer':
        return this.negotiated?.holdTimeSeconds ?? 0;
      case 'KeepaliveTimer':
        return this.#jittered(this.negotiated?.keepaliveTimeSeconds ?? 0);
      case 'DelayOpenTimer':
        return this.#jittered(this.configuration.delayOpenTimeSeconds);
      case 'IdleHoldTimer':
        return this.#jittered(this.#idleHoldTimeSeconds());
      case 'SendHoldTimer':
        // Only while output waits, and never without a hold time (RFC 9687, section 4.3).
        return this.outputQueueOctets > 0 && this.negotiated?.holdTimeSeconds !== 0
          ? this.configuration.sendHoldTimeSeconds
          : 0;
    }
  }

  /** Doubles with each failure. */
  #idleHoldTimeSeconds(): number {
    const { idleHoldTimeSeconds, idleHoldTimeMaxSeconds } = this.configuration;
    const doublings = Math.max(0, this.connectRetryCounter - 1);
    return Math.min(idleHoldTimeSeconds * 2 ** doublings, idleHoldTimeMaxSeconds);
  }

  /** Between three quarters and the whole (RFC 4271, section 10). */
  #jittered(seconds: number): number {
    return seconds * (0.75 + 0.25 * this.#host.random());
  }
}
