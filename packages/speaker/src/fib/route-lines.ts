import { type IpAddress, isIpv6 } from '@bgpeer/bgp-wire';
import type { ForwardingHop, ForwardingView } from '@bgpeer/router';

/** The kernel's number of BGP among the route protocols (RTPROT_BGP of linux/rtnetlink.h), which any rt_protos file knows or not. */
export const protocolBgp = 186;

/** The number that FRR's static routes have (RTPROT_ZSTATIC), so that those an administrator enters stay theirs. */
export const protocolStatic = 196;

/** What tells our BGP routes from those of others: FRR's metric for them. */
export const routeMetric = 20;

/**
 * A route of ours as the kernel knows it. Of BGP it is the prefix alone; of a static route it says `proto` and `metric`
 * too, since the same prefix may have both.
 */
export type KernelRouteKey = string;

export function staticRouteKey(prefix: string, distance: number): KernelRouteKey {
  return `${prefix} proto ${protocolStatic} metric ${distance}`;
}

/** The prefix of the route. */
export function prefixOfKey(key: KernelRouteKey): string {
  const end = key.indexOf(' ');
  return end === -1 ? key : key.slice(0, end);
}

export function isStaticKey(key: KernelRouteKey): boolean {
  return key.includes(' ');
}

/**
 * What the kernel is to do with packets, as the words of an `ip route` line: one gateway, several with their shares, or
 * to drop them. An IPv4 prefix may have IPv6 next hops (RFC 8950). Hops that are one and the same are said once.
 */
export function routeWay(prefix: string, forwarding: ForwardingView): string {
  if (forwarding.kind === 'blackhole') return 'blackhole';
  const shares = new Map<string, number>();
  for (const hop of forwarding.hops) {
    const way = hopWay(prefix, hop);
    if (!shares.has(way)) shares.set(way, hop.weight);
  }
  if (shares.size === 1) return [...shares.keys()][0];
  return Array.from(shares, ([way, weight]) => `nexthop ${way} weight ${weight}`).join(' ');
}

/** Where a way leads to. */
export interface WayPlace {
  readonly gateway?: IpAddress;
  readonly interfaceName?: string;
}

export function placesOnWay(way: string): readonly WayPlace[] {
  return [
    ...Array.from(way.matchAll(/via (?:inet6 )?(\S+)/g), ([, gateway]) => ({ gateway })),
    ...Array.from(way.matchAll(/dev (\S+)/g), ([, interfaceName]) => ({ interfaceName })),
  ];
}

/** One line of an `ip -batch` file that makes the kernel send what the key names this way, and no other. */
export function replaceRouteLine(key: KernelRouteKey, way: string): string {
  return way === 'blackhole'
    ? `route replace blackhole ${selector(key)}`
    : `route replace ${selector(key)} ${way}`;
}

/** The line that removes our route, and nobody else's. */
export function deleteRouteLine(key: KernelRouteKey): string {
  return `route delete ${selector(key)}`;
}

function selector(key: KernelRouteKey): string {
  return isStaticKey(key) ? key : `${key} proto ${protocolBgp} metric ${routeMetric}`;
}

function hopWay(prefix: string, { gateway, interfaceName }: ForwardingHop): string {
  const words: string[] = [];
  if (gateway !== undefined) {
    const isOtherFamily = isIpv6(gateway) && !isIpv6(prefix.split('/')[0]);
    words.push(isOtherFamily ? `via inet6 ${gateway}` : `via ${gateway}`);
  }
  if (interfaceName !== undefined) words.push(`dev ${interfaceName}`);
  return words.join(' ');
}
