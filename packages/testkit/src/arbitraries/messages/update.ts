import type { UpdateMessage, WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import type { MessageArbitraries } from './message-arbitraries.ts';
import { otherFamilyEdges, otherFamilyMalformations } from './other-families.ts';
import { arbitraryOtherUpdate } from './other-family-parts.ts';
import { updateEdges } from './update-edges.ts';
import { updateMalformations } from './update-malformations.ts';
import { arbitraryAdvertisement, arbitraryNlri, updateOf } from './update-parts.ts';

export const update: MessageArbitraries = {
  type: 'UPDATE',
  valid: arbitraryUpdate,
  edges: [...updateEdges, ...otherFamilyEdges],
  malformations: [...updateMalformations, ...otherFamilyMalformations],
};

/** Routes of one family with their attributes, withdrawals, or the End-of-RIB marker (RFC 4724, section 2). */
export function arbitraryUpdate(context: WireContext): fc.Arbitrary<UpdateMessage> {
  const routed = fc.constantFrom(...context.families).chain((family) =>
    fc.oneof(
      fc.constant(updateOf(family, { unreachable: [] })),
      arbitraryNlri(context, family).map((unreachable) => updateOf(family, { unreachable })),
      arbitraryAdvertisement(context, family),
    ),
  );
  const { otherFamilies = [] } = context;
  if (otherFamilies.length === 0) return routed;
  return fc.oneof(
    routed,
    fc.constantFrom(...otherFamilies).chain((agreed) => arbitraryOtherUpdate(context, agreed)),
  );
}
