import { type IpAddress, isIpv4, type PathAttributes, prefixContainsAddress } from '@bgpeer/bgp-wire';
import type { ExportCase } from './export-case.ts';
import type { ExportOptions } from './export-options.ts';

/** The next hops to advertise. */
export interface ExportedNextHop {
  readonly nextHop: IpAddress;
  readonly linkLocalNextHop?: IpAddress;
  readonly isOwn: boolean;
}

/**
 * The next hop to advertise, and whether it is our own; undefined when there is none that the peer could use. One that a
 * policy has set wins over every rule.
 */
export function exportNextHop(
  { nextHop, linkLocalNextHop }: PathAttributes,
  exportCase: ExportCase,
  options: ExportOptions,
  isSetByPolicy: boolean,
): ExportedNextHop | undefined {
  const isKept =
    nextHop !== undefined &&
    !isUnspecified(nextHop) &&
    isUsable(nextHop, options) &&
    (isSetByPolicy || mayKeepNextHop(nextHop, exportCase, options));
  if (isKept) return { nextHop, ...(linkLocalNextHop !== undefined && { linkLocalNextHop }), isOwn: false };
  const own = ownNextHop(options);
  return own === undefined ? undefined : { nextHop: own, isOwn: true };
}

/**
 * RFC 4271, section 5.1.3: to an internal peer the next hop of a learned route stays as it is; to an external peer it may
 * stay (a "third party" next hop) when it is in the subnet that we share with the peer. Reflection does not touch it
 * (RFC 4456, section 10) unless it is told to; nor does a route server (RFC 7947, section 2.2.1).
 */
function mayKeepNextHop(nextHop: IpAddress, { kind }: ExportCase, options: ExportOptions): boolean {
  if (kind === 'local') return false;
  if (options.attributesUnchanged.nextHop || options.routeServerClient) return true;
  if (options.nextHopSelfForce) return false;
  if (options.session === 'internal' && kind === 'internal') return true;
  if (options.nextHopSelf) return false;
  if (options.session === 'internal') return true;
  return options.sharedSubnet !== undefined && prefixContainsAddress(options.sharedSubnet, nextHop);
}

/** Which of our addresses the peer can be given as a next hop of this family; undefined when none is of use. */
export function ownNextHop(options: ExportOptions): IpAddress | undefined {
  return options.localAddresses.find((address) => isUsable(address, options));
}

/**
 * A next hop may be the very peer that is told (RFC 4271, section 5.1.3 forbids it): where next hops of the subnet that
 * we share are passed on, and nobody asked for them to stay as they are.
 */
export function mayNameTheRecipient({
  session,
  sharedSubnet,
  routeServerClient,
  attributesUnchanged,
}: ExportOptions): boolean {
  if (session === 'internal' || sharedSubnet === undefined) return false;
  return !routeServerClient && !attributesUnchanged.nextHop;
}

/** IPv4 routes take an IPv6 next hop only where RFC 8950 was agreed; IPv6 routes take no IPv4 next hop at all. */
function isUsable(nextHop: IpAddress, options: ExportOptions): boolean {
  if (options.family === 'ipv6-unicast') return !isIpv4(nextHop);
  return isIpv4(nextHop) || options.extendedNextHop;
}

function isUnspecified(address: IpAddress): boolean {
  return address === '0.0.0.0' || address === '::';
}
