import { encodeMessage, familyByCodes, type MessageType } from '@bgpeer/bgp-wire';
import { directionThatStays } from './collision.ts';
import { ConnectionMachine, type MachineHost, type TransitionOutcome } from './connection-machine.ts';
import { formatDownReason } from './down-reason.ts';
import { type EventDetail, type EventName, eventNumbers } from './events.ts';
import { contextBeforeOpen, eventOfMessage, readRouteRefresh, type SessionEvent } from './message-events.ts';
import { asNumberOf, findCapability } from './negotiation.ts';
import { OutputQueue } from './output-queue.ts';
import type { Instant, SansIo } from './sans-io.ts';
import type {
  ConnectionEndpoints,
  ConnectionId,
  MessageCounters,
  NegotiatedSession,
  SessionConfiguration,
  SessionInput,
  SessionOutput,
  SessionState,
} from './session-contract.ts';
import { connectionCollision } from './states/endings.ts';
import type { TimerName } from './timers.ts';

/** From nothing to everything: the state of a session is that of its machine furthest along. */
const progress: Readonly<Record<SessionState, number>> = {
  Idle: 0,
  Active: 1,
  Connect: 2,
  OpenSent: 3,
  OpenConfirm: 4,
  Established: 5,
};

const expiryEvents = {
  ConnectRetryTimer: 'ConnectRetryTimer_Expires',
  HoldTimer: 'HoldTimer_Expires',
  KeepaliveTimer: 'KeepaliveTimer_Expires',
  DelayOpenTimer: 'DelayOpenTimer_Expires',
  IdleHoldTimer: 'IdleHoldTimer_Expires',
  SendHoldTimer: 'SendHoldTimer_Expires',
} as const satisfies Record<TimerName, EventName>;

/**
 * The session with one peer: RFC 4271, section 8, for up to two connections at a time and the collision rule between
 * them (section 6.8).
 *
 * The primary machine dials, waits and retries. A connection that the peer opens while the primary has one of its own
 * gets a second machine, which never outlives that connection; it becomes the primary when the primary's connection
 * ends first.
 */
export class PeerSession implements SansIo<SessionInput, SessionOutput> {
  readonly sent: MessageCounters = noMessages();
  readonly received: MessageCounters = noMessages();
  lastReadAt: Instant | undefined;
  lastWriteAt: Instant | undefined;
  #configuration: SessionConfiguration;
  readonly #outputs = new OutputQueue<SessionOutput>();
  readonly #host: MachineHost;
  #primary: ConnectionMachine;
  #second: ConnectionMachine | undefined;
  #isStarted = false;
  #reportedState: SessionState = 'Idle';

