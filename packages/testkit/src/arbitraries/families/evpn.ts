import { type EvpnRoute, formatHexadecimal } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryAddress, arbitraryIpv4, arbitraryIpv6 } from '../addresses.ts';
import { arbitraryHexadecimal, arbitraryOctets, arbitraryUnsigned32, joinOctets } from '../octets.ts';
import {
  arbitraryEthernetSegment,
  arbitraryMacAddress,
  arbitraryPrefixOf,
  arbitraryRouteDistinguisher,
} from './nlri-parts.ts';
import {
  nextHopOfEitherKind,
  type OtherFamilyArbitraries,
  type OtherNlriMalformation,
} from './other-family-arbitraries.ts';

const reference = 'RFC 7432, section 7; RFC 7606, section 5.4';

/** EVPN routes of types 1 to 5 (RFC 7432, RFC 9136). */
export const evpn: OtherFamilyArbitraries = {
  family: 'l2vpn-evpn',
  nlri: arbitraryEvpnRoute,
  nextHop: nextHopOfEitherKind,
  edges: [
    {
      // RFC 7606, section 5.4: it is discarded, and no fault.
      name: 'a route of a type that nobody knows',
      nlri: () =>
        fc.tuple(fc.integer({ min: 12, max: 255 }), arbitraryOctets(0, 40)).map(([code, octets]) => ({
          octets: joinOctets([code, octets.length], octets),
          meaning: { type: 'unrecognized', code, value: formatHexadecimal(octets) },
        })),
    },
  ],
  malformations: [
    {
      name: 'a route that overruns the field',
      reference,
      treatment: 'session-reset',
      octets: () =>
        fc
          .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 255 }))
          .map(([type, told]) => Uint8Array.of(type, told, 0)),
    },
    malformed('a length that Ethernet Auto-Discovery does not have', () => zeros(1, [25])),
    malformed('a MAC address length that is not 48', () =>
      notAmong([48]).map((bitLength) =>
        joinOctets([2, 33], new Uint8Array(22), [bitLength], new Uint8Array(10)),
      ),
    ),
    malformed('an IP address length that is none of 0, 32 and 128', () =>
      notAmong([0, 32, 128]).map((bitLength) =>
        joinOctets([2, 37], new Uint8Array(22), [48], new Uint8Array(6), [bitLength], new Uint8Array(7)),
      ),
    ),
    malformed('an originating router’s address length that is neither 32 nor 128', () =>
      fc
        .tuple(fc.constantFrom([3, 12] as const, [4, 18] as const), notAmong([32, 128]))
        .map(([[type, octetCount], bitLength]) =>
          joinOctets([type, octetCount + 5], new Uint8Array(octetCount), [bitLength], new Uint8Array(4)),
        ),
    ),
    malformed('a length that IP Prefix does not have', () => zeros(5, [34, 58])),
  ],
};

/** A route of any type with a form, now and then of another. */
export function arbitraryEvpnRoute(): fc.Arbitrary<EvpnRoute> {
  const routeDistinguisher = arbitraryRouteDistinguisher();
  const ethernetSegment = arbitraryEthernetSegment();
  const ethernetTag = arbitraryUnsigned32();
  const label = fc.integer({ min: 0, max: 16_777_215 });
  const originatingRouter = arbitraryAddress();
  return fc.oneof(
    fc.record({
      type: fc.constant('ethernet-auto-discovery' as const),
      routeDistinguisher,
      ethernetSegment,
      ethernetTag,
      label,
    }),
    fc
      .tuple(
        fc.record({
          type: fc.constant('mac-ip-advertisement' as const),
          routeDistinguisher,
          ethernetSegment,
          ethernetTag,
          macAddress: arbitraryMacAddress(),
          label,
        }),
        fc.record({ ipAddress: arbitraryAddress(), secondLabel: label }, { requiredKeys: [] }),
      )
      .map(([always, sometimes]) => ({ ...always, ...sometimes })),
    fc.record({
      type: fc.constant('inclusive-multicast' as const),
      routeDistinguisher,
      ethernetTag,
      originatingRouter,
    }),
    fc.record({
      type: fc.constant('ethernet-segment' as const),
      routeDistinguisher,
      ethernetSegment,
      originatingRouter,
    }),
    fc.constantFrom<4 | 16>(4, 16).chain((addressOctetCount) =>
      fc.record({
        type: fc.constant('ip-prefix' as const),
        routeDistinguisher,
        ethernetSegment,
        ethernetTag,
        prefix: arbitraryPrefixOf(addressOctetCount),
        gateway: addressOctetCount === 4 ? arbitraryIpv4() : arbitraryIpv6(),
        label,
      }),
    ),
    fc.record({
      type: fc.constant('unrecognized' as const),
      code: fc.integer({ min: 6, max: 11 }),
      value: fc.integer({ min: 0, max: 30 }).chain(arbitraryHexadecimal),
    }),
  );
}

function malformed(name: string, octets: () => fc.Arbitrary<Uint8Array>): OtherNlriMalformation {
  return { name, reference, treatment: 'afi-safi-disable', octets };
}

/** A route of zeros, of any length but these. */
function zeros(type: number, octetCounts: readonly number[]): fc.Arbitrary<Uint8Array> {
  return fc
    .integer({ min: 0, max: 70 })
    .filter((octetCount) => !octetCounts.includes(octetCount))
    .map((octetCount) => joinOctets([type, octetCount], new Uint8Array(octetCount)));
}

function notAmong(bitLengths: readonly number[]): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 255 }).filter((bitLength) => !bitLengths.includes(bitLength));
}
