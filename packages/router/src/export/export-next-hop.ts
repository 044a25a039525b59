import { type IpAddress, isIpv4, type PathAttributes, prefixContainsAddress } from '@bgpeer/bgp-wire';
import type { RouteSource } from '@bgpeer/rib';
import type { ExportOptions } from './export-options.ts';

/** The next hop to advertise, and whether it is our own; undefined when there is none that the peer could use. */
export function exportNextHop(
  attributes: PathAttributes,
  sourceKind: RouteSource['kind'],
  options: ExportOptions,
): { readonly nextHop: IpAddress; readonly isOwn: boolean } | undefined {
  const { nextHop } = attributes;
  if (nextHop !== undefined && mayKeepNextHop(nextHop, sourceKind, options)) return { nextHop, isOwn: false };
  const own = ownNextHop(options);
  return own === undefined ? undefined : { nextHop: own, isOwn: true };
}

/**
 * RFC 4271, section 5.1.3: to an internal peer the next hop of a learned route stays as it is; to an external peer it may
 * stay (a "third party" next hop) when it is in the subnet that we share with the peer.
 */
function mayKeepNextHop(
  nextHop: IpAddress,
  sourceKind: RouteSource['kind'],
  options: ExportOptions,
): boolean {
  if (sourceKind === 'local' || options.nextHopSelf || !isUsable(nextHop, options)) return false;
  if (options.session === 'internal') return true;
  return options.sharedSubnet !== undefined && prefixContainsAddress(options.sharedSubnet, nextHop);
}

/** Which of our addresses the peer can be given as a next hop of this family; undefined when none is of use. */
export function ownNextHop(options: ExportOptions): IpAddress | undefined {
  return options.localAddresses.find((address) => isUsable(address, options));
}

/** IPv4 routes take an IPv6 next hop only where RFC 8950 was agreed; IPv6 routes take no IPv4 next hop at all. */
function isUsable(nextHop: IpAddress, options: ExportOptions): boolean {
  if (options.family === 'ipv6-unicast') return !isIpv4(nextHop);
  return isIpv4(nextHop) || options.extendedNextHop;
}
