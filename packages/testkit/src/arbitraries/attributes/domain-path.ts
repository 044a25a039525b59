import { attributeCategory, type DomainPath } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnsigned32, joinOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  constantValue,
  tooShort,
  wrongFlags,
  wrongValue,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';
const reference = 'draft-ietf-bess-evpn-ipvpn-interworking, section 4';
/** A segment of the one domain 65000:1, through which the route came as EVPN. */
const sound = [1, 0, 0, 0xfd, 0xe8, 0, 1, 70];

export const domainPath: AttributeArbitraries = {
  code: 36,
  name: 'D-PATH',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: () => pathOf(1, 3),
  edges: [{ name: '255 domains in a segment', fields: () => pathOf(255, 255) }],
  malformations: [
    tooShort(1, treatment, reference),
    wrongValue('a segment without domains', treatment, reference, () => fc.constant(joinOctets(sound, [0]))),
    wrongValue('a segment that overruns the attribute', treatment, reference, () =>
      fc.integer({ min: 2, max: 255 }).map((told) => joinOctets(sound, [told], sound.slice(1))),
    ),
    ...wrongFlags(attributeCategory.optionalTransitive, treatment, constantValue(...sound)),
  ],
};

function pathOf(minLength: number, maxLength: number): fc.Arbitrary<{ domainPath: DomainPath }> {
  const domain = fc.record({
    domainIdentifier: fc
      .tuple(arbitraryUnsigned32(), fc.integer({ min: 0, max: 65_535 }))
      .map(([administrator, assigned]) => `${administrator}:${assigned}`),
    safi: fc.constantFrom(0, 1, 70, 128),
  });
  return fc.record({
    domainPath: fc.array(fc.array(domain, { minLength, maxLength }), { minLength: 1, maxLength: 2 }),
  });
}
