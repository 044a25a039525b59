import { formatPrefix, type IpAddress, isIpv4, parsePrefixLoosely } from '@bgpeer/bgp-wire';
import type { ConnectionEndpoints } from '@bgpeer/fsm';

/** The endpoints of a dial as the dialer sees them; the source is the asked-for address, or the host's first of the family. */
export function endpointsBetween(
  dialer: { readonly name: string; readonly addresses: readonly IpAddress[] },
  dial: { readonly remoteAddress: IpAddress; readonly remotePort: number; readonly localAddress?: IpAddress },
  localPort: number,
): ConnectionEndpoints {
  const { remoteAddress, remotePort } = dial;
  const localAddress =
    dial.localAddress ?? dialer.addresses.find((address) => isIpv4(address) === isIpv4(remoteAddress));
  if (localAddress === undefined)
    throw new Error(`${dialer.name} has no address to reach ${remoteAddress} from`);
  const sharedSubnet = sharedSubnetOf(dialer.addresses, remoteAddress);
  return { localAddress, localPort, remoteAddress, remotePort, sharedSubnet };
}

/** The same connection as the other end, a host with these addresses, sees it. */
export function mirrored(
  endpoints: ConnectionEndpoints,
  addresses: readonly IpAddress[],
): ConnectionEndpoints {
  return {
    localAddress: endpoints.remoteAddress,
    localPort: endpoints.remotePort,
    remoteAddress: endpoints.localAddress,
    remotePort: endpoints.localPort,
    sharedSubnet: sharedSubnetOf(addresses, endpoints.localAddress),
  };
}

/** The subnet of one of a host's addresses that another address is in. */
function sharedSubnetOf(addresses: readonly IpAddress[], remoteAddress: IpAddress): string | undefined {
  const subnet = subnetOf(remoteAddress);
  return addresses.some((address) => subnetOf(address) === subnet) ? subnet : undefined;
}

/** Addresses of one /24, or of one /64, are neighbours on a link. */
function subnetOf(address: IpAddress): string {
  return formatPrefix(parsePrefixLoosely(`${address}/${isIpv4(address) ? 24 : 64}`)!);
}
