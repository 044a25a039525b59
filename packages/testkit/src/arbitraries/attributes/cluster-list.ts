import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryBgpIdentifier } from '../addresses.ts';
import { type AttributeArbitraries, anyValue } from './attribute-arbitraries.ts';
import { internalMalformations } from './internal-only.ts';

export const clusterList: AttributeArbitraries = {
  code: 10,
  name: 'CLUSTER_LIST',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'internal-optional',
  valid: () => clusters(1, 4),
  edges: [
    {
      name: 'too many clusters for one octet of length',
      fields: ({ session }) => (session === 'internal' ? clusters(64, 66) : undefined),
    },
  ],
  malformations: internalMalformations(
    attributeCategory.optionalNonTransitive,
    { kind: 'elements', octetCount: 4 },
    anyValue(4),
    'RFC 7606, section 7.10',
  ),
};

function clusters(minLength: number, maxLength: number): fc.Arbitrary<{ clusterList: string[] }> {
  return fc.record({ clusterList: fc.array(arbitraryBgpIdentifier(), { minLength, maxLength }) });
}
