import { addressToOctets, isIpv4, OctetWriter } from '@bgpeer/bgp-wire';
import { internetChecksum } from './internet-checksum.ts';
import type { TcpEndpoint } from './tcp-segment.ts';

/** Control bits (RFC 9293, section 3.1). */
export const tcpFlag = { fin: 0x01, syn: 0x02, push: 0x08, acknowledgement: 0x10 } as const;

/** A segment to be written. */
export interface WrittenSegment {
  readonly from: TcpEndpoint;
  readonly to: TcpEndpoint;
  readonly sequenceNumber: number;
  readonly acknowledgementNumber: number;
  readonly flags: number;
  readonly payload: Uint8Array;
}

const tcpProtocol = 6;
const tcpHeaderOctetCount = 20;
const windowOctets = 65_535;
/** Hops that packets may take; BGP between neighbors is mostly sent with less, but nobody counts here. */
const hopLimit = 64;
/** Made-up, locally administered (the second bit of the first octet). */
const macAddressPrefix = [0x02, 0x62, 0x67, 0x70];

/** An Ethernet frame with an IPv4 or IPv6 packet with the TCP segment, checksums included. */
export function ethernetFrame(segment: WrittenSegment): Uint8Array {
  const isVersion4 = isIpv4(segment.from.address);
  const source = addressToOctets(segment.from.address);
  const destination = addressToOctets(segment.to.address);
  const tcp = tcpOctets(segment, source, destination);
  const frame = new OctetWriter();
  frame.append(macAddressOf(destination));
  frame.append(macAddressOf(source));
  frame.uint16(isVersion4 ? 0x0800 : 0x86dd);
  frame.append(
    isVersion4 ? ipv4Header(source, destination, tcp.length) : ipv6Header(source, destination, tcp.length),
  );
  frame.append(tcp);
  return frame.finish();
}

function ipv4Header(source: Uint8Array, destination: Uint8Array, payloadOctetCount: number): Uint8Array {
  const header = new OctetWriter();
  header.uint16(0x45c0); // DSCP CS6, as routing protocols have it (RFC 4594, section 3.2).
  header.uint16(20 + payloadOctetCount);
  header.uint16(0);
  header.uint16(0x4000); // Don't Fragment
  header.uint8(hopLimit);
  header.uint8(tcpProtocol);
  header.uint16(0);
  header.append(source);
  header.append(destination);
  return withChecksumAt(10, header.finish(), []);
}

function ipv6Header(source: Uint8Array, destination: Uint8Array, payloadOctetCount: number): Uint8Array {
  const header = new OctetWriter();
  header.uint32(0x6c00_0000);
  header.uint16(payloadOctetCount);
  header.uint8(tcpProtocol);
  header.uint8(hopLimit);
  header.append(source);
  header.append(destination);
  return header.finish();
}

function tcpOctets(segment: WrittenSegment, source: Uint8Array, destination: Uint8Array): Uint8Array {
  const { from, to, sequenceNumber, acknowledgementNumber, flags, payload } = segment;
  const tcp = new OctetWriter();
  tcp.uint16(from.port);
  tcp.uint16(to.port);
  tcp.uint32(sequenceNumber);
  tcp.uint32(acknowledgementNumber);
  tcp.uint8((tcpHeaderOctetCount / 4) << 4);
  tcp.uint8(flags);
  tcp.uint16(windowOctets);
  tcp.uint16(0);
  tcp.uint16(0);
  tcp.append(payload);
  const octets = tcp.finish();
  // The pseudo-header (RFC 9293, section 3.1; RFC 8200, section 8.1); the longer form sums to the same for IPv4.
  const pseudoHeader = new OctetWriter();
  pseudoHeader.append(source);
  pseudoHeader.append(destination);
  pseudoHeader.uint32(octets.length);
  pseudoHeader.uint32(tcpProtocol);
  return withChecksumAt(16, octets, [pseudoHeader.finish()]);
}

function withChecksumAt(place: number, octets: Uint8Array, before: readonly Uint8Array[]): Uint8Array {
  const checksum = internetChecksum([...before, octets]);
  octets[place] = checksum >>> 8;
  octets[place + 1] = checksum;
  return octets;
}

function macAddressOf(address: Uint8Array): Uint8Array {
  return Uint8Array.from([...macAddressPrefix, ...address.subarray(-2)]);
}
