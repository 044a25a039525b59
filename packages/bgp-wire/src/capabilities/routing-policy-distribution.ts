import type { CapabilityRow } from './capability-row.ts';
import { decodeFamilyModes, encodeFamilyModes, type FamilyMode } from './family-modes.ts';

/** Routing policy distribution, code 72 (draft-ietf-idr-rpd, section 5). */
export interface RoutingPolicyDistributionCapability {
  readonly name: 'routing-policy-distribution';
  readonly families: readonly FamilyMode[];
}

export const routingPolicyDistribution: CapabilityRow<'routing-policy-distribution'> = {
  name: 'routing-policy-distribution',
  code: 72,
  reference: 'draft-ietf-idr-rpd, section 5',
  decode(reader) {
    const families = decodeFamilyModes(reader);
    return families && { name: 'routing-policy-distribution', families };
  },
  encode: ({ families }, writer) => encodeFamilyModes(families, writer),
};
