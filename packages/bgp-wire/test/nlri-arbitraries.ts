import {
  type EvpnRoute,
  type FlowspecComponent,
  type FlowspecRule,
  flowspecMatchRows,
  formatComparisons,
  formatEthernetOctets,
  formatPrefixOctets,
  formatRouteDistinguisher,
  type LabelledPrefix,
  type Nlri,
  type NlriFamily,
  type NlriLists,
  type OtherFamily,
  otherNlriFamilies,
  type RouteTargetMembership,
  type UpdateMessage,
  type VpnPrefix,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { address, octets } from './arbitraries.ts';

const uint24 = fc.integer({ min: 0, max: 0xff_ffff });
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const hexadecimal = (list: Uint8Array) => Buffer.from(list).toString('hex');

export const routeDistinguisher = fc
  .tuple(fc.oneof(fc.constantFrom(0, 1, 2), fc.integer({ min: 0, max: 0xffff })), octets(6), fc.boolean())
  .map(([type, value, isSmall]) => {
    const zeros = type === 2 && isSmall ? [0, 0] : [...value.subarray(0, 2)];
    return formatRouteDistinguisher(Uint8Array.of(type >> 8, type, ...zeros, ...value.subarray(2)));
  });
export const ethernetSegment = octets(10).map(formatEthernetOctets);
export const macAddress = octets(6).map(formatEthernetOctets);
const anyAddress = fc.oneof(address(4), address(16));

const prefixOf = (addressOctetCount: 4 | 16) =>
  fc
    .tuple(octets(addressOctetCount), fc.integer({ min: 0, max: addressOctetCount * 8 }))
    .map(([whole, bitLength]) =>
      formatPrefixOctets(addressOctetCount === 4 ? 'ipv4-unicast' : 'ipv6-unicast', whole, 0, bitLength),
    );

const labelsOf = (withdrawn: boolean, labelCountMax: number): fc.Arbitrary<number[]> =>
  withdrawn
    ? fc.constant([])
    : fc.array(fc.integer({ min: 0, max: 0xf_ffff }), {
        minLength: 1,
        maxLength: Math.min(labelCountMax, 4),
      });

export const evpnRoute: fc.Arbitrary<EvpnRoute> = fc.oneof(
  fc.record({
    type: fc.constant('ethernet-auto-discovery' as const),
    routeDistinguisher,
    ethernetSegment,
    ethernetTag: uint32,
    label: uint24,
  }),
  fc.record(
    {
      type: fc.constant('mac-ip-advertisement' as const),
      routeDistinguisher,
      ethernetSegment,
      ethernetTag: uint32,
      macAddress,
      ipAddress: anyAddress,
      label: uint24,
      secondLabel: uint24,
    },
    { requiredKeys: ['type', 'routeDistinguisher', 'ethernetSegment', 'ethernetTag', 'macAddress', 'label'] },
  ),
  fc.record({
    type: fc.constant('inclusive-multicast' as const),
    routeDistinguisher,
    ethernetTag: uint32,
    originatingRouter: anyAddress,
  }),
  fc.record({
    type: fc.constant('ethernet-segment' as const),
    routeDistinguisher,
    ethernetSegment,
    originatingRouter: anyAddress,
  }),
  fc.constantFrom<4 | 16>(4, 16).chain((addressOctetCount) =>
    fc.record({
      type: fc.constant('ip-prefix' as const),
      routeDistinguisher,
      ethernetSegment,
      ethernetTag: uint32,
      prefix: prefixOf(addressOctetCount),
      gateway: address(addressOctetCount),
      label: uint24,
    }),
  ),
  fc.record({
    type: fc.constant('unrecognized' as const),
    code: fc.integer({ min: 6, max: 255 }),
    value: fc.uint8Array({ maxLength: 30 }).map(hexadecimal),
  }),
);

/** An IPv6 pattern that skips bits (RFC 8956, section 3.1), in the codec's text. */
const ipv6Pattern = fc
  .tuple(octets(16), fc.integer({ min: 0, max: 127 }), fc.integer({ min: 1, max: 128 }))
  .filter(([, offset, bitLength]) => offset < bitLength)
  .map(([whole, offset, bitLength]) => {
    for (let bit = 0; bit < offset; bit++) whole[bit >> 3] &= ~(0x80 >> (bit & 7));
    const [text] = formatPrefixOctets('ipv6-unicast', whole, 0, bitLength).split('/');
    return `${text}/${offset === 0 ? '' : `${offset}-`}${bitLength}`;
  });

export const flowspecRule = (family: NlriFamily): fc.Arbitrary<FlowspecRule> => {
  const addressOctetCount = family.addressOctetCount!;
  const prefix = addressOctetCount === 4 ? prefixOf(4) : fc.oneof(ipv6Pattern, fc.constant('::/0'));
  const prefixes = (['destination-prefix', 'source-prefix'] as const).map((type) =>
    fc.record({ type: fc.constant(type), prefix }),
  );
  const matches = flowspecMatchRows
    .filter((row) => row.addressOctetCounts.includes(addressOctetCount))
    .map((row) =>
      fc
        .array(
          fc.record({
            and: fc.boolean(),
            operator: fc.integer({ min: 0, max: row.operators === 'numeric' ? 7 : 3 }),
            value: fc.oneof(
              fc.bigInt({ min: 0n, max: 0xffn }),
              fc.bigInt({ min: 0n, max: (1n << BigInt(8 * (row.octetCountMax ?? 8))) - 1n }),
            ),
          }),
          { minLength: 1, maxLength: 4 },
        )
        .map(([first, ...more]) => ({
          type: row.type,
          match: formatComparisons([{ ...first, and: false }, ...more], row),
        })),
    );
  const components: fc.Arbitrary<FlowspecComponent>[] = [...prefixes, ...matches];
  return fc
    .tuple(...components.map((component) => fc.option(component, { nil: undefined })), routeDistinguisher)
    .map((drawn) => {
      const present = drawn
        .slice(0, -1)
        .filter((component) => component !== undefined) as FlowspecComponent[];
      const rule = { components: present };
      return family.hasRouteDistinguisher ? { routeDistinguisher: drawn.at(-1) as string, ...rule } : rule;
    })
    .filter((rule) => rule.components.length > 0);
};

export const routeTargetMembership: fc.Arbitrary<RouteTargetMembership> = fc.oneof(
  fc.constant({ bitLength: 0, originAs: 0, routeTarget: '0000000000000000' }),
  fc
    .tuple(uint32, fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), fc.integer({ min: 32, max: 96 }))
    .map(([originAs, target, bitLength]) => {
      const unused = BigInt(96 - bitLength);
      const routeTarget = ((target >> unused) << unused).toString(16).padStart(16, '0');
      return { bitLength, originAs, routeTarget };
    }),
);

