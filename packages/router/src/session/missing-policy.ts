import { directionVerdict } from '@bgpeer/policy';
import type { Peer } from '../peer.ts';
import { emitEvent, type RouterState } from '../router-state.ts';

/**
 * RFC 8212 is easily taken for a fault: the operator is told what it does, once for each session, and once more when a
 * policy that was there is gone.
 */
export function tellOfMissingPolicies(peer: Peer, state: RouterState): void {
  const { session } = peer.negotiated!;
  const { ebgpRequiresPolicy } = state.configuration;
  for (const family of peer.negotiatedFamilies) {
    const { importFilters, exportFilters } = peer.settings.families[family]!;
    for (const [direction, attached] of [
      ['import', importFilters],
      ['export', exportFilters],
    ] as const) {
      const key = `${family} ${direction}` as const;
      const { permitted } = directionVerdict({ session, attached, ebgpRequiresPolicy });
      if (permitted) peer.policyMissingTold.delete(key);
      if (permitted || peer.policyMissingTold.has(key)) continue;
      peer.policyMissingTold.add(key);
      emitEvent(state, { name: 'policy-missing', peer: peer.address, family, direction });
    }
  }
}
