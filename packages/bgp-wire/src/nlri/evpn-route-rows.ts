import { assert } from '../octets/assert.ts';
import type { OctetReader } from '../octets/octet-reader.ts';
import type { OctetWriter } from '../octets/octet-writer.ts';
import type { IpAddress } from '../path-attributes.ts';
import { addressFromOctets, addressToOctets } from '../text/addresses.ts';
import {
  ethernetSegmentIdentifierOctetCount,
  formatEthernetOctets,
  macAddressOctetCount,
  parseEthernetSegmentIdentifier,
  parseMacAddress,
} from '../text/ethernet-addresses.ts';
import { formatPrefixOctets, parsePrefix } from '../text/prefixes.ts';
import { formatRouteDistinguisher, routeDistinguisherOctetCount } from '../text/route-distinguishers.ts';
import type { EvpnLabel, EvpnRoute } from './evpn-route.ts';
import { routeDistinguisherToOctets } from './vpn-prefix.ts';

export type KnownEvpnRoute = Exclude<EvpnRoute, { type: 'unrecognized' }>;
export type KnownEvpnType = KnownEvpnRoute['type'];

/** One route type: its code, and its fields behind type and length. */
export interface EvpnRouteRow<Route extends KnownEvpnRoute> {
  readonly code: number;
  /** Undefined when a field cannot be so; the caller looks whether the reader was read to its end and not beyond. */
  readonly read: (reader: OctetReader) => Omit<Route, 'type' | 'pathIdentifier'> | undefined;
  readonly write: (route: Route, writer: OctetWriter) => void;
}

