import type { OtherFamily } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { joinOctets } from '../octets.ts';
import type { OtherNlriEdge, OtherNlriMalformation } from './other-family-arbitraries.ts';

const reference = 'RFC 8277, section 2; RFC 7606, section 5.3';
const labelOctetCount = 3;
/** Label 16 with the bottom-of-stack bit. */
const lastLabel = [0, 1, 1];
/** Label 16 with more behind it. */
const innerLabel = [0, 1, 0];

/** What is odd about labels: with octets between labels and prefix, and what these mean. */
export function labelEdges(
  between: readonly number[],
  addressOctetCount: 4 | 16,
  meaning: { readonly routeDistinguisher: string } | object,
): OtherNlriEdge[] {
  const prefix = addressOctetCount === 4 ? '10.0.0.0/8' : 'a00::/8';
  const nlri = (labels: readonly number[]) =>
    joinOctets([(labels.length + between.length + 1) * 8], labels, between, [10]);
  return [
    {
      // RFC 8277, section 2.2: with one label the bit is not looked at.
      name: 'one label without the bottom-of-stack bit',
      appliesTo: hasOneLabel,
      nlri: () => fc.constant({ octets: nlri(innerLabel), meaning: { ...meaning, prefix, labels: [16] } }),
    },
    {
      name: 'implicit null, and every other bit of its field set',
      nlri: () => fc.constant({ octets: nlri([0, 0, 0x3f]), meaning: { ...meaning, prefix, labels: [3] } }),
    },
  ];
}

/** What can be wrong with the labels before a prefix, or what stands between, and with a length that speaks of them. */
export function labelMalformations(between: readonly number[]): OtherNlriMalformation[] {
  return [
    {
      name: 'a length that does not hold a label',
      reference,
      treatment: 'session-reset',
      octets: () =>
        fc
          .integer({ min: 0, max: labelOctetCount * 8 - 1 })
          .map((bitLength) => Uint8Array.of(bitLength, ...lastLabel, ...new Uint8Array(8))),
    },
    {
      name: 'labels that overrun the field',
      reference,
      treatment: 'session-reset',
      octets: () => fc.constantFrom([56], [56, 0], [56, 0, 1]).map((octets) => Uint8Array.from(octets)),
    },
    {
      name: 'more labels than agreed on',
      reference: 'RFC 8277, section 2.1',
      treatment: 'treat-as-withdraw',
      appliesTo: (agreed) => !hasOneLabel(agreed),
      announcedOnly: true,
      octets: ({ labelCountMax }) => {
        const labels = Array.from({ length: labelCountMax! }, () => innerLabel).flat();
        const rest = [...labels, ...lastLabel, ...between];
        return fc.constant(Uint8Array.of(rest.length * 8, ...rest));
      },
    },
  ];
}

function hasOneLabel({ labelCountMax = 1 }: OtherFamily): boolean {
  return labelCountMax === 1;
}
