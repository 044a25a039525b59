import { type CaptureFault, captureFault } from '../capture-fault.ts';
import { BgpConnection, type CapturedMessage, formatEndpoint } from './bgp-connection.ts';
import type { CapturedPacket, PacketReader } from './captured-packet.ts';
import { internetPacket, isKnownLinkType } from './link-layer.ts';
import { PcapReader } from './pcap-reader.ts';
import { PcapngReader } from './pcapng-reader.ts';
import { type TcpEndpoint, type TcpSegment, tcpSegment } from './tcp-segment.ts';

const bgpPort = 179;
/** Connections are given up from here on, the longest silent first. */
const connectionCountMax = 4096;

export interface PacketCaptureOptions {
  readonly format: 'pcap' | 'pcapng';
  /** TCP ports of BGP, on either side; 179 when absent. */
  readonly ports?: readonly number[];
}

/**
 * The BGP messages in a packet capture: `push` chunks of the file, then take `next` until it gives undefined; after the
 * last chunk `end`, and `next` again for what is left. Memory is bounded per connection and by their number.
 */
export class PacketCaptureReader {
  readonly #packets: PacketReader;
  readonly #ports: readonly number[];
  readonly #connections = new Map<string, BgpConnection>();
  readonly #unknownLinkTypes = new Set<number>();
  #items: (CapturedMessage | CaptureFault)[] = [];
  #taken = 0;

  constructor({ format, ports = [bgpPort] }: PacketCaptureOptions) {
    this.#packets = format === 'pcap' ? new PcapReader() : new PcapngReader();
    this.#ports = ports;
  }

  push(chunk: Uint8Array): void {
    this.#packets.push(chunk);
  }

  next(): CapturedMessage | CaptureFault | undefined {
    while (this.#taken === this.#items.length) {
      const packet = this.#packets.next();
      if (packet === undefined) return undefined;
      this.#taken = 0;
      this.#items = packet.kind === 'fault' ? [packet] : this.#accept(packet);
    }
    return this.#items[this.#taken++];
  }

  /** Ends the capture: what is left is given by `next`. */
  end(): void {
    const left = this.#items.slice(this.#taken);
    for (const connection of this.#connections.values()) left.push(...connection.finish());
    this.#connections.clear();
    const cut = this.#packets.end();
    this.#items = cut === undefined ? left : [...left, cut];
    this.#taken = 0;
  }

  #accept(packet: CapturedPacket): (CapturedMessage | CaptureFault)[] {
    const { linkType, octets, offset, time } = packet;
    const inner = internetPacket(linkType, octets);
    if (inner === undefined) return this.#reportLinkType(linkType, offset);
    const segment = tcpSegment(inner);
    if (segment === undefined) return [];
    if (segment.kind === 'problem') return [captureFault(offset, segment.detail)];
    if (!this.#ports.includes(segment.from.port) && !this.#ports.includes(segment.to.port)) return [];
    const before = this.#endPredecessor(segment);
    const key = connectionKey(segment);
    const connection = this.#connections.get(key) ?? new BgpConnection(segment.from, segment.to);
    const items = connection.accept(segment, { offset, time });
    this.#connections.delete(key);
    if (connection.isOver) items.push(...connection.finish());
    else this.#connections.set(key, connection);
    return [...before, ...items, ...this.#endLongestSilent(offset)];
  }

  #endPredecessor(segment: TcpSegment): (CapturedMessage | CaptureFault)[] {
    const key = connectionKey(segment);
    const predecessor = this.#connections.get(key);
    if (predecessor === undefined || !predecessor.isSucceededBy(segment)) return [];
    this.#connections.delete(key);
    return predecessor.finish();
  }

  #endLongestSilent(offset: number): (CapturedMessage | CaptureFault)[] {
    if (this.#connections.size <= connectionCountMax) return [];
    const [key, connection] = this.#connections.entries().next().value!;
    this.#connections.delete(key);
    const detail = `more than ${connectionCountMax} connections at a time: ${key} is followed no longer`;
    return [...connection.finish(), captureFault(offset, detail)];
  }

  /** Said once for each link type. */
  #reportLinkType(linkType: number, offset: number): CaptureFault[] {
    if (isKnownLinkType(linkType) || this.#unknownLinkTypes.has(linkType)) return [];
    this.#unknownLinkTypes.add(linkType);
    return [captureFault(offset, `packets of link type ${linkType} cannot be read`)];
  }
}

/** The same for both directions. */
function connectionKey({ from, to }: { from: TcpEndpoint; to: TcpEndpoint }): string {
  return [formatEndpoint(from), formatEndpoint(to)].sort().join(' and ');
}
