import type { AfiSafi } from '../family.ts';
import type { CapabilityRow } from './capability-row.ts';

/** Routing policy distribution, code 72 (draft-ietf-idr-rpd, section 5). */
export interface RoutingPolicyDistributionCapability {
  readonly name: 'routing-policy-distribution';
  readonly families: readonly (AfiSafi & { readonly mode: 'receive' | 'send' | 'both' })[];
}

const modes = ['receive', 'send', 'both'] as const;

export const routingPolicyDistribution: CapabilityRow<'routing-policy-distribution'> = {
  name: 'routing-policy-distribution',
  code: 72,
  reference: 'draft-ietf-idr-rpd, section 5',
  decode(reader) {
    const families = [];
    while (reader.remaining > 0) {
      const [afi, safi] = [reader.uint16(), reader.uint8()];
      const mode = modes[reader.uint8() - 1];
      if (mode === undefined) return undefined;
      families.push({ afi, safi, mode });
    }
    return { name: 'routing-policy-distribution', families };
  },
  encode(capability, writer) {
    for (const { afi, safi, mode } of capability.families) {
      writer.uint16(afi);
      writer.uint8(safi);
      writer.uint8(modes.indexOf(mode) + 1);
    }
  },
};
