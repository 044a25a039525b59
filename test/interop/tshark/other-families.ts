import {
  type AfiSafi,
  type EvpnRoute,
  formatEthernetOctets,
  formatRouteDistinguisher,
  type MultiprotocolNlri,
  type NlriFamilyName,
  nlriFamilyOf,
  type PathAttributes,
  type RouteTargetMembership,
  type SessionType,
  type UpdateMessage,
} from '@bgpeer/bgp-wire';
import { arbitraryPathAttributes, arbitraryPrefix, arbitraryUnicastIpv4 } from '@bgpeer/testkit';
import fc from 'fast-check';

const familiesOf = (...names: NlriFamilyName[]): AfiSafi[] =>
  names.map((name) => nlriFamilyOf(name)).map(({ afi, safi }) => ({ afi, safi }));

/** The families beyond the routed ones of which tshark reads whatever the kit draws. */
export const familiesReadWhole: readonly AfiSafi[] = familiesOf(
  'ipv4-multicast',
  'ipv6-multicast',
  'ipv4-labelled-unicast',
  'ipv6-labelled-unicast',
  'vpnv4-unicast',
);

/** Those of which it reads the common forms only: Ethernet Segments of type 0, IPv4, whole route targets. */
export const familiesReadInPart: readonly AfiSafi[] = familiesOf('l2vpn-evpn', 'route-target-constraint');

/** An UPDATE that advertises or withdraws NLRI of a family that tshark reads in part. */
export function arbitraryCommonUpdate(session: SessionType): fc.Arbitrary<UpdateMessage> {
  const attributes = arbitraryPathAttributes({ session, family: 'ipv4-unicast' });
  const list = fc.oneof(
    some(evpnRoute).map(
      (evpnRoutes): MultiprotocolNlri => ({ ...familiesReadInPart[0], nlri: [], evpnRoutes }),
    ),
    some(routeTargetMembership).map(
      (routeTargetMemberships): MultiprotocolNlri => ({
        ...familiesReadInPart[1],
        nlri: [],
        routeTargetMemberships,
      }),
    ),
  );
  return fc.oneof(
    fc.tuple(attributes, list).map(([sound, reachable]) => updateOf({ reachable }, sound)),
    list.map((unreachable) => updateOf({ unreachable }, {})),
  );
}

function updateOf(
  lists: Pick<UpdateMessage, 'reachable' | 'unreachable'>,
  attributes: PathAttributes,
): UpdateMessage {
  return { type: 'UPDATE', withdrawn: [], attributes, nlri: [], ...lists };
}

const some = <Entry>(entry: fc.Arbitrary<Entry>) => fc.array(entry, { minLength: 1, maxLength: 6 });

const uint24 = fc.integer({ min: 0, max: 0xff_ffff });
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const octets = (octetCount: number) => fc.uint8Array({ minLength: octetCount, maxLength: octetCount });

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
