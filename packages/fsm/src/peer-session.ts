import { encodeMessage, familyByCodes } from '@bgpeer/bgp-wire';
import { directionThatStays } from './collision.ts';
import { ConnectionMachine, type MachineHost, type TransitionOutcome } from './connection-machine.ts';
import { formatDownReason } from './down-reason.ts';
import { type EventDetail, type EventName, eventNumbers, type NotificationWithDetail } from './events.ts';
import { agreeOnNotifications, hardResetOf } from './hard-reset.ts';
import { MachinePair } from './machine-pair.ts';
import { countMessage, noMessages } from './message-counters.ts';
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

type InputOf<Type extends SessionInput['type']> = Extract<SessionInput, { type: Type }>;

/**
 * The session with one peer: RFC 4271, section 8, for up to two connections at a time, and the collision rule between
 * them (section 6.8).
 */
export class PeerSession implements SansIo<SessionInput, SessionOutput> {
  readonly sent: MessageCounters = noMessages();
  readonly received: MessageCounters = noMessages();
  lastReadAt: Instant | undefined;
  lastWriteAt: Instant | undefined;
  #configuration: SessionConfiguration;
  readonly #outputs = new OutputQueue<SessionOutput>();
  readonly #host: MachineHost;
  readonly #machines: MachinePair;
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
        countMessage(this.sent, type);
        this.lastWriteAt = now;
      },
    };
    this.#machines = new MachinePair(new ConnectionMachine(this.#host, 'Idle'));
  }

  /** The state of the connection machine furthest along. */
  get state(): SessionState {
    return this.#machines.furthest.state;
  }

  /** What the OPENs agreed on, in OpenConfirm and Established. */
  get negotiated(): NegotiatedSession | undefined {
    return this.#machines.furthest.negotiated;
  }

  /** Octets given to `send-octets` on the current connection and not yet reported by `octets-sent`. */
  get outputQueueOctets(): number {
    return this.#machines.furthest.outputQueueOctets;
  }

  /** Failures in a row (RFC 4271, section 8): what the IdleHoldTimer's doubling goes by. */
  get connectRetryCounter(): number {
    return this.#machines.primary.connectRetryCounter;
  }

  /** Takes effect with the next OPEN that is sent, and for timers at the next start out of Idle. */
  setConfiguration(configuration: SessionConfiguration): void {
    this.#configuration = configuration;
  }

  handleInput(input: SessionInput, now: Instant): void {
    switch (input.type) {
      case 'start':
        this.#isStarted = true;
        this.#dispatch(this.#machines.primary, this.#startEvent(input.manual), undefined, now);
        break;
      case 'stop':
        this.#stop(input, now);
        break;
      case 'connection-opened':
        if (input.direction === 'incoming') this.#accept(input.connection, input.endpoints, now);
        else this.#dialled(input.connection, input.endpoints, now);
        break;
      case 'connection-failed':
      case 'connection-closed':
        this.#connectionGone(input.connection, input.detail, now);
        break;
      case 'octets-received':
        this.#receive(input.connection, input.octets, now);
        break;
      case 'octets-sent':
        this.#machines.machineOf(input.connection)?.noteTaken(input.octetCount, now);
        break;
      case 'update-error':
        this.#updateError(input, now);
        break;
      case 'send':
        this.#send(input, now);
        break;
    }
  }

  handleTimeout(now: Instant): void {
    for (;;) {
      const machine = this.#machines.earliest();
      const timer = machine.timers.takeExpired(now);
      if (timer === undefined) return;
      this.#dispatch(machine, expiryEvents[timer], undefined, now);
    }
  }

  pollOutput(): SessionOutput | undefined {
    return this.#outputs.shift();
  }

  nextTimeout(): Instant | undefined {
    return this.#machines.earliest().timers.next();
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

  #stop(input: InputOf<'stop'>, now: Instant): void {
    const event = input.manual ? 'ManualStop' : 'AutomaticStop';
    if (input.manual) this.#isStarted = false;
    // The second goes first, or it would take the primary's place.
    const { second } = this.#machines;
    if (second !== undefined) this.#dispatch(second, event, cessation(input, second), now);
    this.#dispatch(this.#machines.primary, event, cessation(input, this.#machines.primary), now);
  }

  #dialled(connection: ConnectionId, endpoints: ConnectionEndpoints, now: Instant): void {
    const machine = this.#machines.machineOf(connection);
    if (machine === undefined) return;
    machine.attach(connection, 'outgoing', endpoints);
    this.#dispatch(machine, 'Tcp_CR_Acked', undefined, now);
  }

  /** The peer opened a connection: TcpConnectionConfirmed to the machine that has room for it, if it may come in. */
  #accept(connection: ConnectionId, endpoints: ConnectionEndpoints, now: Instant): void {
    const { primary } = this.#machines;
    if (!this.#isStarted) {
      // RFC 4271, section 8.2.2: in Idle all incoming connections are refused.
      this.#outputs.push({ type: 'close-connection', connection });
      return;
    }
    // The damping spares the peer our dials; it is no reason to turn away a peer that comes back by itself.
    if (primary.state === 'Idle')
      this.#dispatch(primary, 'AutomaticStart_with_PassiveTcpEstablishment', undefined, now);
    // Frees the primary if the peer restarts gracefully.
    if (primary.state === 'Established') this.#dispatch(primary, 'TcpConnectionConfirmed', undefined, now);
    const incoming = this.#machines.incoming();
    if (primary.state === 'Established' || incoming?.state === 'OpenConfirm') this.#refuse(connection, now);
    else this.#takeIn(connection, endpoints, now);
  }

  /** A machine for the new connection: the primary when it has none, else a second one. */
  #takeIn(connection: ConnectionId, endpoints: ConnectionEndpoints, now: Instant): void {
    const { primary, second } = this.#machines;
    // A peer opens one connection at a time: it has given up on an earlier one of its own that got nowhere.
    const outdated = this.#machines.incoming();
    if (outdated !== undefined && outdated === second)
      this.#dispatch(outdated, 'OpenCollisionDump', undefined, now);
    const isPrimaryFree = primary.connection === undefined;
    const machine = isPrimaryFree ? primary : new ConnectionMachine(this.#host, 'Active');
    machine.attach(connection, 'incoming', endpoints);
    if (!isPrimaryFree) this.#machines.setSecond(machine);
    if (outdated === primary) this.#dispatch(primary, 'OpenCollisionDump', undefined, now);
    this.#dispatch(machine, 'TcpConnectionConfirmed', undefined, now);
  }

  /** Cease / Connection Collision Resolution on a connection that gets no machine. */
  #refuse(connection: ConnectionId, now: Instant): void {
    const { notification } = connectionCollision;
    const octets = encodeMessage({ type: 'NOTIFICATION', ...notification }, contextBeforeOpen);
    this.#outputs.push({ type: 'send-octets', connection, octets });
    this.#outputs.push({ type: 'close-connection', connection });
    countMessage(this.sent, 'NOTIFICATION');
    this.lastWriteAt = now;
  }

  #connectionGone(connection: ConnectionId, detail: string, now: Instant): void {
    const machine = this.#machines.machineOf(connection);
    if (machine === undefined) return;
    machine.detach();
    this.#dispatch(machine, 'TcpConnectionFails', { detail }, now);
  }

  #receive(connection: ConnectionId, octets: Uint8Array, now: Instant): void {
    const machine = this.#machines.machineOf(connection);
    const framer = machine?.connection?.framer;
    if (machine === undefined || framer === undefined) return;
    this.lastReadAt = now;
    framer.push(octets);
    while (machine.connection?.id === connection) {
      const framed = framer.next();
      if (framed === undefined) return;
      if (framed.kind === 'message') countMessage(this.received, framed.type);
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
    const other = this.#machines.otherThan(machine);
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
    if ('fault' in read) {
      this.#dispatch(machine, 'BGPHeaderErr', read.fault, now);
      return;
    }
    const { afi, safi, subtype } = read.message;
    const family = familyByCodes(afi, safi);
    if (subtype > 2 || family === undefined || !session.receive.families.includes(family.name)) return;
    this.#outputs.push({ type: 'route-refresh', message: read.message });
  }

  #updateError(input: InputOf<'update-error'>, now: Instant): void {
    const machine = this.#machines.furthest;
    if (machine.state !== 'Established') return;
    // The owner must not be handed what came after the UPDATE that ends the session.
    this.#outputs.discard((output) => output.type === 'update');
    this.#dispatch(machine, 'UpdateMsgErr', input, now);
  }

  /** Outside Established there is nobody to send to: what the owner gave came too late. */
  #send(input: InputOf<'send'>, now: Instant): void {
    const machine = this.#machines.furthest;
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
    this.#machines.settle();
    this.#report(outcome, name);
    // Whoever is first in Established stays (RFC 4271, section 6.8).
    const other = this.#machines.otherThan(machine);
    if (outcome.to === 'Established' && other !== undefined)
      this.#dispatch(other, 'OpenCollisionDump', undefined, now);
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
    if (wasEstablished || this.#machines.furthest.connection === undefined)
      this.#outputs.push({ type: 'session-down', wasEstablished, reason });
  }
}

/** What a stop says on a machine's connection: for good, if that is meant and the peer knows how to take it. */
function cessation(
  { notification, detail, hardReset = false }: InputOf<'stop'>,
  { negotiated }: ConnectionMachine,
): NotificationWithDetail {
  const isHard = hardReset && negotiated !== undefined && agreeOnNotifications(negotiated);
  return { notification: isHard ? hardResetOf(notification) : notification, detail };
}

type StartEvent = Extract<EventName, `${'Manual' | 'Automatic'}Start${string}`>;

const expiryEvents = {
  ConnectRetryTimer: 'ConnectRetryTimer_Expires',
  HoldTimer: 'HoldTimer_Expires',
  KeepaliveTimer: 'KeepaliveTimer_Expires',
  DelayOpenTimer: 'DelayOpenTimer_Expires',
  IdleHoldTimer: 'IdleHoldTimer_Expires',
  SendHoldTimer: 'SendHoldTimer_Expires',
} as const satisfies Record<TimerName, EventName>;
