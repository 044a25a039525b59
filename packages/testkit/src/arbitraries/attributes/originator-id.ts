import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryBgpIdentifier } from '../addresses.ts';
import { type AttributeArbitraries, anyValue } from './attribute-arbitraries.ts';
import { internalMalformations } from './internal-only.ts';

export const originatorId: AttributeArbitraries = {
  code: 9,
  name: 'ORIGINATOR_ID',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'internal-optional',
  valid: () => fc.record({ originatorId: arbitraryBgpIdentifier() }),
  edges: [],
  malformations: internalMalformations(
    attributeCategory.optionalNonTransitive,
    { kind: 'length', octetCount: 4 },
    anyValue(4),
    'RFC 7606, section 7.9',
  ),
};
