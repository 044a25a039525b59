import { type IpAddress, isIpv6 } from '@bgpeer/bgp-wire';

/** The kernel's number of BGP among the route protocols (RTPROT_BGP of linux/rtnetlink.h), which any rt_protos file knows or not. */
export const protocolBgp = 186;

/** What tells our routes from those of others: FRR's metric for BGP routes. */
export const routeMetric = 20;

const ownership = `proto ${protocolBgp} metric ${routeMetric}`;

/**
 * One line of an `ip -batch` file that makes the kernel send `prefix` to exactly these next hops, each with the same
 * share. An IPv4 prefix may have IPv6 next hops (RFC 8950). At least one next hop.
 */
export function replaceRouteLine(prefix: string, nextHops: readonly IpAddress[]): string {
  const gateways = nextHops.map((nextHop) => gateway(prefix, nextHop));
  if (gateways.length === 1) return `route replace ${prefix} ${ownership} ${gateways[0]}`;
  const paths = gateways.map((via) => `nexthop ${via} weight 1`);
  return `route replace ${prefix} ${ownership} ${paths.join(' ')}`;
}

/** The line that removes our route for `prefix`, and nobody else's. */
export function deleteRouteLine(prefix: string): string {
  return `route delete ${prefix} ${ownership}`;
}

function gateway(prefix: string, nextHop: IpAddress): string {
  return !isIpv6(prefix.split('/')[0]) && isIpv6(nextHop) ? `via inet6 ${nextHop}` : `via ${nextHop}`;
}