/** An NLRI of the family as it can be in such a session. */
export function nlriOfFamily(
  family: NlriFamily,
  other: OtherFamily,
  withdrawn: boolean,
): fc.Arbitrary<Nlri | LabelledPrefix | VpnPrefix | EvpnRoute | FlowspecRule | RouteTargetMembership> {
  const labels = labelsOf(withdrawn, other.labelCountMax ?? 1);
  switch (family.list) {
    case 'nlri':
      return fc.record({ prefix: prefixOf(family.addressOctetCount!) });
    case 'labelledPrefixes':
      return fc.record({ prefix: prefixOf(family.addressOctetCount!), labels });
    case 'vpnPrefixes':
      // Three labels and an IPv6 prefix still fit the length's one octet beside a route distinguisher.
      return fc.record({
        routeDistinguisher,
        prefix: prefixOf(family.addressOctetCount!).filter((text) => Number(text.split('/')[1]) <= 95),
        labels,
      });
    case 'evpnRoutes':
      return evpnRoute;
    case 'flowspecRules':
      return flowspecRule(family);
    case 'routeTargetMemberships':
      return routeTargetMembership;
  }
}

/** What a session may have agreed on for one of the families beyond the routed ones. */
export const otherFamilySession: fc.Arbitrary<{
  readonly family: NlriFamily;
  readonly other: OtherFamily;
  readonly context: WireContext;
}> = fc
  .record({
    family: fc.constantFrom(...otherNlriFamilies),
    addPath: fc.boolean(),
    extendedNextHop: fc.boolean(),
    labelCountMax: fc.constantFrom(undefined, 2, 3),
  })
  .map(({ family, ...agreed }) => {
    const other = { afi: family.afi, safi: family.safi, ...agreed };
    const context: WireContext = {
      fourOctetAsNumbers: true,
      extendedMessages: true,
      families: ['ipv4-unicast'],
      addPath: [],
      extendedNextHop: [],
      otherFamilies: [other],
      session: 'external',
    };
    return { family, other, context };
  });

function listsOf(
  family: NlriFamily,
  other: OtherFamily,
  withdrawn: boolean,
  minLength: number,
): fc.Arbitrary<NlriLists> {
  const nlri = nlriOfFamily(family, other, withdrawn);
  const entry = other.addPath
    ? fc.tuple(nlri, uint32).map(([rest, pathIdentifier]) => ({ ...rest, pathIdentifier }))
    : nlri;
  return fc.array(entry, { minLength, maxLength: 5 }).map((list) => ({ nlri: [], [family.list]: list }));
}

function nextHopOf(family: NlriFamily, other: OtherFamily): fc.Arbitrary<object> {
  const ipv4 = fc.record({ nextHop: fc.constant('192.0.2.7') });
  const ipv6 = fc.record({ nextHop: fc.constant('2001:db8::7') });
  const ipv6Pair = fc.record({
    nextHop: fc.constant('2001:db8::7'),
    linkLocalNextHop: fc.constant('fe80::7'),
  });
  if (family.list === 'flowspecRules') return fc.oneof(fc.constant({}), ipv4, ipv6);
  if (family.addressOctetCount === undefined) return fc.oneof(ipv4, ipv6);
  if (family.addressOctetCount === 16) return fc.oneof(ipv6, ipv6Pair);
  return other.extendedNextHop ? fc.oneof(ipv4, ipv6, ipv6Pair) : ipv4;
}

/** UPDATEs that announce or withdraw NLRI of the family, without fault. */
export function updateOfOtherFamily(family: NlriFamily, other: OtherFamily): fc.Arbitrary<UpdateMessage> {
  const { afi, safi } = family;
  const common = { type: 'UPDATE' as const, withdrawn: [], nlri: [] };
  const announcing = fc
    .tuple(listsOf(family, other, false, 1), nextHopOf(family, other))
    .map(([lists, nextHop]) => ({
      ...common,
      attributes: {
        origin: 'IGP' as const,
        asPath: [{ type: 'AS_SEQUENCE' as const, asNumbers: [65000] }],
        ...nextHop,
      },
      reachable: { afi, safi, ...lists },
    }));
  const withdrawing = listsOf(family, other, true, 0).map((lists) => ({
    ...common,
    attributes: {},
    unreachable: { afi, safi, ...lists },
  }));
  return fc.oneof(announcing, withdrawing);
}
