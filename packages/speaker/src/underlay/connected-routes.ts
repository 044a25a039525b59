import { formatPrefix, type IpAddress, isIpv4, parseAddress, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import type { UnderlayRoute } from '@bgpeer/router';

/** What of a row of `ip -json address` is read here. */
interface InterfaceRow {
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly {
    readonly local?: string;
    /** The other end of a link between two. */
    readonly address?: string;
    readonly prefixlen: number;
  }[];
}

/** The subnets of the addresses of interfaces that are up, with these addresses, by what `ip -json address` printed; those of loopback are no routes. */
export function connectedRoutes(printed: string): UnderlayRoute[] {
  const interfaces = new Map<string, { readonly names: Set<string>; readonly addresses: Set<IpAddress> }>();
  for (const { ifname, flags, addr_info } of JSON.parse(printed) as readonly InterfaceRow[]) {
    if (!flags.includes('LOWER_UP') || !flags.includes('UP')) continue;
    for (const { local, address = local, prefixlen } of addr_info) {
      const prefix = parsePrefixLoosely(`${address}/${prefixlen}`);
      if (prefix === undefined || isLoopback(address!)) continue;
      const text = formatPrefix(prefix);
      const { names, addresses } = interfaces.get(text) ?? { names: new Set(), addresses: new Set() };
      interfaces.set(text, { names: names.add(ifname), addresses });
      const own = parseAddress(local ?? '');
      // A link-local address may be ours on one link, and another's on the next.
      if (own !== undefined && !own.startsWith('fe80:')) addresses.add(own);
    }
  }
  return Array.from(interfaces, ([prefix, { names, addresses }]) => ({
    family: isIpv4(prefix.split('/')[0]) ? 'ipv4-unicast' : 'ipv6-unicast',
    prefix,
    protocol: 'connected',
    nextHops: Array.from(names, (interfaceName) => ({ interfaceName })),
    metric: 0,
    localAddresses: [...addresses],
  }));
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
