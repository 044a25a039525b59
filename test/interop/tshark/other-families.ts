import {
  type EvpnRoute,
  formatEthernetOctets,
  formatRouteDistinguisher,
  type LabelledPrefix,
  type MultiprotocolNlri,
  type NlriFamily,
  type NlriFamilyName,
  type NlriLists,
  nlriFamilyOf,
  type PathAttributes,
  type RouteTargetMembership,
  type UpdateMessage,
  type VpnPrefix,
} from '@bgpeer/bgp-wire';
import { arbitraryPathAttributes, arbitraryPrefix, arbitraryUnicastIpv4 } from '@bgpeer/testkit';
import fc from 'fast-check';

/** The families beyond the routed ones whose NLRI tshark reads one by one. */
export const otherFamilyNames: readonly NlriFamilyName[] = [
  'ipv4-multicast',
  'ipv6-multicast',
  'ipv4-labelled-unicast',
  'ipv6-labelled-unicast',
  'vpnv4-unicast',
  'l2vpn-evpn',
  'route-target-constraint',
];

const uint24 = fc.integer({ min: 0, max: 0xff_ffff });
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const octets = (octetCount: number) => fc.uint8Array({ minLength: octetCount, maxLength: octetCount });

/** An UPDATE that advertises or withdraws NLRI of a family beyond the routed ones. */
export function arbitraryOtherUpdate(
  name: NlriFamilyName,
  session: 'internal' | 'external',
): fc.Arbitrary<UpdateMessage> {
  const family = nlriFamilyOf(name);
  const attributes = arbitraryPathAttributes({
    session,
    family: family.afi === 2 ? 'ipv6-unicast' : 'ipv4-unicast',
  });
  return fc.oneof(
    fc.tuple(attributes, listOf(family, false)).map(([sound, reachable]) => updateOf({ reachable }, sound)),
    listOf(family, true).map((unreachable) => updateOf({ unreachable }, {})),
  );
}

function updateOf(
  lists: Pick<UpdateMessage, 'reachable' | 'unreachable'>,
  attributes: PathAttributes,
): UpdateMessage {
  return { type: 'UPDATE', withdrawn: [], attributes, nlri: [], ...lists };
}

function listOf(family: NlriFamily, withdrawn: boolean): fc.Arbitrary<MultiprotocolNlri> {
  const { afi, safi } = family;
  return nlriOf(family, withdrawn).map((lists) => ({ afi, safi, nlri: [], ...lists }));
}

function nlriOf(family: NlriFamily, withdrawn: boolean): fc.Arbitrary<Partial<NlriLists>> {
  const prefix = arbitraryPrefix(family.afi === 2 ? 'ipv6-unicast' : 'ipv4-unicast');
  switch (family.list) {
    case 'nlri':
      return some(fc.record({ prefix })).map((nlri) => ({ nlri }));
    case 'labelledPrefixes':
      return some(labelled(prefix, withdrawn)).map((labelledPrefixes) => ({ labelledPrefixes }));
    case 'vpnPrefixes':
      return some(
        fc
          .tuple(routeDistinguisher, labelled(prefix, withdrawn))
          .map(([distinguisher, entry]): VpnPrefix => ({ routeDistinguisher: distinguisher, ...entry })),
      ).map((vpnPrefixes) => ({ vpnPrefixes }));
    case 'evpnRoutes':
      return some(evpnRoute).map((evpnRoutes) => ({ evpnRoutes }));
    case 'routeTargetMemberships':
      return some(routeTargetMembership).map((routeTargetMemberships) => ({ routeTargetMemberships }));
    case 'flowspecRules':
      throw new Error('tshark prints no numbers of flow specifications');
  }
}

const some = <Entry>(entry: fc.Arbitrary<Entry>) => fc.array(entry, { minLength: 1, maxLength: 6 });

function labelled(prefix: fc.Arbitrary<string>, withdrawn: boolean): fc.Arbitrary<LabelledPrefix> {
  const label = fc.integer({ min: 16, max: 0xf_ffff });
  return fc.record({ prefix, labels: withdrawn ? fc.constant([]) : label.map((value) => [value]) });
}

/** Of types 0, 1 and 2 (RFC 4364, section 4.2). */
const routeDistinguisher = fc
  .tuple(fc.integer({ min: 0, max: 2 }), octets(6))
  .filter(([type, value]) => type !== 2 || value[0] + value[1] > 0)
  .map(([type, value]) => formatRouteDistinguisher(Uint8Array.of(0, type, ...value)));

const ethernetSegment = octets(9).map((value) => formatEthernetOctets(Uint8Array.of(0, ...value)));
const macAddress = octets(6).map(formatEthernetOctets);
const common = { routeDistinguisher, ethernetTag: uint32 };

const evpnRoute: fc.Arbitrary<EvpnRoute> = fc.oneof(
  fc.record({
    type: fc.constant('ethernet-auto-discovery' as const),
    ...common,
    ethernetSegment,
    label: uint24,
  }),
  fc.record({
    type: fc.constant('mac-ip-advertisement' as const),
    ...common,
    ethernetSegment,
    macAddress,
    ipAddress: arbitraryUnicastIpv4(),
    label: uint24,
  }),
  fc.record({
    type: fc.constant('inclusive-multicast' as const),
    ...common,
    originatingRouter: arbitraryUnicastIpv4(),
  }),
  fc.record({
    type: fc.constant('ethernet-segment' as const),
    routeDistinguisher,
    ethernetSegment,
    originatingRouter: arbitraryUnicastIpv4(),
  }),
  fc.record({
    type: fc.constant('ip-prefix' as const),
    ...common,
    ethernetSegment,
    prefix: arbitraryPrefix('ipv4-unicast'),
    gateway: arbitraryUnicastIpv4(),
    label: uint24,
  }),
);

const routeTargetMembership: fc.Arbitrary<RouteTargetMembership> = fc.record({
  bitLength: fc.constant(96),
  originAs: uint32,
  routeTarget: octets(6).map((value) => `0002${Buffer.from(value).toString('hex')}`),
});
