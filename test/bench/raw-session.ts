import type { Socket } from 'node:net';
import {
  encodeKeepalive,
  encodeMessage,
  type FamilyName,
  familyOf,
  type OpenMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import { MessageSplitter } from './message-splitter.ts';
import { RouteTally } from './route-tally.ts';

const typeCodes = { open: 1, update: 2, notification: 3, keepalive: 4 } as const;
const holdTimeSeconds = 90;
/** What messages before the two OPENs depend on: nothing is agreed yet. */
const nothingAgreed: WireContext = {
  fourOctetAsNumbers: true,
  extendedMessages: false,
  families: [],
  addPath: [],
  extendedNextHop: [],
  session: 'external',
};

/** Who a raw session says it is. */
export interface RawSpeaker {
  readonly asNumber: number;
  readonly bgpIdentifier: string;
  readonly family: FamilyName;
}

/**
 * The least that can pass for a BGP speaker: an OPEN, KEEPALIVEs, and a count of what the other end says. It keeps no
 * table and decides nothing, so that what a run measures is the device.
 */
export class RawSession {
  readonly tally = new RouteTally();
  /** Settles when the other end's KEEPALIVE has confirmed the OPEN. */
  readonly established: Promise<void>;
  /** Rejects when the session ends, in words. */
  readonly ended: Promise<never>;
  readonly #socket: Socket;
  readonly #splitter = new MessageSplitter();

  /**
   * @param socket a connection that is already open
   * @param onUpdates called after each chunk of octets that held UPDATEs
   */
  constructor(socket: Socket, speaker: RawSpeaker, onUpdates: (tally: RouteTally) => void) {
    this.#socket = socket;
    const established = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<never>();
    this.established = established.promise;
    this.ended = ended.promise;
    socket.setNoDelay(true);
    socket.on('error', (error) => ended.reject(error));
    socket.on('close', () => ended.reject(new Error('the other end closed the connection')));
    socket.on('data', (chunk: Uint8Array) => {
      let sawUpdate = false;
      this.#splitter.push(chunk, (typeCode, octets, start, end) => {
        if (typeCode === typeCodes.update) {
          this.tally.addUpdate(octets, start, end);
          sawUpdate = true;
        } else if (typeCode === typeCodes.open) {
          socket.write(encodeKeepalive());
        } else if (typeCode === typeCodes.keepalive) {
          established.resolve();
        } else if (typeCode === typeCodes.notification) {
          ended.reject(new Error(`NOTIFICATION ${octets[start + 19]}/${octets[start + 20]}`));
        }
      });
      if (sawUpdate) onUpdates(this.tally);
    });
    socket.write(encodeMessage(openOf(speaker), nothingAgreed));
    setInterval(() => socket.write(encodeKeepalive()), (holdTimeSeconds * 1_000) / 3).unref();
  }

  /** Send whole messages; settles when the kernel has taken the last octet. */
  send(octets: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#socket.write(octets, () => resolve()));
  }
}

function openOf(speaker: RawSpeaker): OpenMessage {
  const { afi, safi } = familyOf(speaker.family);
  return {
    type: 'OPEN',
    version: 4,
    myAutonomousSystem: speaker.asNumber,
    holdTimeSeconds,
    bgpIdentifier: speaker.bgpIdentifier,
    capabilities: [
      { name: 'multiprotocol', afi, safi },
      { name: 'four-octet-as', asNumber: speaker.asNumber },
    ],
  };
}
