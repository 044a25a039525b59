import { attributeCategory, type PathAttributes, type Treatment } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryHexadecimal } from '../octets.ts';
import { type AttributeArbitraries, constantValue, tooShort, wrongFlags } from './attribute-arbitraries.ts';

/** What the rows of attributes whose values are kept whole differ in. */
interface OpaqueAttribute {
  readonly code: number;
  readonly name: string;
  readonly field: 'trafficEngineering' | 'bgpsecPath';
  readonly treatment: Treatment;
  readonly reference: string;
}

/** An optional non-transitive attribute whose value is kept whole: only being empty is wrong. */
export function opaqueAttribute(attribute: OpaqueAttribute): AttributeArbitraries {
  const { code, name, field, treatment, reference } = attribute;
  const flags = attributeCategory.optionalNonTransitive;
  const valuesOf = (octetCount: fc.Arbitrary<number>): fc.Arbitrary<PathAttributes> =>
    octetCount.chain(arbitraryHexadecimal).map((value) => ({ [field]: value }));
  return {
    code,
    name,
    flags,
    presence: 'optional',
    valid: () => valuesOf(fc.integer({ min: 1, max: 30 })),
    edges: [
      {
        name: 'too much for one octet of length',
        fields: () => valuesOf(fc.integer({ min: 256, max: 300 })),
      },
    ],
    malformations: [
      tooShort(1, treatment, reference),
      ...wrongFlags(flags, treatment, constantValue(1, 2, 3)),
    ],
  };
}
