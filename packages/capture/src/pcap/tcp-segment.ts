import { addressFromOctets, type IpAddress } from '@bgpeer/bgp-wire';

/** One end of a TCP connection. */
export interface TcpEndpoint {
  readonly address: IpAddress;
  readonly port: number;
}

/** A TCP segment in an IP packet (RFC 9293, section 3.1). */
export interface TcpSegment {
  readonly kind: 'segment';
  readonly from: TcpEndpoint;
  readonly to: TcpEndpoint;
  readonly sequenceNumber: number;
  readonly isSyn: boolean;
  readonly isFin: boolean;
  readonly isReset: boolean;
  readonly payload: Uint8Array;
}

/** Why there is no segment in a packet though it is about TCP. */
export interface SegmentProblem {
  readonly kind: 'problem';
  readonly detail: string;
}

const tcpProtocol = 6;
const ipv6HeaderOctetCount = 40;
/** Extension headers (RFC 8200, section 4; RFC 4302 for the Authentication Header). */
const extension = {
  hopByHop: 0,
  routing: 43,
  fragment: 44,
  authentication: 51,
  destinationOptions: 60,
} as const;

/** The TCP segment of an IPv4 or IPv6 packet; undefined when it carries something else. */
export function tcpSegment(packet: Uint8Array): TcpSegment | SegmentProblem | undefined {
  const version = packet.length === 0 ? 0 : packet[0] >> 4;
  if (version === 4) return ofIpv4(packet);
  return version === 6 ? ofIpv6(packet) : undefined;
}

function ofIpv4(packet: Uint8Array): TcpSegment | SegmentProblem | undefined {
  const headerOctetCount = (packet[0] & 0x0f) * 4;
  if (packet.length < 20 || headerOctetCount < 20) return undefined;
  if (packet[9] !== tcpProtocol) return undefined;
  const fragment = uint16(packet, 6);
  if ((fragment & 0x3fff) !== 0) return problem('an IPv4 fragment: its TCP segment is not put together');
  const [from, to] = [addressFromOctets(packet, 12, 4), addressFromOctets(packet, 16, 4)];
  // A length of zero is left to the network card to fill in (segmentation offload).
  const totalOctetCount = uint16(packet, 2) || packet.length;
  return ofTcp(packet.subarray(headerOctetCount, totalOctetCount), from, to);
}

function ofIpv6(packet: Uint8Array): TcpSegment | SegmentProblem | undefined {
  if (packet.length < ipv6HeaderOctetCount) return undefined;
  const payloadOctetCount = uint16(packet, 4) || packet.length - ipv6HeaderOctetCount;
  const end = Math.min(packet.length, ipv6HeaderOctetCount + payloadOctetCount);
  let at = ipv6HeaderOctetCount;
  let next = packet[6];
  while (next !== tcpProtocol) {
    if (at + 8 > end) return undefined;
    const following = packet[at];
    switch (next) {
      case extension.hopByHop:
      case extension.routing:
      case extension.destinationOptions:
        at += (packet[at + 1] + 1) * 8;
        break;
      case extension.authentication:
        at += (packet[at + 1] + 2) * 4;
        break;
      case extension.fragment:
        // A packet that is its only fragment is whole (RFC 6946).
        if ((uint16(packet, at + 2) & 0xfff9) !== 0) {
          return following === tcpProtocol
            ? problem('an IPv6 fragment: its TCP segment is not put together')
            : undefined;
        }
        at += 8;
        break;
      default:
        return undefined;
    }
    next = following;
  }
  return ofTcp(packet.subarray(at, end), addressFromOctets(packet, 8, 16), addressFromOctets(packet, 24, 16));
}

function ofTcp(
  octets: Uint8Array,
  fromAddress: IpAddress,
  toAddress: IpAddress,
): TcpSegment | SegmentProblem {
  if (octets.length < 20) return problem(`a TCP header of ${octets.length} octets, expected at least 20`);
  const headerOctetCount = (octets[12] >> 4) * 4;
  if (headerOctetCount < 20) return problem(`a TCP data offset of ${headerOctetCount} octets`);
  const flags = octets[13];
  return {
    kind: 'segment',
    from: { address: fromAddress, port: uint16(octets, 0) },
    to: { address: toAddress, port: uint16(octets, 2) },
    sequenceNumber: uint16(octets, 4) * 65_536 + uint16(octets, 6),
    isSyn: (flags & 0x02) !== 0,
    isFin: (flags & 0x01) !== 0,
    isReset: (flags & 0x04) !== 0,
    payload: octets.subarray(headerOctetCount),
  };
}

function problem(detail: string): SegmentProblem {
  return { kind: 'problem', detail };
}

function uint16(octets: Uint8Array, offset: number): number {
  return (octets[offset] << 8) | octets[offset + 1];
}
