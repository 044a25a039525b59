import {
  type FlowspecComponent,
  type FlowspecMatchRow,
  type FlowspecRule,
  flowspecMatchRows,
  formatComparisons,
  formatPrefixOctets,
  type NlriFamily,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { maskHostBits } from '../addresses.ts';
import { arbitraryOctets } from '../octets.ts';
import { arbitraryPrefixOf, arbitraryRouteDistinguisher } from './nlri-parts.ts';

/** A rule of one to four components, in their order; matches are as the codec writes them. */
export function arbitraryFlowspecRule(family: NlriFamily): fc.Arbitrary<FlowspecRule> {
  const addressOctetCount = family.addressOctetCount!;
  const prefix =
    addressOctetCount === 4 ? arbitraryPrefixOf(4) : fc.oneof(arbitraryPrefixOf(16), arbitraryIpv6Pattern());
  const components: fc.Arbitrary<FlowspecComponent>[] = [
    fc.record({ type: fc.constant('destination-prefix' as const), prefix }),
    fc.record({ type: fc.constant('source-prefix' as const), prefix }),
    ...flowspecMatchRows
      .filter((row) => row.addressOctetCounts.includes(addressOctetCount))
      .map(arbitraryMatch),
  ];
  const rule = fc
    .subarray(components, { minLength: 1, maxLength: 4 })
    .chain((chosen) => fc.record({ components: fc.tuple(...chosen) }));
  if (!family.hasRouteDistinguisher) return rule;
  return fc
    .tuple(arbitraryRouteDistinguisher(), rule)
    .map(([routeDistinguisher, rest]) => ({ routeDistinguisher, ...rest }));
}

/** One to four comparisons of one component. */
function arbitraryMatch(row: FlowspecMatchRow): fc.Arbitrary<FlowspecComponent> {
  const valueMax = (1n << BigInt(8 * (row.octetCountMax ?? 8))) - 1n;
  const comparison = fc.record({
    and: fc.boolean(),
    operator: fc.integer({ min: 0, max: row.operators === 'numeric' ? 7 : 3 }),
    value: fc.oneof(fc.bigInt({ min: 0n, max: 255n }), fc.bigInt({ min: 0n, max: valueMax })),
  });
  return fc.array(comparison, { minLength: 1, maxLength: 4 }).map(([first, ...more]) => ({
    type: row.type,
    // There is nothing before the first that it could be joined to.
    match: formatComparisons([{ ...first, and: false }, ...more], row),
  }));
}

/** Some bits in the middle of an IPv6 address (RFC 8956, section 3.1): `::1234:0/64-104`. */
function arbitraryIpv6Pattern(): fc.Arbitrary<string> {
  return fc.tuple(arbitraryOctets(16), fc.integer({ min: 1, max: 127 })).chain(([octets, offset]) =>
    fc.integer({ min: offset + 1, max: 128 }).map((bitLength) => {
      const pattern = octets.slice();
      maskHostBits(pattern, bitLength);
      for (let bit = 0; bit < offset; bit += 1) pattern[bit >> 3] &= ~(0x80 >> (bit & 7));
      const [address] = formatPrefixOctets('ipv6-unicast', pattern, 0, bitLength).split('/');
      return `${address}/${offset}-${bitLength}`;
    }),
  );
}
