import { networkInterfaces } from 'node:os';
import {
  formatPrefix,
  type IpAddress,
  isIpv4,
  type Prefix,
  parsePrefixLoosely,
  prefixContainsAddress,
} from '@bgpeer/bgp-wire';

const linkLocal = parsePrefixLoosely('fe80::/10')!;

/** A subnet that one of this machine's interfaces is in. */
export interface InterfaceSubnet {
  readonly interfaceName: string;
  readonly address: IpAddress;
  readonly prefix: Prefix;
}

/** The subnets of all interface addresses, as the system says now. */
export function interfaceSubnets(): InterfaceSubnet[] {
  const subnets: InterfaceSubnet[] = [];
  for (const [interfaceName, addresses] of Object.entries(networkInterfaces())) {
    for (const { address, cidr } of addresses ?? []) {
      const prefix = cidr === null ? undefined : parsePrefixLoosely(cidr);
      if (prefix !== undefined) subnets.push({ interfaceName, address, prefix });
    }
  }
  return subnets;
}

/** The longest of the subnets that hold `address`: the interface that a directly connected address is behind. */
export function subnetOf(
  address: IpAddress,
  subnets: readonly InterfaceSubnet[],
): InterfaceSubnet | undefined {
  let longest: InterfaceSubnet | undefined;
  for (const subnet of subnets) {
    if (!prefixContainsAddress(subnet.prefix, address)) continue;
    if (longest === undefined || subnet.prefix.bitLength > longest.prefix.bitLength) longest = subnet;
  }
  return longest;
}

/**
 * The subnet of ours that the other end of a connection is in, as a prefix: what RFC 4271, section 5.1.3, calls a common
 * subnet. Our end of the connection may be an address of another interface.
 */
export function sharedSubnet(
  remoteAddress: IpAddress,
  subnets: readonly InterfaceSubnet[],
): string | undefined {
  const shared = subnetOf(remoteAddress, subnets);
  return shared === undefined ? undefined : formatPrefix(shared.prefix);
}

/** Our address of the other family on the interface that has `address`, not a link-local one: what routes of that family can go by. */
export function otherFamilyAddress(
  address: IpAddress,
  subnets: readonly InterfaceSubnet[],
): IpAddress | undefined {
  const own = subnets.find((subnet) => subnet.address === address) ?? subnetOf(address, subnets);
  return subnets.find(
    (subnet) =>
      subnet.interfaceName === own?.interfaceName &&
      isIpv4(subnet.address) !== isIpv4(address) &&
      !prefixContainsAddress(linkLocal, subnet.address),
  )?.address;
}

/** The highest IPv4 address of an interface that is not loopback: FRR's choice of a router-id when none is given. */
export function highestIpv4Address(): IpAddress | undefined {
  const candidates = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
  return candidates.sort((a, b) => ipv4Value(b) - ipv4Value(a))[0];
}

function ipv4Value(address: IpAddress): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}
