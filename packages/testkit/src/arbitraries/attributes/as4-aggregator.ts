import { attributeCategory, updateMessageErrorSubcode, type WireContext } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { aggregatorOctets } from './aggregator.ts';
import { type AttributeArbitraries, wrongLength } from './attribute-arbitraries.ts';

const treatment = 'attribute-discard';
const reference = 'RFC 6793, section 6';
const isTwoOctetSpeaker = ({ fourOctetAsNumbers }: WireContext) => !fourOctetAsNumbers;

/** As AS4_PATH is beside AS_PATH, so is AS4_AGGREGATOR beside AGGREGATOR. */
export const as4Aggregator: AttributeArbitraries = {
  code: 18,
  name: 'AS4_AGGREGATOR',
  flags: attributeCategory.optionalTransitive,
  presence: 'elsewhere',
  valid: () => fc.constant({}),
  edges: [
    {
      name: 'an AS number of four octets in AGGREGATOR',
      fields: () => fc.constant({ aggregator: { asNumber: 65_536, address: '192.0.2.1' } }),
    },
  ],
  malformations: [
    {
      name: 'comes from a speaker of four-octet AS numbers',
      reference,
      treatment,
      subcode: updateMessageErrorSubcode.optionalAttributeError,
      appliesTo: ({ fourOctetAsNumbers }) => fourOctetAsNumbers,
      value: () => fc.constant(aggregatorOctets(65_536, 4)),
    },
    { ...wrongLength(8, treatment, reference), appliesTo: isTwoOctetSpeaker },
    {
      name: 'AS 0',
      reference: 'RFC 7607, section 2',
      treatment,
      subcode: updateMessageErrorSubcode.optionalAttributeError,
      appliesTo: isTwoOctetSpeaker,
      value: () => fc.constant(aggregatorOctets(0, 4)),
    },
  ],
};
