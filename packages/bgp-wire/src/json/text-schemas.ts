import { isIpv4, parseAddress } from '../text/addresses.ts';
import {
  formatEthernetOctets,
  parseEthernetSegmentIdentifier,
  parseMacAddress,
} from '../text/ethernet-addresses.ts';
import { formatPrefix, parsePrefix } from '../text/prefixes.ts';
import { formatRouteDistinguisher, parseRouteDistinguisher } from '../text/route-distinguishers.ts';
import { type Schema, text } from './schema.ts';

/** Octets as lower-case hexadecimal. */
export const hexadecimal: Schema<string> = text(
  'octets as lower-case hexadecimal',
  (value) => /^(?:[0-9a-f]{2})*$/.test(value),
  '^([0-9a-f]{2})*$',
);

/** One octet or more. */
export const someHexadecimal: Schema<string> = text(
  'at least one octet as lower-case hexadecimal',
  (value) => /^(?:[0-9a-f]{2})+$/.test(value),
  '^([0-9a-f]{2})+$',
);

/** Exactly so many octets. */
export function hexadecimalOctets(octetCount: number): Schema<string> {
  const pattern = `^[0-9a-f]{${octetCount * 2}}$`;
  const expression = new RegExp(pattern);
  return text(`${octetCount} octets as lower-case hexadecimal`, (value) => expression.test(value), pattern);
}

export const ipv4Address: Schema<string> = text(
  'an IPv4 address',
  (value) => isIpv4(value) && parseAddress(value) !== undefined,
  '^[0-9]{1,3}(\\.[0-9]{1,3}){3}$',
);

export const linkLocalAddress: Schema<string> = text(
  'a link-local IPv6 address as RFC 5952 writes it',
  (value) => /^fe[89ab][0-9a-f]:/.test(value) && parseAddress(value) === value,
  '^fe[89ab][0-9a-f]:[0-9a-f:.]+$',
);

export const ipAddress: Schema<string> = text(
  'an IPv4 address, or an IPv6 address as RFC 5952 writes it',
  (value) => parseAddress(value) === value,
  '^[0-9a-f:.]+$',
);

export const ipPrefix: Schema<string> = text(
  'a prefix with all host bits zero, such as 192.0.2.0/24 or 2001:db8::/32',
  (value) => {
    const prefix = parsePrefix(value);
    return prefix !== undefined && formatPrefix(prefix) === value;
  },
  '^[0-9a-f:.]+/[0-9]{1,3}$',
);

export const routeDistinguisher: Schema<string> = text(
  'a route distinguisher, such as 65000:1, 192.0.2.1:1 or 4200000000:1',
  (value) => {
    const octets = parseRouteDistinguisher(value);
    return octets !== undefined && formatRouteDistinguisher(octets) === value;
  },
  '^([0-9.]+:[0-9]+|type[0-9]+:[0-9a-f]{12})$',
);

export const macAddress: Schema<string> = text(
  'a MAC address in lower case with colons',
  (value) => isCanonical(value, parseMacAddress(value)),
  '^[0-9a-f]{2}(:[0-9a-f]{2}){5}$',
);

export const ethernetSegment: Schema<string> = text(
  'an Ethernet Segment Identifier: ten octets in lower case with colons',
  (value) => isCanonical(value, parseEthernetSegmentIdentifier(value)),
  '^[0-9a-f]{2}(:[0-9a-f]{2}){9}$',
);

function isCanonical(value: string, octets: Uint8Array | undefined): boolean {
  return octets !== undefined && formatEthernetOctets(octets) === value;
}