/** The route types that have a form (RFC 7432, sections 7.1 to 7.4; RFC 9136, section 3.1). */
export const evpnRouteRows: {
  readonly [Type in KnownEvpnType]: EvpnRouteRow<Extract<KnownEvpnRoute, { type: Type }>>;
} = {
  'ethernet-auto-discovery': {
    code: 1,
    read: (reader) => ({
      routeDistinguisher: readRouteDistinguisher(reader),
      ethernetSegment: readEthernetSegment(reader),
      ethernetTag: reader.uint32(),
      label: readLabel(reader),
    }),
    write(route, writer) {
      writer.append(routeDistinguisherToOctets(route.routeDistinguisher));
      writer.append(octetsOf(parseEthernetSegmentIdentifier, route.ethernetSegment));
      writer.uint32(route.ethernetTag);
      writeLabel(writer, route.label);
    },
  },
  'mac-ip-advertisement': {
    code: 2,
    read(reader) {
      const routeDistinguisher = readRouteDistinguisher(reader);
      const ethernetSegment = readEthernetSegment(reader);
      const ethernetTag = reader.uint32();
      if (reader.uint8() !== macAddressOctetCount * 8) return undefined;
      const macAddress = formatEthernetOctets(reader.take(macAddressOctetCount));
      const addressBitCount = reader.uint8();
      const ipAddress = addressBitCount === 0 ? undefined : readAddress(reader, addressBitCount);
      if (addressBitCount !== 0 && ipAddress === undefined) return undefined;
      const label = readLabel(reader);
      const secondLabel = reader.remaining === 0 ? undefined : readLabel(reader);
      return {
        routeDistinguisher,
        ethernetSegment,
        ethernetTag,
        macAddress,
        ...(ipAddress !== undefined && { ipAddress }),
        label,
        ...(secondLabel !== undefined && { secondLabel }),
      };
    },
    write(route, writer) {
      writer.append(routeDistinguisherToOctets(route.routeDistinguisher));
      writer.append(octetsOf(parseEthernetSegmentIdentifier, route.ethernetSegment));
      writer.uint32(route.ethernetTag);
      writer.uint8(macAddressOctetCount * 8);
      writer.append(octetsOf(parseMacAddress, route.macAddress));
      if (route.ipAddress === undefined) writer.uint8(0);
      else writeAddress(writer, route.ipAddress);
      writeLabel(writer, route.label);
      if (route.secondLabel !== undefined) writeLabel(writer, route.secondLabel);
    },
  },
  'inclusive-multicast': {
    code: 3,
    read(reader) {
      const routeDistinguisher = readRouteDistinguisher(reader);
      const ethernetTag = reader.uint32();
      const originatingRouter = readAddress(reader, reader.uint8());
      return originatingRouter === undefined
        ? undefined
        : { routeDistinguisher, ethernetTag, originatingRouter };
    },
    write(route, writer) {
      writer.append(routeDistinguisherToOctets(route.routeDistinguisher));
      writer.uint32(route.ethernetTag);
      writeAddress(writer, route.originatingRouter);
    },
  },
  'ethernet-segment': {
    code: 4,
    read(reader) {
      const routeDistinguisher = readRouteDistinguisher(reader);
      const ethernetSegment = readEthernetSegment(reader);
      const originatingRouter = readAddress(reader, reader.uint8());
      return originatingRouter === undefined
        ? undefined
        : { routeDistinguisher, ethernetSegment, originatingRouter };
    },
    write(route, writer) {
      writer.append(routeDistinguisherToOctets(route.routeDistinguisher));
      writer.append(octetsOf(parseEthernetSegmentIdentifier, route.ethernetSegment));
      writeAddress(writer, route.originatingRouter);
    },
  },
  'ip-prefix': {
    code: 5,
    read(reader) {
      const routeDistinguisher = readRouteDistinguisher(reader);
      const ethernetSegment = readEthernetSegment(reader);
      const ethernetTag = reader.uint32();
      const bitLength = reader.uint8();
      // Prefix and gateway have whole addresses; the route's length tells their kind (RFC 9136, section 3.1).
      const addressOctetCount = reader.remaining > 2 * 4 + 3 ? 16 : 4;
      const prefixOctets = reader.take(addressOctetCount);
      const gatewayOctets = reader.take(addressOctetCount);
      if (reader.failed || bitLength > addressOctetCount * 8) return undefined;
      const family = addressOctetCount === 4 ? 'ipv4-unicast' : 'ipv6-unicast';
      const prefix = formatPrefixOctets(family, prefixOctets, 0, bitLength);
      const gateway = addressFromOctets(gatewayOctets, 0, addressOctetCount);
      return {
        routeDistinguisher,
        ethernetSegment,
        ethernetTag,
        prefix,
        gateway,
        label: readLabel(reader),
      };
    },
    write(route, writer) {
      const prefix = parsePrefix(route.prefix);
      const gateway = addressToOctets(route.gateway);
      assert(prefix?.octets.length === gateway.length, `${route.prefix} has no gateway ${route.gateway}`);
      writer.append(routeDistinguisherToOctets(route.routeDistinguisher));
      writer.append(octetsOf(parseEthernetSegmentIdentifier, route.ethernetSegment));
      writer.uint32(route.ethernetTag);
      writer.uint8(prefix!.bitLength);
      writer.append(prefix!.octets);
      writer.append(gateway);
      writeLabel(writer, route.label);
    },
  },
};

function readRouteDistinguisher(reader: OctetReader): string {
  const octets = reader.take(routeDistinguisherOctetCount);
  return reader.failed ? '' : formatRouteDistinguisher(octets);
}

function readEthernetSegment(reader: OctetReader): string {
  return formatEthernetOctets(reader.take(ethernetSegmentIdentifierOctetCount));
}

/** An address of so many bits; undefined when no address has so many, or the reader has not. */
function readAddress(reader: OctetReader, bitCount: number): IpAddress | undefined {
  if (bitCount !== 32 && bitCount !== 128) return undefined;
  const octetCount = bitCount === 32 ? 4 : 16;
  const octets = reader.take(octetCount);
  return reader.failed ? undefined : addressFromOctets(octets, 0, octetCount);
}

function readLabel(reader: OctetReader): EvpnLabel {
  return reader.uint16() * 256 + reader.uint8();
}

/** The address's length in bits, then the address. */
function writeAddress(writer: OctetWriter, address: IpAddress): void {
  const octets = addressToOctets(address);
  writer.uint8(octets.length * 8);
  writer.append(octets);
}

function writeLabel(writer: OctetWriter, label: EvpnLabel): void {
  writer.uint8(label >>> 16);
  writer.uint16(label & 0xffff);
}

function octetsOf(parse: (text: string) => Uint8Array | undefined, text: string): Uint8Array {
  const octets = parse(text);
  assert(octets !== undefined, `not written as it should be: ${text}`);
  return octets;
}
