import type { FrrConfDraft, NeighborDraft } from './frr-conf-draft.ts';

/** `ttl-security` asks that the peer be near, `ebgp-multihop` lets it be far: FRR takes one of them only. */
export function reportTtlSecurity(draft: FrrConfDraft, neighbors: ReadonlyMap<string, NeighborDraft>): void {
  for (const [name, statement] of draft.ttlSecurity) {
    const neighbor = neighbors.get(name);
    const group = neighbor?.peerGroup === undefined ? undefined : neighbors.get(neighbor.peerGroup);
    const hops = neighbor?.settings.ebgpMultihop ?? group?.settings.ebgpMultihop ?? 1;
    if (hops === 1) continue;
    draft.report(statement, {
      severity: 'error',
      message: `ttl-security and ebgp-multihop ${hops} cannot go together`,
      expected: 'one of the two',
      fix: 'take ttl-security away',
    });
  }
}
