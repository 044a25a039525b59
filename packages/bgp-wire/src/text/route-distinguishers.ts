import { formatHexadecimal, octetsOfHexadecimal } from '../octets/hexadecimal.ts';
import { formatIpv4, parseIpv4 } from './ipv4-text.ts';

/** Octets of a route distinguisher (RFC 4364, section 4.2). */
export const routeDistinguisherOctetCount = 8;

/**
 * A route distinguisher as text, one text for each value (RFC 4364, section 4.2): `65000:1` (type 0), `192.0.2.1:1`
 * (type 1), `4200000000:1` (type 2; an AS number that two octets would hold stands as asdot there: `0.65000:1`), and
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
      const asNumber = view.getUint32(2);
      return `${asNumber > 0xffff ? '' : '0.'}${asNumber}:${view.getUint16(6)}`;
    }
    default:
      return `type${type}:${formatHexadecimal(octets.subarray(offset + 2, offset + 8))}`;
  }
}

/** The eight octets of a route distinguisher's text; undefined for anything else. */
export function parseRouteDistinguisher(text: string): Uint8Array | undefined {
  const opaque = /^type(\d{1,5}):([0-9a-f]{12})$/.exec(text);
  if (opaque !== null) return octetsOfUnknownType(Number(opaque[1]), opaque[2]);
  const parts = /^([\d.]+):(\d{1,10})$/.exec(text);
  if (parts === null) return undefined;
  const assigned = Number(parts[2]);
  if (/^\d{1,10}$/.test(parts[1])) {
    const asNumber = Number(parts[1]);
    return asNumber > 0xffff
      ? octetsOfLongAdministrator(2, asNumber, assigned)
      : octetsOfShortAdministrator(asNumber, assigned);
  }
  const asdot = /^(\d{1,5})\.(\d{1,5})$/.exec(parts[1]);
  if (asdot === null) return octetsOfLongAdministrator(1, parseIpv4(parts[1]), assigned);
  const [high, low] = [Number(asdot[1]), Number(asdot[2])];
  if (high > 0xffff || low > 0xffff) return undefined;
  return octetsOfLongAdministrator(2, high * 65_536 + low, assigned);
}

/** A typed route distinguisher as `formatRouteDistinguisher` writes it; undefined when it is none. */
export function canonicalRouteDistinguisher(text: string): RouteDistinguisher | undefined {
  const octets = parseRouteDistinguisher(text);
  return octets && formatRouteDistinguisher(octets);
}

/** Type 0: two octets of administrator, four of assigned number. */
function octetsOfShortAdministrator(administrator: number, assigned: number): Uint8Array | undefined {
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
  administrator: number | undefined,
  assigned: number,
): Uint8Array | undefined {
  if (administrator === undefined || administrator > 0xffff_ffff || assigned > 0xffff) return undefined;
  const octets = new Uint8Array(routeDistinguisherOctetCount);
  const view = new DataView(octets.buffer);
  view.setUint16(0, type);
  view.setUint32(2, administrator);
  view.setUint16(6, assigned);
  return octets;
}

function octetsOfUnknownType(type: number, value: string): Uint8Array | undefined {
  if (type < 3 || type > 0xffff) return undefined;
  return Uint8Array.of(type >>> 8, type, ...octetsOfHexadecimal(value));
}
