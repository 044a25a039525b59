import { type NlriFamilyName, nlriFamilyOf, type PathAttributes, type Treatment } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnicastIpv4, arbitraryUnicastIpv6 } from '../addresses.ts';
import { joinOctets } from '../octets.ts';
import { arbitraryFlowspecRule } from './flowspec-rules.ts';
import type {
  OtherFamilyArbitraries,
  OtherNlriEdge,
  OtherNlriMalformation,
} from './other-family-arbitraries.ts';

/** 65000:1. */
const distinguisherOctets = [0, 0, 0xfd, 0xe8, 0, 0, 0, 1];

/** A family of flow specifications (RFC 8955, RFC 8956). */
export function flowspecFamily(name: NlriFamilyName): OtherFamilyArbitraries {
  const family = nlriFamilyOf(name);
  return {
    family: name,
    nlri: () => arbitraryFlowspecRule(family),
    nextHop: arbitraryNextHop,
    edges: edgesOf(family.hasRouteDistinguisher),
    malformations: malformationsOf(family.addressOctetCount!, family.hasRouteDistinguisher),
  };
}

/** It should not be there, and what is there is passed over (RFC 8955, section 4). */
function arbitraryNextHop(): fc.Arbitrary<PathAttributes> {
  return fc.oneof(
    fc.constant({}),
    arbitraryUnicastIpv4().map((nextHop) => ({ nextHop })),
    arbitraryUnicastIpv6().map((nextHop) => ({ nextHop })),
  );
}

function edgesOf(hasRouteDistinguisher: boolean): OtherNlriEdge[] {
  const head = hasRouteDistinguisher ? { routeDistinguisher: '65000:1' } : {};
  const edge = (name: string, components: readonly number[], match: readonly string[]): OtherNlriEdge => ({
    name,
    nlri: () =>
      fc.constant({
        octets: ruleOctets(components, hasRouteDistinguisher),
        meaning: { ...head, components: [{ type: 'port', match }] },
      }),
  });
  const ports = Array.from({ length: 100 }, (_, place) => 1_000 + place);
  return [
    // RFC 8955, section 4.2.1.1: nothing says that a value must be as short as it can be.
    edge('a value longer than it need be', [4, 0x91, 0, 80], ['==80']),
    edge('the AND bit on the first comparison', [4, 0xc1, 80], ['==80']),
    edge(
      'a rule of 240 octets and more',
      [4, ...ports.flatMap((port, place) => [place === 99 ? 0x91 : 0x11, port >> 8, port & 255])],
      ports.map((port) => `==${port}`),
    ),
  ];
}

function malformationsOf(addressOctetCount: 4 | 16, hasRouteDistinguisher: boolean): OtherNlriMalformation[] {
  const fault = (
    name: string,
    components: fc.Arbitrary<readonly number[]>,
    reference = 'RFC 8955, sections 4.2 and 10; RFC 7606, section 5.4',
  ): OtherNlriMalformation => ({
    name,
    reference,
    treatment: 'afi-safi-disable',
    octets: () => components.map((list) => ruleOctets(list, hasRouteDistinguisher)),
  });
  const overrun: Treatment = 'session-reset';
  const unknownTypeMin = addressOctetCount === 4 ? 13 : 14;
  return [
    {
      name: 'a rule that overruns the field',
      reference: 'RFC 8955, section 4.1; RFC 7606, section 5.3',
      treatment: overrun,
      octets: () =>
        fc.oneof(
          fc.integer({ min: 4, max: 239 }).map((told) => Uint8Array.of(told, 3, 0x81, 6)),
          fc.integer({ min: 1, max: 255 }).map((told) => Uint8Array.of(0xf1, told, 3, 0x81, 6)),
          fc.constant(Uint8Array.of(0xf0)),
        ),
    },
    fault('no component', fc.constant([])),
    fault(
      'a component of a type that the family does not have',
      fc.integer({ min: unknownTypeMin, max: 255 }).map((type) => [3, 0x81, 6, type, 0x81, 6]),
    ),
    fault('components out of order', fc.constant([4, 0x81, 25, 3, 0x81, 6])),
    fault('a component twice', fc.constant([3, 0x81, 6, 3, 0x81, 17])),
    fault('a list without its end', fc.constantFrom([3, 1, 6], [4, 1, 80, 0x41])),
    fault('a value that overruns the rule', fc.constantFrom([4, 0x91, 0], [4, 0xa1, 0, 0, 0], [4, 0xb1])),
    fault(
      'a DSCP of two octets',
      fc.constant([11, 0x91, 0, 1]),
      'RFC 8955, section 4.2.2.11; RFC 7606, section 5.4',
    ),
    addressOctetCount === 4
      ? fault(
          'a prefix longer than 32 bits',
          fc.integer({ min: 33, max: 255 }).map((bitLength) => [1, bitLength, 10, 0, 0, 0, 0]),
        )
      : fault(
          'a pattern that begins behind its end',
          fc.integer({ min: 32, max: 255 }).map((offset) => [1, 32, offset, 0, 0, 0, 0]),
          'RFC 8956, section 3.1; RFC 7606, section 5.4',
        ),
  ];
}

/** A length, a route distinguisher where the family has one, and components. */
function ruleOctets(components: readonly number[], hasRouteDistinguisher: boolean): Uint8Array {
  const value = hasRouteDistinguisher ? [...distinguisherOctets, ...components] : components;
  const isShort = value.length < 240;
  return joinOctets(isShort ? [value.length] : [0xf0 | (value.length >> 8), value.length & 255], value);
}
