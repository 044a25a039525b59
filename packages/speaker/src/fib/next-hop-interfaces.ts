import { readFileSync } from 'node:fs';
import type { IpAddress } from '@bgpeer/bgp-wire';
import { interfaceSubnets, subnetOf } from '../transport/interface-subnets.ts';

export interface NextHopInterface {
  readonly name: string;
  readonly index: number;
}

/** The directly connected interface behind each next hop, for those that have one. Read from the system once a call. */
export function nextHopInterfaceFinder(): (nextHop: IpAddress) => NextHopInterface | undefined {
  const subnets = interfaceSubnets();
  const found = new Map<IpAddress, NextHopInterface | undefined>();
  return (nextHop) => {
    if (!found.has(nextHop)) {
      const subnet = subnetOf(nextHop, subnets);
      found.set(nextHop, subnet === undefined ? undefined : interfaceOf(subnet.interfaceName));
    }
    return found.get(nextHop);
  };
}

function interfaceOf(name: string): NextHopInterface | undefined {
  const index = interfaceIndex(name);
  return index === undefined ? undefined : { name, index };
}

/** Linux tells an interface's number in sysfs; elsewhere it is not known. */
export function interfaceIndex(name: string): number | undefined {
  try {
    return Number(readFileSync(`/sys/class/net/${name}/ifindex`, 'utf8'));
  } catch {
    return undefined;
  }
}
