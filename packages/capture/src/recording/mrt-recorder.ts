import { as2Of, type IpAddress, isIpv6, MessageFramer, messageOctetsMaxExtended } from '@bgpeer/bgp-wire';
import type { CaptureTime } from '../capture-time.ts';
import { encodeMrtRecord } from '../mrt/mrt-writer.ts';
import { asNumberOf, SessionContexts, type SessionSide } from '../session-contexts.ts';
import {
  type FileSink,
  type RecordedConnection,
  type RecordedState,
  recordedStates,
  type SessionRecorder,
} from './session-recorder.ts';

interface RecordedSession {
  readonly ends: RecordedConnection;
  readonly contexts: SessionContexts;
  readonly framers: Readonly<Record<'sent' | 'received', MessageFramer>>;
}

const sideOf = { received: 'one', sent: 'other' } as const satisfies Record<string, SessionSide>;

/** Writes the messages of both directions and the changes of state as BGP4MP_ET (RFC 6396, section 4.4; RFC 8050). */
export class MrtRecorder implements SessionRecorder {
  readonly #write: FileSink;
  readonly #sessions = new Map<number, RecordedSession>();
  /** The session that was opened last with each peer, for the addresses and AS numbers in changes of state. */
  readonly #lastSessions = new Map<IpAddress, RecordedSession>();

  constructor(write: FileSink) {
    this.#write = write;
  }

  connectionOpened(connection: number, ends: RecordedConnection): void {
    const session = {
      ends,
      contexts: new SessionContexts(),
      framers: { sent: newFramer(), received: newFramer() },
    };
    this.#sessions.set(connection, session);
    this.#lastSessions.set(ends.remote.address, session);
  }

  octetsPassed(
    connection: number,
    direction: 'sent' | 'received',
    octets: Uint8Array,
    time: CaptureTime,
  ): void {
    const session = this.#sessions.get(connection);
    if (session === undefined) return;
    const framer = session.framers[direction];
    framer.push(octets);
    for (let framed = framer.next(); framed?.kind === 'message'; framed = framer.next()) {
      this.#writeMessage(session, direction, framed.octets, time);
    }
  }

  connectionClosed(connection: number): void {
    this.#sessions.delete(connection);
  }

  stateChanged(peer: IpAddress, from: RecordedState, to: RecordedState, time: CaptureTime): void {
    const session = this.#lastSessions.get(peer);
    this.#write(
      encodeMrtRecord({
        kind: 'BGP4MP_STATE_CHANGE',
        time,
        hasMicroseconds: true,
        fourOctetAsNumbers: true,
        ...asNumbersOf(session),
        interfaceIndex: 0,
        peerAddress: peer,
        localAddress: session?.ends.local.address ?? (isIpv6(peer) ? '::' : '0.0.0.0'),
        oldState: recordedStates.indexOf(from) + 1,
        newState: recordedStates.indexOf(to) + 1,
      }),
    );
  }

  #writeMessage(
    session: RecordedSession,
    direction: 'sent' | 'received',
    message: Uint8Array,
    time: CaptureTime,
  ): void {
    const { decoded, context } = session.contexts.interpret(message, sideOf[direction]);
    const isUpdate = 'message' in decoded && decoded.message.type === 'UPDATE';
    // RFC 6396, section 4.4.3: in the AS4 form AS_PATH has four octets an AS; other messages are the same in both.
    const fourOctetAsNumbers = !isUpdate || context.fourOctetAsNumbers;
    const { peerAsNumber, localAsNumber } = asNumbersOf(session);
    this.#write(
      encodeMrtRecord({
        kind: 'BGP4MP_MESSAGE',
        time,
        hasMicroseconds: true,
        fourOctetAsNumbers,
        peerAsNumber: fourOctetAsNumbers ? peerAsNumber : as2Of(peerAsNumber),
        localAsNumber: fourOctetAsNumbers ? localAsNumber : as2Of(localAsNumber),
        interfaceIndex: 0,
        peerAddress: session.ends.remote.address,
        localAddress: session.ends.local.address,
        isLocal: direction === 'sent',
        addPath: isUpdate && context.addPath.length > 0,
        message,
      }),
    );
  }
}

/** Zero until the OPEN that says it was seen. */
function asNumbersOf(session: RecordedSession | undefined): { peerAsNumber: number; localAsNumber: number } {
  const [peer, local] = [session?.contexts.openOf('one'), session?.contexts.openOf('other')];
  return { peerAsNumber: peer ? asNumberOf(peer) : 0, localAsNumber: local ? asNumberOf(local) : 0 };
}

function newFramer(): MessageFramer {
  const framer = new MessageFramer();
  framer.messageOctetsMax = messageOctetsMaxExtended;
  return framer;
}
