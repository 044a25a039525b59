import { encodeKeepalive, encodeMessage, type Message, type OpenMessage } from '@bgpeer/bgp-wire';
import {
  type ConnectionEndpoints,
  type ConnectionId,
  type EventDetail,
  type EventName,
  eventNames,
  formatDownReason,
  PeerSession,
  type SessionConfiguration,
  type SessionOutput,
} from '../../src/index.ts';
import { contextBeforeOpen } from '../../src/message-events.ts';
import { openOf } from '../../src/negotiation.ts';

/** An external peer of AS 65001, spoken to as AS 65000. */
export const ourConfiguration: SessionConfiguration = {
  localAsNumber: 65_000,
  localBgpIdentifier: '192.0.2.1',
  remoteAs: { kind: 'exactly', asNumber: 65_001 },
  holdTimeSeconds: 90,
  keepaliveTimeSeconds: 30,
  connectRetryTimeSeconds: 10,
  passive: false,
  delayOpenTimeSeconds: 0,
  idleHoldTimeSeconds: 1,
  idleHoldTimeMaxSeconds: 60,
  sendHoldTimeSeconds: 480,
  capabilities: [
    { name: 'multiprotocol', afi: 1, safi: 1 },
    { name: 'route-refresh' },
    { name: 'four-octet-as', asNumber: 65_000 },
  ],
};

/** The other end of `ourConfiguration`. */
export const theirConfiguration: SessionConfiguration = {
  ...ourConfiguration,
  localAsNumber: 65_001,
  localBgpIdentifier: '192.0.2.2',
  remoteAs: { kind: 'exactly', asNumber: 65_000 },
  capabilities: [
    { name: 'multiprotocol', afi: 1, safi: 1 },
    { name: 'route-refresh' },
    { name: 'four-octet-as', asNumber: 65_001 },
  ],
};

export const endpoints: ConnectionEndpoints = {
  localAddress: '192.0.2.1',
  localPort: 179,
  remoteAddress: '192.0.2.2',
  remotePort: 40_000,
};

export const theirOpen: OpenMessage = openOf(theirConfiguration);

/** A message as octets, as before anything was agreed. */
export function octetsOf(message: Message): Uint8Array {
  return encodeMessage(message, contextBeforeOpen);
}

/** The shortest UPDATE: nothing withdrawn, nothing announced. */
export const emptyUpdate: Uint8Array = octetsOf({
  type: 'UPDATE',
  withdrawn: [],
  attributes: {},
  nlri: [],
});

export const cease = { code: 6, subcode: 2, data: new Uint8Array(0) };

/** Something that may come along with each event. */
export const exampleDetails: { readonly [Name in EventName]: EventDetail<Name> } = {
  ...(Object.fromEntries(eventNames.map((name) => [name, undefined])) as {
    [Name in EventName]: undefined;
  }),
  ManualStop: { notification: cease, detail: 'stopped by the operator' },
  AutomaticStop: { notification: { ...cease, subcode: 1 }, detail: 'too many prefixes' },
  TcpConnectionFails: { detail: 'reset by peer' },
  BGPOpen: { open: theirOpen },
  BGPOpen_with_DelayOpenTimer_running: { open: theirOpen },
  BGPHeaderErr: { notification: { code: 1, subcode: 1, data: new Uint8Array(0) }, detail: 'bad marker' },
  BGPOpenMsgErr: { notification: { code: 2, subcode: 2, data: new Uint8Array(0) }, detail: 'bad AS' },
  NotifMsgVerErr: { notification: { code: 2, subcode: 1, data: Uint8Array.of(0, 3) } },
  NotifMsg: { notification: cease },
  UpdateMsg: { octets: emptyUpdate },
  UpdateMsgErr: { notification: { code: 3, subcode: 1, data: new Uint8Array(0) }, detail: 'bad list' },
};

/** A session with the outputs it gave so far, in a world where the tester is the transport. */
export class TestedSession {
  readonly session: PeerSession;
  readonly outputs: SessionOutput[] = [];
  readonly configuration: SessionConfiguration;
  now = 0;

  constructor(changes: Partial<SessionConfiguration> = {}, random: () => number = () => 0) {
    let connection = 0;
    this.configuration = { ...ourConfiguration, ...changes };
    this.session = new PeerSession(this.configuration, random, () => ++connection);
  }

  input(input: Parameters<PeerSession['handleInput']>[0]): void {
    this.session.handleInput(input, this.now);
    this.#drain();
  }

  /** Lets time pass up to an instant, with every timeout on the way. */
  runUntil(instant: number): void {
    for (;;) {
      const next = this.session.nextTimeout();
      if (next === undefined || next > instant) break;
      this.now = next;
      this.session.handleTimeout(next);
      this.#drain();
    }
    this.now = instant;
  }

  start(): void {
    this.input({ type: 'start', manual: true });
  }

  dialled(connection: ConnectionId): void {
    this.input({ type: 'connection-opened', connection, direction: 'outgoing', endpoints });
  }

  accepted(connection: ConnectionId): void {
    this.input({ type: 'connection-opened', connection, direction: 'incoming', endpoints });
  }

  receive(connection: ConnectionId, message: Message | Uint8Array): void {
    const octets = message instanceof Uint8Array ? message : octetsOf(message);
    this.input({ type: 'octets-received', connection, octets });
  }

  /** Everything up to Established over a connection that the peer opened. */
  establish(open: OpenMessage = theirOpen, connection: ConnectionId = -1): void {
    this.accepted(connection);
    this.receive(connection, open);
    this.receive(connection, encodeKeepalive());
  }

  /** Takes the outputs since the last time, in short words. */
  takeWords(): string[] {
    return this.outputs.splice(0).map(inWords);
  }

  #drain(): void {
    for (let output = this.session.pollOutput(); output !== undefined; output = this.session.pollOutput())
      this.outputs.push(output);
  }
}

const messageTypes = ['?', 'OPEN', 'UPDATE', 'NOTIFICATION', 'KEEPALIVE', 'ROUTE-REFRESH'];

/** An output in a few words: `send NOTIFICATION 6/7 on 1`. */
export function inWords(output: SessionOutput): string {
  switch (output.type) {
    case 'open-connection':
      return `dial ${output.connection}`;
    case 'close-connection':
      return `${output.abort ? 'abort' : 'close'} ${output.connection}`;
    case 'send-octets': {
      const type = messageTypes[output.octets[18]];
      const codes = type === 'NOTIFICATION' ? ` ${output.octets[19]}/${output.octets[20]}` : '';
      return `send ${type}${codes} on ${output.connection}`;
    }
    case 'state-changed':
      return `${output.from} to ${output.to}`;
    case 'session-down':
      return `down: ${output.reason.kind}`;
    case 'established':
    case 'update':
    case 'route-refresh':
      return output.type;
  }
}

/** A session in Established over connection -1, with no outputs left. */
export function established(changes: Partial<SessionConfiguration> = {}, open: OpenMessage = theirOpen) {
  const tested = new TestedSession({ passive: true, ...changes });
  tested.start();
  tested.establish(open);
  tested.outputs.length = 0;
  return tested;
}

/** Why the session went down each time, in words. */
export function downs(tested: TestedSession): string[] {
  return tested.outputs
    .filter(
      (output): output is Extract<SessionOutput, { type: 'session-down' }> => output.type === 'session-down',
    )
    .map((output) => formatDownReason(output.reason));
}
