import { attributeCategory, type OpaqueTlv } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets, joinOctets, numberOctets } from '../octets.ts';
import {
  type AttributeArbitraries,
  constantValue,
  tooShort,
  wrongFlags,
  wrongValue,
} from './attribute-arbitraries.ts';
import { arbitraryTlv, someTlvs } from './tlvs.ts';

const treatment = 'attribute-discard';
const reference = 'RFC 7311, section 3.2';
const metricMax = 0xffff_ffff_ffff_ffffn;
/** A whole TLV of an unknown type; its length counts the header too. */
const unknownTlv = [9, 0, 4, 0];

export const aigp: AttributeArbitraries = {
  code: 26,
  name: 'AIGP',
  flags: attributeCategory.optionalNonTransitive,
  presence: 'optional',
  valid: () => tlvsOf(arbitraryMetric().map((metric) => [metricTlv(metric)])),
  edges: [
    {
      // RFC 7311, section 3: only the first counts.
      name: 'two metrics',
      fields: () =>
        tlvsOf(fc.tuple(arbitraryMetric(), arbitraryMetric()).map((metrics) => metrics.map(metricTlv))),
    },
    { name: 'TLVs of unknown types alone', fields: () => tlvsOf(someTlvs(arbitraryTlv(2, 255))) },
    { name: 'the largest metric of use', fields: () => tlvsOf(fc.constant([metricTlv(metricMax - 1n)])) },
  ],
  malformations: [
    tooShort(1, treatment, reference),
    wrongValue('a metric that is not of 8 octets', treatment, reference, () =>
      arbitraryOctets(0, 12)
        .filter(({ length }) => length !== 8)
        .map((metric) => joinOctets([1], numberOctets(metric.length + 3, 2), metric)),
    ),
    wrongValue('a length below the header’s own', treatment, reference, () =>
      fc.integer({ min: 0, max: 2 }).map((told) => joinOctets(unknownTlv, [9, 0, told])),
    ),
    wrongValue('a TLV overruns the attribute', treatment, reference, () =>
      fc.integer({ min: 5, max: 255 }).map((told) => joinOctets(unknownTlv, [9, 0, told, 0])),
    ),
    wrongValue('the largest metric there is', treatment, reference, () =>
      fc.constant(joinOctets([1, 0, 11], new Uint8Array(8).fill(255))),
    ),
    ...wrongFlags(
      attributeCategory.optionalNonTransitive,
      treatment,
      constantValue(...unknownTlv),
      reference,
    ),
  ],
};

function tlvsOf(tlvs: fc.Arbitrary<OpaqueTlv[]>): fc.Arbitrary<{ aigp: OpaqueTlv[] }> {
  return fc.record({ aigp: tlvs });
}

function metricTlv(metric: bigint): OpaqueTlv {
  return { type: 1, value: metric.toString(16).padStart(16, '0') };
}

function arbitraryMetric(): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 0n, max: metricMax - 1n });
}
