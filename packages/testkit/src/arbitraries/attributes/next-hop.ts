import { attributeCategory, updateMessageErrorSubcode } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnicastIpv4, arbitraryUnicastIpv6 } from '../addresses.ts';
import { arbitraryUnsigned8 } from '../octets.ts';
import {
  type AttributeArbitraries,
  constantValue,
  wrongFlags,
  wrongLength,
} from './attribute-arbitraries.ts';

const treatment = 'treat-as-withdraw';
const reference = 'RFC 7606, section 7.3';

/** The next hop of a route, in NEXT_HOP or, for other families, in MP_REACH_NLRI. Only the first can be malformed here. */
export const nextHop: AttributeArbitraries = {
  code: 3,
  name: 'NEXT_HOP',
  flags: attributeCategory.wellKnown,
  presence: 'mandatory',
  form: 'classic',
  valid: ({ family }) =>
    fc.record({ nextHop: family === 'ipv4-unicast' ? arbitraryUnicastIpv4() : arbitraryUnicastIpv6() }),
  edges: [
    {
      name: 'the last address of class A',
      fields: ({ family }) =>
        family === 'ipv4-unicast' ? fc.constant({ nextHop: '126.255.255.254' }) : undefined,
    },
    {
      name: 'a link-local address beside the global one',
      fields: ({ family }) =>
        family === 'ipv6-unicast'
          ? arbitraryUnicastIpv6().map((nextHop) => ({ nextHop, linkLocalNextHop: 'fe80::1' }))
          : undefined,
    },
  ],
  malformations: [
    wrongLength(4, treatment, reference),
    {
      name: 'not the address of a host',
      reference: 'RFC 4271, section 6.3; RFC 7606, section 3, item e',
      treatment,
      subcode: updateMessageErrorSubcode.invalidNextHopAttribute,
      value: () =>
        fc.oneof(
          fc
            .tuple(fc.constantFrom(0, 224, 239), arbitraryUnsigned8())
            .map(([first, last]) => Uint8Array.of(first, 0, 0, last)),
          fc.constant(Uint8Array.of(255, 255, 255, 255)),
        ),
    },
    ...wrongFlags(attributeCategory.wellKnown, treatment, constantValue(192, 0, 2, 1)),
  ],
};
