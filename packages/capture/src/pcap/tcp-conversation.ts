import { isIpv4 } from '@bgpeer/bgp-wire';
import { ethernetFrame, tcpFlag } from './tcp-packet.ts';
import type { TcpEndpoint } from './tcp-segment.ts';

/** Who opened the connection, and who accepted it. */
export type TcpSide = 'client' | 'server';

/** What an Ethernet of 1,500 octets leaves for the payload, with IPv4 and with IPv6. */
const segmentOctetsMax = { ipv4: 1460, ipv6: 1440 } as const;
const initialSequenceNumbers: Readonly<Record<TcpSide, number>> = { client: 1_000_000, server: 2_000_000 };
const nothing = new Uint8Array();

/**
 * The packets of a TCP connection made up around its octets: three-way handshake, segments with running sequence and
 * acknowledgement numbers, FINs. What an application saw, as if it had been captured on the wire.
 */
export class TcpConversation {
  readonly #endpoints: Readonly<Record<TcpSide, TcpEndpoint>>;
  readonly #segmentOctetsMax: number;
  readonly #sequenceNumbers: Record<TcpSide, number> = { ...initialSequenceNumbers };

  constructor(client: TcpEndpoint, server: TcpEndpoint) {
    this.#endpoints = { client, server };
    this.#segmentOctetsMax = isIpv4(client.address) ? segmentOctetsMax.ipv4 : segmentOctetsMax.ipv6;
  }

  /** SYN, SYN with ACK, ACK. */
  open(): Uint8Array[] {
    const syn = this.#frame('client', tcpFlag.syn, nothing, 1);
    const answer = this.#frame('server', tcpFlag.syn | tcpFlag.acknowledgement, nothing, 1);
    return [syn, answer, this.#frame('client', tcpFlag.acknowledgement)];
  }

  /** Octets of one side, in as many segments as they need. */
  send(side: TcpSide, octets: Uint8Array): Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (let start = 0; start < octets.length; start += this.#segmentOctetsMax) {
      const payload = octets.subarray(start, start + this.#segmentOctetsMax);
      frames.push(this.#frame(side, tcpFlag.push | tcpFlag.acknowledgement, payload, payload.length));
    }
    return frames;
  }

  /** FIN of the side that ends the connection, FIN of the other, ACK. */
  close(side: TcpSide): Uint8Array[] {
    const flags = tcpFlag.fin | tcpFlag.acknowledgement;
    const first = this.#frame(side, flags, nothing, 1);
    const second = this.#frame(otherSide(side), flags, nothing, 1);
    return [first, second, this.#frame(side, tcpFlag.acknowledgement)];
  }

  /** @param sequenceAdvance how many sequence numbers the segment takes: its octets, or one for SYN and FIN. */
  #frame(side: TcpSide, flags: number, payload: Uint8Array = nothing, sequenceAdvance = 0): Uint8Array {
    const acknowledges = (flags & tcpFlag.acknowledgement) !== 0;
    const frame = ethernetFrame({
      from: this.#endpoints[side],
      to: this.#endpoints[otherSide(side)],
      sequenceNumber: this.#sequenceNumbers[side],
      acknowledgementNumber: acknowledges ? this.#sequenceNumbers[otherSide(side)] : 0,
      flags,
      payload,
    });
    this.#sequenceNumbers[side] = (this.#sequenceNumbers[side] + sequenceAdvance) % 2 ** 32;
    return frame;
  }
}

function otherSide(side: TcpSide): TcpSide {
  return side === 'client' ? 'server' : 'client';
}
