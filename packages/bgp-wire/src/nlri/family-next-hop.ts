import { decodeNextHop, encodeNextHop } from '../attributes/next-hop-octets.ts';
import type { IpAddress } from '../path-attributes.ts';
import { routeDistinguisherOctetCount } from '../text/route-distinguishers.ts';
import { otherFamilyOf, type WireContext } from '../wire-context.ts';
import type { NlriFamily } from './nlri-family.ts';

/** Next hops as addresses; none where MP_REACH_NLRI has none. */
export interface FamilyNextHop {
  readonly nextHop?: IpAddress;
  readonly linkLocalNextHop?: IpAddress;
}

/** Whether the next hop of a family may have so many octets in this session. */
export function isFamilyNextHopLength(family: NlriFamily, octetCount: number, context: WireContext): boolean {
  // RFC 8955, section 4: it should not be there, and what is there is passed over.
  if (family.list === 'flowspecRules') return true;
  // RFC 4684, section 4; RFC 7432, sections 7.1 to 7.4.
  if (family.addressOctetCount === undefined) return octetCount === 4 || octetCount === 16;
  // RFC 4364, section 4.3.2; RFC 4659, section 3.2.1; RFC 8950, section 3: route distinguishers are before addresses.
  const addressCount = octetCount === 48 || octetCount === 32 ? 2 : 1;
  const addressesOctetCount = octetCount - distinguisherOctetCountOf(family) * addressCount;
  if (addressesOctetCount === family.addressOctetCount) return true;
  const mayBeIpv6 = family.addressOctetCount === 16 || hasExtendedNextHop(family, context);
  return mayBeIpv6 && (addressesOctetCount === 16 || addressesOctetCount === 32);
}

/** The addresses in a next hop of an allowed length. */
export function decodeFamilyNextHop(family: NlriFamily, octets: Uint8Array): FamilyNextHop {
  const addresses = addressesOf(family, octets);
  return [4, 16, 32].includes(addresses.length) ? decodeNextHop(addresses) : {};
}

/** The octets of a next hop, route distinguishers of zero among them where the family has them. */
export function encodeFamilyNextHop(
  family: NlriFamily | undefined,
  { nextHop, linkLocalNextHop }: FamilyNextHop,
): Uint8Array {
  if (nextHop === undefined) return new Uint8Array();
  const addresses = encodeNextHop(nextHop, linkLocalNextHop);
  const distinguisherOctetCount = family === undefined ? 0 : distinguisherOctetCountOf(family);
  if (distinguisherOctetCount === 0) return addresses;
  const addressOctetCount = Math.min(addresses.length, 16);
  const addressCount = addresses.length / addressOctetCount;
  const octets = new Uint8Array(addresses.length + distinguisherOctetCount * addressCount);
  octets.set(addresses.subarray(0, addressOctetCount), distinguisherOctetCount);
  if (addressCount === 2) octets.set(addresses.subarray(16), 2 * distinguisherOctetCount + 16);
  return octets;
}

/** The addresses without the route distinguishers before them. */
export function addressesOf(family: NlriFamily, octets: Uint8Array): Uint8Array {
  const distinguisherOctetCount = distinguisherOctetCountOf(family);
  if (distinguisherOctetCount === 0) return octets;
  if (octets.length !== 48) return octets.subarray(distinguisherOctetCount);
  return Uint8Array.of(...octets.subarray(8, 24), ...octets.subarray(32, 48));
}

function distinguisherOctetCountOf(family: NlriFamily): number {
  return family.list === 'vpnPrefixes' ? routeDistinguisherOctetCount : 0;
}

function hasExtendedNextHop(family: NlriFamily, context: WireContext): boolean {
  return (
    context.extendedNextHop.some((name) => name === family.name) ||
    otherFamilyOf(context, family.afi, family.safi)?.extendedNextHop === true
  );
}
