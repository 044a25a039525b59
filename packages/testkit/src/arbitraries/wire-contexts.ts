import {
  type AfiSafi,
  familyNames,
  nlriFamilyByCodes,
  type OtherFamily,
  otherNlriFamilies,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';

/** Families whose NLRI pass as octets: MCAST-VPN (RFC 6514) and BGP-LS (RFC 9552). */
const opaqueFamilies: readonly AfiSafi[] = [
  { afi: 1, safi: 5 },
  { afi: 16_388, safi: 71 },
];

/**
 * Whatever two OPENs may have agreed on; at least one family that is routed, and up to three others. Shrinks to an
 * external session of one family and nothing else.
 */
export function arbitraryWireContext(): fc.Arbitrary<WireContext> {
  return fc.subarray([...familyNames], { minLength: 1 }).chain((families) =>
    fc.record<WireContext>({
      fourOctetAsNumbers: fc.boolean(),
      extendedMessages: fc.boolean(),
      families: fc.constant(families),
      addPath: fc.subarray(families),
      extendedNextHop: fc.subarray(families.filter((family) => family === 'ipv4-unicast')),
      otherFamilies: arbitraryOtherFamilies(),
      session: fc.constantFrom('external' as const, 'internal' as const),
    }),
  );
}

function arbitraryOtherFamilies(): fc.Arbitrary<OtherFamily[]> {
  const families = [...otherNlriFamilies, ...opaqueFamilies].map(({ afi, safi }) => ({ afi, safi }));
  return fc
    .subarray(families, { maxLength: 3 })
    .chain((chosen) => fc.tuple(...chosen.map((family) => arbitraryAgreement(family))));
}

/** What a family's kind has no use for is not agreed on. */
function arbitraryAgreement(family: AfiSafi): fc.Arbitrary<OtherFamily> {
  const row = nlriFamilyByCodes(family.afi, family.safi);
  if (row === undefined) return fc.constant(family);
  const hasLabels = row.list === 'labelledPrefixes' || row.list === 'vpnPrefixes';
  const never = fc.constant({});
  return fc
    .tuple(
      fc.constantFrom({}, { addPath: true }),
      row.addressOctetCount === 4 && row.list !== 'flowspecRules'
        ? fc.constantFrom({}, { extendedNextHop: true })
        : never,
      hasLabels ? fc.constantFrom({}, { labelCountMax: 2 }, { labelCountMax: 3 }) : never,
    )
    .map((agreed) => Object.assign({}, family, ...agreed) as OtherFamily);
}
