import type { FamilyName } from '@bgpeer/bgp-wire';
import type { FamilyArbitraries } from './family-arbitraries.ts';
import { unicastFamily } from './unicast.ts';

/** Every address family that the kit can make, in the order of their numbers. */
export const familyArbitraries: readonly FamilyArbitraries[] = [
  unicastFamily('ipv4-unicast'),
  unicastFamily('ipv6-unicast'),
];

const byName = new Map(familyArbitraries.map((row) => [row.family, row]));

/** The row of a family's name. */
export function familyArbitrariesOf(family: FamilyName): FamilyArbitraries {
  return byName.get(family)!;
}
