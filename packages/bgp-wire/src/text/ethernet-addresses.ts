import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';

/** A MAC address as text: `00:11:22:aa:bb:cc`, in lower case. */
export type MacAddress = string;
/** An Ethernet Segment Identifier as text: its ten octets (RFC 7432, section 5) in the manner of a MAC address. */
export type EthernetSegmentIdentifier = string;

export const macAddressOctetCount = 6;
export const ethernetSegmentIdentifierOctetCount = 10;

/** Octets as pairs of lower-case hexadecimal digits between colons. */
export function formatEthernetOctets(octets: Uint8Array): string {
  return formatHexadecimal(octets).replace(/..(?!$)/g, '$&:');
}

/** The six octets of a MAC address; colons or hyphens between them, either case. Undefined for anything else. */
export function parseMacAddress(text: string): Uint8Array | undefined {
  return parseEthernetOctets(text, macAddressOctetCount);
}

/** The ten octets of an Ethernet Segment Identifier, written as for `parseMacAddress`. */
export function parseEthernetSegmentIdentifier(text: string): Uint8Array | undefined {
  return parseEthernetOctets(text, ethernetSegmentIdentifierOctetCount);
}

function parseEthernetOctets(text: string, octetCount: number): Uint8Array | undefined {
  if (!/^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2})*$/i.test(text)) return undefined;
  const octets = octetsOfHexadecimal(text.replace(/[:-]/g, ''));
  return octets.length === octetCount ? octets : undefined;
}
