import { addressToOctets, type FamilyName } from '@bgpeer/bgp-wire';
import { feeder } from './device.ts';
import { MessageSplitter } from './message-splitter.ts';
import { generateRouteTable } from './route-table.ts';
import { RouteTally } from './route-tally.ts';
import { encodeReachable, encodeWithdrawn } from './update-stream.ts';

const nextHops: Readonly<Record<FamilyName, string>> = {
  'ipv4-unicast': feeder.address,
  'ipv6-unicast': '2001:db8::2',
};
const seed = 4271;

/** What a feeder sends, encoded beforehand. */
export interface Workload {
  readonly family: FamilyName;
  readonly prefixCount: number;
  readonly attributeSetCount: number;
  /** As `PrefixTally` has it. */
  readonly prefixDigest: number;
  readonly reachable: Uint8Array;
  readonly withdrawn: Uint8Array;
}

/** The same family and count give the same octets, on every machine. */
export function prepareWorkload(family: FamilyName, prefixCount: number): Workload {
  const table = generateRouteTable({ family, prefixCount, feederAsNumber: feeder.asNumber, seed });
  const reachable = encodeReachable(table, addressToOctets(nextHops[family]));
  const tally = new RouteTally();
  new MessageSplitter().push(reachable, (_typeCode, octets, start, end) =>
    tally.addUpdate(octets, start, end),
  );
  return {
    family,
    prefixCount,
    attributeSetCount: table.attributeSets.length,
    prefixDigest: tally.reachable.digest,
    reachable,
    withdrawn: encodeWithdrawn(table),
  };
}
