import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { formatIpv4, parseIpv4 } from './ipv4-text.ts';

/** Octets of a route distinguisher (RFC 4364, section 4.2). */
export const routeDistinguisherOctetCount = 8;

/**
 * A route distinguisher as text, one text for each value (RFC 4364, section 4.2): `65000:1` (type 0),
 * `192.0.2.1:1` (type 1), `4200000000:1` (type 2), `type2:65000:1` for a type 2 whose AS number two octets would hold,
 * `type9:001122334455` for a type that has no form.
 */
export type RouteDistinguisher = string;

/** The text of the eight octets that begin at `offset`. */
export function formatRouteDistinguisher(octets: Uint8Array, offset = 0): RouteDistinguisher {
  const view = new DataView(octets.buffer, octets.byteOffset + offset, routeDistinguisherOctetCount);
  const type = view.getUint16(0);
  switch (type) {
    case 0:
      return `${view.getUint16(2)}:${view.getUint32(4)}`;
    case 1:
      return `${formatIpv4(view.getUint32(2))}:${view.getUint16(6)}`;
    case 2: {
      const administrator = view.getUint32(2);
      return `${administrator > 0xffff ? '' : 'type2:'}${administrator}:${view.getUint16(6)}`;
    }
    default:
      return `type${type}:${formatHexadecimal(octets.subarray(offset + 2, offset + 8))}`;
  }
}

/** The eight octets of a route distinguisher's text; undefined for anything else. */
export function parseRouteDistinguisher(text: string): Uint8Array | undefined {
  const opaque = /^type(\d{1,5}):([0-9a-f]{12})$/.exec(text);
  if (opaque !== null) return opaqueOctets(Number(opaque[1]), opaque[2]);
  const parts = /^(type2:)?([\d.]+):(\d{1,10})$/.exec(text);
  if (parts === null) return undefined;
  const [, prefix, administratorText, assignedText] = parts;
  const assigned = Number(assignedText);
  if (administratorText.includes('.')) {
    const address = parseIpv4(administratorText);
    if (address === undefined || prefix !== undefined) return undefined;
    return octetsOfLongAdministrator(1, address, assigned);
  }
  const administrator = Number(administratorText);
  if (administrator > 0xffff || prefix !== undefined) {
    return octetsOfLongAdministrator(2, administrator, assigned);
  }
  if (assigned > 0xffff_ffff) return undefined;
  const octets = new Uint8Array(routeDistinguisherOctetCount);
  const view = new DataView(octets.buffer);
  view.setUint16(2, administrator);
  view.setUint32(4, assigned);
  return octets;
}

/** Types 1 and 2: four octets of administrator, two of assigned number. */
function octetsOfLongAdministrator(
  type: number,
  administrator: number,
  assigned: number,
): Uint8Array | undefined {
  if (administrator > 0xffff_ffff || assigned > 0xffff) return undefined;
  const octets = new Uint8Array(routeDistinguisherOctetCount);
  const view = new DataView(octets.buffer);
  view.setUint16(0, type);
  view.setUint32(2, administrator);
  view.setUint16(6, assigned);
  return octets;
}

function opaqueOctets(type: number, value: string): Uint8Array | undefined {
  if (type < 3 || type > 0xffff) return undefined;
  return Uint8Array.of(type >>> 8, type, ...octetsOfHexadecimal(value));
}
