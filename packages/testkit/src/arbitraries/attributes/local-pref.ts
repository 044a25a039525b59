import { attributeCategory } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnsigned32 } from '../octets.ts';
import { type AttributeArbitraries, anyValue } from './attribute-arbitraries.ts';
import { internalMalformations } from './internal-only.ts';

export const localPref: AttributeArbitraries = {
  code: 5,
  name: 'LOCAL_PREF',
  flags: attributeCategory.wellKnown,
  presence: 'internal-mandatory',
  valid: () => fc.record({ localPref: arbitraryUnsigned32() }),
  edges: [
    {
      name: 'the largest',
      fields: ({ session }) =>
        session === 'internal' ? fc.constant({ localPref: 4_294_967_295 }) : undefined,
    },
  ],
  malformations: internalMalformations(
    attributeCategory.wellKnown,
    { kind: 'length', octetCount: 4 },
    anyValue(4),
    'RFC 7606, section 7.5',
  ),
};
