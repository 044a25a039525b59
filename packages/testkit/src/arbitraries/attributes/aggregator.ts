import { attributeCategory, updateMessageErrorSubcode, type WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnicastIpv4 } from '../addresses.ts';
import { joinOctets, numberOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  type AttributeMalformation,
  wrongFlags,
  wrongLength,
} from './attribute-arbitraries.ts';

const treatment = 'attribute-discard';

export const aggregator: AttributeArbitraries = {
  code: 7,
  name: 'AGGREGATOR',
  flags: attributeCategory.optionalTransitive,
  presence: 'optional',
  valid: ({ asNumber }) =>
    fc.record({ aggregator: fc.record({ asNumber, address: arbitraryUnicastIpv4() }) }),
  edges: [
    {
      name: 'the largest AS number',
      fields: () => fc.constant({ aggregator: { asNumber: 4_294_967_295, address: '192.0.2.1' } }),
    },
  ],
  malformations: [
    ...([4, 2] as const).map((width) => aggregatorLength(width)),
    {
      name: 'AS 0',
      reference: 'RFC 7607, section 2',
      treatment,
      subcode: updateMessageErrorSubcode.optionalAttributeError,
      value: (context) => fc.constant(aggregatorOctets(0, widthIn(context))),
    },
    ...wrongFlags(
      attributeCategory.optionalTransitive,
      treatment,
      (context) => fc.constant(aggregatorOctets(1, widthIn(context))),
      'RFC 7606, section 3, item f',
    ),
  ],
};

/** AS number and address; the address is a documentation one. */
export function aggregatorOctets(asNumber: number, asNumberOctetCount: 2 | 4): Uint8Array {
  return joinOctets(numberOctets(asNumber, asNumberOctetCount), [192, 0, 2, 1]);
}

function aggregatorLength(asNumberOctetCount: 2 | 4): AttributeMalformation {
  return {
    ...wrongLength(asNumberOctetCount + 4, treatment, 'RFC 7606, section 7.7'),
    appliesTo: (context) => widthIn(context) === asNumberOctetCount,
  };
}

function widthIn({ fourOctetAsNumbers }: WireContext): 2 | 4 {
  return fourOctetAsNumbers ? 4 : 2;
}
