import { type AfiSafi, type Capability, nlriFamilies } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryOctets } from '../octets.ts';

const afiSafis: AfiSafi[] = nlriFamilies.map(({ afi, safi }) => ({ afi, safi }));

/** A value that an RFC allows but that is seldom seen. */
export interface CapabilityEdge {
  readonly name: string;
  readonly capability: () => fc.Arbitrary<{ readonly value: Uint8Array; readonly meaning: Capability }>;
}

/** A value that no RFC gives a meaning to: the capability is not understood, and ignored (RFC 5492, section 3). */
export interface CapabilityMalformation {
  readonly name: string;
  readonly reference: string;
  readonly value: () => fc.Arbitrary<Uint8Array>;
}

/** One capability: everything that the kit can make of it. */
export interface CapabilityArbitraries {
  readonly code: number;
  readonly name: Capability['name'];
  readonly valid: () => fc.Arbitrary<Capability>;
  readonly edges: readonly CapabilityEdge[];
  readonly malformations: readonly CapabilityMalformation[];
}

/** Any length but the one that the value must have. */
export function wrongValueLength(octetCount: number, reference: string): CapabilityMalformation {
  return {
    name: `length is not ${octetCount}`,
    reference,
    value: () => arbitraryOctets(0, octetCount + 8).filter(({ length }) => length !== octetCount),
  };
}

/** A head of so many octets, and rows behind it of which the last is not whole. */
export function brokenRows(
  headOctetCount: number,
  rowOctetCount: number,
  reference: string,
): CapabilityMalformation {
  return {
    name: 'the last row is not whole',
    reference,
    value: () =>
      arbitraryOctets(0, headOctetCount + rowOctetCount * 3)
        .filter(({ length }) => length < headOctetCount || (length - headOctetCount) % rowOctetCount !== 0)
        .map((octets) => octets.fill(1)),
  };
}

/** AFI and SAFI of a family that the codec knows. */
export function arbitraryAfiSafi(): fc.Arbitrary<AfiSafi> {
  return fc.constantFrom(...afiSafis);
}

/** A row for up to three of the families, in their order, each with what `rest` adds. */
export function familyRows<Rest extends object>(
  rest: fc.Arbitrary<Rest>,
  rowCountMin = 0,
): fc.Arbitrary<(AfiSafi & Rest)[]> {
  return fc
    .tuple(fc.subarray(afiSafis, { minLength: rowCountMin, maxLength: 3 }), fc.tuple(rest, rest, rest))
    .map(([chosen, rests]) => chosen.map((family, place) => ({ ...family, ...rests[place] })));
}
