import type { CompiledPolicy } from '@bgpeer/policy';
import type { FamilyRib, PrefixId } from '@bgpeer/rib';

const octets = new Uint8Array(16);

/** What a policy wants to know of a prefix of the table. */
export function prefixClassOf(rib: FamilyRib, prefix: PrefixId, policy: CompiledPolicy): number {
  rib.index.writeOctets(prefix, octets);
  return policy.prefixClass(rib.index.family.name, octets, 0, rib.index.bitLength(prefix));
}
