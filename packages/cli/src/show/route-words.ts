import type { AsPathSegmentType, Origin, PathAttributes } from '@bgpeer/bgp-wire';
import { formatAsPath, formatExtendedCommunity } from '@bgpeer/bgp-wire';
import type { RouteView } from '@bgpeer/router';

const originNames: Readonly<Record<Origin, string>> = { IGP: 'IGP', EGP: 'EGP', INCOMPLETE: 'incomplete' };
const originCodes: Readonly<Record<Origin, string>> = { IGP: 'i', EGP: 'e', INCOMPLETE: '?' };
const segmentTypes: Readonly<Record<AsPathSegmentType, string>> = {
  AS_SEQUENCE: 'as-sequence',
  AS_SET: 'as-set',
  AS_CONFED_SEQUENCE: 'as-confed-sequence',
  AS_CONFED_SET: 'as-confed-set',
};

/** FRR's name of an ORIGIN: `IGP`, `EGP`, `incomplete`. */
export function originName(attributes: PathAttributes): string {
  return originNames[attributes.origin ?? 'INCOMPLETE'];
}

/** FRR's one-letter code of an ORIGIN. */
export function originCode(attributes: PathAttributes): string {
  return originCodes[attributes.origin ?? 'INCOMPLETE'];
}

/** FRR's name of an AS_PATH segment type. */
export function segmentTypeName(type: AsPathSegmentType): string {
  return segmentTypes[type];
}

/** The AS_PATH as text; empty for a route of our own. */
export function asPathText(attributes: PathAttributes): string {
  return formatAsPath(attributes.asPath ?? []);
}

/** The next hop as shown: the unspecified address for a route of our own. */
export function nextHopText(attributes: PathAttributes, family: 'ipv4' | 'ipv6'): string {
  return attributes.nextHop ?? (family === 'ipv4' ? '0.0.0.0' : '::');
}

/** `external` also for a route of our own, as FRR has it. */
export function pathFrom(route: RouteView): 'internal' | 'external' {
  return route.source === 'internal' ? 'internal' : 'external';
}

/** Bits a second from which on FRR writes them in a larger unit. */
const bitRates = [
  { unit: 'Gbps', bits: 1e9 },
  { unit: 'Mbps', bits: 1e6 },
  { unit: 'Kbps', bits: 1e3 },
] as const;

/** An extended community, from its octets in hexadecimal. FRR writes link bandwidths alike, transitive or not, and in bits, too. */
export function extendedCommunityText(octets: string): string {
  const text = formatExtendedCommunity(octets);
  const [, asNumber, octetRate] = /^LB(?:-Transitive)?:(\d+):(.+)$/.exec(text) ?? [];
  if (asNumber === undefined) return text;
  const bitRate = Number(octetRate) * 8;
  const larger = bitRates.find(({ bits }) => bitRate >= bits);
  const shown =
    larger === undefined ? `${bitRate} bps` : `${(bitRate / larger.bits).toFixed(3)} ${larger.unit}`;
  return `LB:${asNumber}:${Math.trunc(Number(octetRate))} (${shown})`;
}
