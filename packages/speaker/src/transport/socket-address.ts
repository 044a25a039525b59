import { type IpAddress, parseAddress } from '@bgpeer/bgp-wire';

/**
 * The canonical form of an address as Node reports it for a socket: without the zone of a link-local address, and an
 * IPv4 peer on a dual-stack listener (`::ffff:192.0.2.1`) as the IPv4 address it is.
 */
export function canonicalSocketAddress(reported: string | undefined): IpAddress {
  if (reported === undefined) return '0.0.0.0';
  const withoutZone = reported.split('%')[0];
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(withoutZone);
  return parseAddress(mapped?.[1] ?? withoutZone) ?? withoutZone;
}
