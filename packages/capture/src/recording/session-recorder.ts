import type { IpAddress } from '@bgpeer/bgp-wire';
import type { CaptureTime } from '../capture-time.ts';
import type { TcpEndpoint } from '../pcap/tcp-segment.ts';

/** A connection as a speaker has it. */
export interface RecordedConnection {
  readonly local: TcpEndpoint;
  readonly remote: TcpEndpoint;
  /** The speaker dialled; else it was dialled. */
  readonly isOutgoing: boolean;
}

/** The states of RFC 4271 (section 8.2.2) in the order of their numbers in MRT, 1 first (RFC 6396, section 4.4.1). */
export const recordedStates = [
  'Idle',
  'Connect',
  'Active',
  'OpenSent',
  'OpenConfirm',
  'Established',
] as const;

export type RecordedState = (typeof recordedStates)[number];

/** Hears what a speaker, real or simulated, sends and receives. Numbers of connections are the caller's, used once each. */
export interface SessionRecorder {
  connectionOpened(connection: number, ends: RecordedConnection, time: CaptureTime): void;
  /** The octets are read during the call and not kept. */
  octetsPassed(
    connection: number,
    direction: 'sent' | 'received',
    octets: Uint8Array,
    time: CaptureTime,
  ): void;
  connectionClosed(connection: number, by: 'local' | 'remote', time: CaptureTime): void;
  stateChanged(peer: IpAddress, from: RecordedState, to: RecordedState, time: CaptureTime): void;
}

/** Takes the octets of a file, in order. They are the taker's. */
export type FileSink = (octets: Uint8Array) => void;