  /**
   * @param random gives numbers from 0 up to, not including, 1: the jitter of RFC 4271, section 10
   * @param nextConnectionId gives each dial its number
   */
  constructor(
    configuration: SessionConfiguration,
    random: () => number,
    nextConnectionId: () => ConnectionId,
  ) {
    this.#configuration = configuration;
    this.#host = {
      latestConfiguration: () => this.#configuration,
      random,
      nextConnectionId,
      output: (output) => this.#outputs.push(output),
      countSent: (type, now) => {
        count(this.sent, type);
        this.lastWriteAt = now;
      },
    };
    this.#primary = new ConnectionMachine(this.#host, 'Idle');
  }

  /** The state of the machine furthest along. */
  get state(): SessionState {
    return this.#furthest().state;
  }

  /** What the OPENs agreed on, from OpenConfirm on. */
  get negotiated(): NegotiatedSession | undefined {
    return this.#furthest().negotiated;
  }

  /** Octets given to `send-octets` on the current connection and not yet reported by `octets-sent`. */
  get outputQueueOctets(): number {
    return this.#furthest().outputQueueOctets;
  }

  /** Failures in a row (RFC 4271, section 8): what the IdleHoldTimer's doubling goes by. */
  get connectRetryCounter(): number {
    return this.#primary.connectRetryCounter;
  }

  /** Takes effect at the next start out of Idle. */
  setConfiguration(configuration: SessionConfiguration): void {
    this.#configuration = configuration;
  }

  handleInput(input: SessionInput, now: Instant): void {
    switch (input.type) {
      case 'start':
        this.#isStarted = true;
        return this.#dispatch(this.#primary, this.#startEvent(input.manual), undefined, now);
      case 'stop':
        return this.#stop(input, now);
      case 'connection-opened':
        if (input.direction === 'incoming') return this.#accept(input.connection, input.endpoints, now);
        return this.#dialled(input.connection, input.endpoints, now);
      case 'connection-failed':
      case 'connection-closed':
        return this.#connectionGone(input.connection, input.detail, now);
      case 'octets-received':
        return this.#receive(input.connection, input.octets, now);
      case 'octets-sent':
        this.lastWriteAt = now;
        return this.#machineOf(input.connection)?.noteTaken(input.octetCount, now);
      case 'update-error':
        return this.#updateError(input, now);
      case 'send':
        return this.#send(input, now);
    }
  }

  handleTimeout(now: Instant): void {
    for (;;) {
      const primaryTimer = this.#primary.timers.takeExpired(now);
      if (primaryTimer !== undefined) {
        this.#dispatch(this.#primary, expiryEvents[primaryTimer], undefined, now);
        continue;
      }
      const secondTimer = this.#second?.timers.takeExpired(now);
      if (this.#second === undefined || secondTimer === undefined) return;
      this.#dispatch(this.#second, expiryEvents[secondTimer], undefined, now);
    }
  }

  pollOutput(): SessionOutput | undefined {
    return this.#outputs.shift();
  }

  nextTimeout(): Instant | undefined {
    const primary = this.#primary.timers.next();
    const second = this.#second?.timers.next();
    if (primary === undefined || second === undefined) return primary ?? second;
    return Math.min(primary, second);
  }

  /** Events 1 and 3 to 7, by what the configuration says. */
  #startEvent(manual: boolean): StartEvent {
    const { passive, idleHoldTimeSeconds } = this.#configuration;
    if (manual) return passive ? 'ManualStart_with_PassiveTcpEstablishment' : 'ManualStart';
    if (idleHoldTimeSeconds === 0)
      return passive ? 'AutomaticStart_with_PassiveTcpEstablishment' : 'AutomaticStart';
    return passive
      ? 'AutomaticStart_with_DampPeerOscillations_and_PassiveTcpEstablishment'
      : 'AutomaticStart_with_DampPeerOscillations';
  }

  #stop(input: Extract<SessionInput, { type: 'stop' }>, now: Instant): void {
    const event = input.manual ? 'ManualStop' : 'AutomaticStop';
    if (input.manual) this.#isStarted = false;
    // The second first: once the primary has stopped there is nothing that it could stand in for.
    if (this.#second !== undefined) this.#dispatch(this.#second, event, input, now);
    this.#dispatch(this.#primary, event, input, now);
  }

  #dialled(connection: ConnectionId, endpoints: ConnectionEndpoints, now: Instant): void {
    if (this.#primary.connection?.id !== connection) return;
    this.#primary.attach(connection, 'outgoing', endpoints);
    this.#dispatch(this.#primary, 'Tcp_CR_Acked', undefined, now);
  }

  /** The peer opened a connection: TcpConnectionConfirmed to the machine that has room for it, if it may come in. */
  #accept(connection: ConnectionId, endpoints: ConnectionEndpoints, now: Instant): void {
    if (!this.#isStarted) {
      // RFC 4271, section 8.2.2: in Idle all incoming connections are refused.
      this.#outputs.push({ type: 'close-connection', connection });
      return;
    }
    // During IdleHold damping the peer is let in: damping is there to spare it our dials, not to punish it for coming back.
    if (this.#primary.state === 'Idle')
      this.#dispatch(this.#primary, 'AutomaticStart_with_PassiveTcpEstablishment', undefined, now);
    if (this.#primary.state === 'Established')
      this.#dispatch(this.#primary, 'TcpConnectionConfirmed', undefined, now);
    const existing = this.#second ?? this.#primary;
    if (existing.state === 'Established' || isIncomingAndConfirmed(existing)) {
      this.#refuse(connection, now);
      return;
    }
    this.#takeIn(connection, endpoints, now);
  }

  /** A machine for the new connection: the primary when it has none, else a second one. */
  #takeIn(connection: ConnectionId, endpoints: ConnectionEndpoints, now: Instant): void {
    // A peer opens one connection at a time: it has given up on an earlier one of its own that is still unconfirmed.
    const outdated = [this.#second, this.#primary].find(
      (machine) => machine?.connection?.direction === 'incoming',
    );
    const isPrimaryFree = this.#primary.connection === undefined;
    const machine = isPrimaryFree ? this.#primary : new ConnectionMachine(this.#host, 'Active');
    machine.attach(connection, 'incoming', endpoints);
    if (!isPrimaryFree) {
      if (outdated !== undefined && outdated === this.#second)
        this.#dispatch(outdated, 'OpenCollisionDump', undefined, now);
      this.#second = machine;
      if (outdated !== undefined && outdated === this.#primary)
        this.#dispatch(outdated, 'OpenCollisionDump', undefined, now);
    }
    this.#dispatch(machine, 'TcpConnectionConfirmed', undefined, now);
  }

  /** Cease / Connection Collision Resolution on a connection that gets no machine. */
  #refuse(connection: ConnectionId, now: Instant): void {
    const { notification } = connectionCollision;
    const octets = encodeMessage({ type: 'NOTIFICATION', ...notification }, contextBeforeOpen);
    this.#outputs.push({ type: 'send-octets', connection, octets });
    this.#outputs.push({ type: 'close-connection', connection });
    count(this.sent, 'NOTIFICATION');
    this.lastWriteAt = now;
  }

  #connectionGone(connection: ConnectionId, detail: string, now: Instant): void {
    const machine = this.#machineOf(connection);
    if (machine === undefined) return;
    machine.detach();
    this.#dispatch(machine, 'TcpConnectionFails', { detail }, now);
  }

  #receive(connection: ConnectionId, octets: Uint8Array, now: Instant): void {
    const machine = this.#machineOf(connection);
    const framer = machine?.connection?.framer;
    if (machine === undefined || framer === undefined) return;
    this.lastReadAt = now;
    framer.push(octets);
    while (machine.connection?.id === connection) {
      const framed = framer.next();
      if (framed === undefined) return;
      if (framed.kind === 'message') count(this.received, framed.type);
      if (framed.kind === 'message' && framed.type === 'ROUTE-REFRESH' && machine.state === 'Established') {
        this.#routeRefresh(machine, framed.octets, now);
        continue;
      }
      const event = eventOfMessage(framed, machine.configuration, machine.isTimerRunning('DelayOpenTimer'));
      const loser = this.#collisionLoser(machine, event);
      if (loser !== undefined) this.#dispatch(loser, 'OpenCollisionDump', undefined, now);
      if (loser !== machine) this.#dispatch(machine, event.name, event.detail, now);
    }
  }

  /** RFC 4271, section 6.8: on a good OPEN, the other connection is examined if it is in OpenConfirm. */
  #collisionLoser(machine: ConnectionMachine, event: SessionEvent): ConnectionMachine | undefined {
    if (event.name !== 'BGPOpen' && event.name !== 'BGPOpen_with_DelayOpenTimer_running') return undefined;
    const other = this.#otherThan(machine);
    if (other?.state !== 'OpenConfirm' || machine.state === 'OpenConfirm') return undefined;
    const { localBgpIdentifier, localAsNumber } = machine.configuration;
    const { open } = event.detail;
    const staying = directionThatStays(
      { bgpIdentifier: localBgpIdentifier, asNumber: localAsNumber },
      { bgpIdentifier: open.bgpIdentifier, asNumber: asNumberOf(open) },
    );
    return machine.connection?.direction === staying ? other : machine;
  }

  /** Ignored unless we offered to take it and it asks for what RFC 2918 or RFC 7313 know. */
  #routeRefresh(machine: ConnectionMachine, octets: Uint8Array, now: Instant): void {
    const session = machine.negotiated;
    if (session === undefined || findCapability(session.sentOpen, 'route-refresh') === undefined) return;
    const read = readRouteRefresh(octets);
    if ('fault' in read) return this.#dispatch(machine, 'BGPHeaderErr', read.fault, now);
    const { afi, safi, subtype } = read.message;
    const family = familyByCodes(afi, safi);
    if (subtype > 2 || family === undefined || !session.receive.families.includes(family.name)) return;
    this.#outputs.push({ type: 'route-refresh', message: read.message });
  }

  #updateError(input: Extract<SessionInput, { type: 'update-error' }>, now: Instant): void {
    const machine = this.#furthest();
    if (machine.state !== 'Established') return;
    // The owner must not be handed what came after the UPDATE that ends the session.
    this.#outputs.discard((output) => output.type === 'update');
    this.#dispatch(machine, 'UpdateMsgErr', input, now);
  }

  /** Outside Established there is nobody to send to: what the owner gave came too late. */
  #send(input: Extract<SessionInput, { type: 'send' }>, now: Instant): void {
    const machine = this.#furthest();
    if (machine.state !== 'Established') return;
    this.sent[input.kind] += input.messageCount;
    this.lastWriteAt = now;
    machine.sendMessages(input.octets, now);
  }

  /** One event to one machine, and what follows from it for the session as a whole. */
  #dispatch<Name extends EventName>(
    machine: ConnectionMachine,
    name: Name,
    detail: EventDetail<Name>,
    now: Instant,
  ): void {
    const outcome = machine.dispatch(name, detail, now);
    this.#settle();
    this.#report(outcome, name);
    const other = this.#otherThan(machine);
    if (outcome.to === 'Established' && other !== undefined)
      this.#dispatch(other, 'OpenCollisionDump', undefined, now);
  }

  /** A second machine lives as long as its connection, and takes over from a primary that has none. */
  #settle(): void {
    if (this.#second === undefined) return;
    if (this.#second.connection === undefined) {
      this.#second = undefined;
    } else if (this.#primary.connection === undefined) {
      this.#second.connectRetryCounter = this.#primary.connectRetryCounter;
      this.#primary = this.#second;
      this.#second = undefined;
    }
  }

  #report({ from, reason }: TransitionOutcome, name: EventName): void {
    const to = this.state;
    if (to !== this.#reportedState) {
      const detail =
        reason === undefined ? `${name} (event ${eventNumbers[name]})` : formatDownReason(reason);
      this.#outputs.push({ type: 'state-changed', from: this.#reportedState, to, detail });
      this.#reportedState = to;
    }
    if (reason === undefined) return;
    const wasEstablished = from === 'Established';
    // A try that ended while another connection goes on is no news.
    if (wasEstablished || this.#furthest().connection === undefined)
      this.#outputs.push({ type: 'session-down', wasEstablished, reason });
  }

  #furthest(): ConnectionMachine {
    if (this.#second === undefined) return this.#primary;
    return progress[this.#second.state] > progress[this.#primary.state] ? this.#second : this.#primary;
  }

  #otherThan(machine: ConnectionMachine): ConnectionMachine | undefined {
    return machine === this.#primary ? this.#second : this.#primary;
  }

  #machineOf(connection: ConnectionId): ConnectionMachine | undefined {
    if (this.#primary.connection?.id === connection) return this.#primary;
    if (this.#second?.connection?.id === connection) return this.#second;
    return undefined;
  }
}

type StartEvent = Extract<EventName, `${'Manual' | 'Automatic'}Start${string}`>;

function isIncomingAndConfirmed(machine: ConnectionMachine): boolean {
  return machine.state === 'OpenConfirm' && machine.connection?.direction === 'incoming';
}

function noMessages(): MessageCounters {
  return { open: 0, update: 0, notification: 0, keepalive: 0, routeRefresh: 0 };
}

const counterNames = {
  OPEN: 'open',
  UPDATE: 'update',
  NOTIFICATION: 'notification',
  KEEPALIVE: 'keepalive',
  'ROUTE-REFRESH': 'routeRefresh',
} as const satisfies Record<MessageType, keyof MessageCounters>;

function count(counters: MessageCounters, type: MessageType): void {
  counters[counterNames[type]] += 1;
}
