import type {
  NlriFamily,
  NlriFamilyName,
  NlriListName,
  NlriOf,
  OtherFamily,
  PathAttributes,
  Treatment,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryUnicastIpv4, arbitraryUnicastIpv6 } from '../addresses.ts';
import { joinOctets, numberOctets } from '../octets.ts';

/** An NLRI of any kind. */
export type AnyNlri = NlriOf<NlriListName>;

/** An NLRI that an RFC allows but that is seldom seen; it is announced. */
export interface OtherNlriEdge {
  /** What is odd: `bits beyond the length are set`. */
  readonly name: string;
  /** Whether there is such a thing with what was agreed on for the family; absent: always. */
  readonly appliesTo?: (agreed: OtherFamily) => boolean;
  /** As it stands on the wire without path identifier, and what it means. */
  readonly nlri: () => fc.Arbitrary<{ readonly octets: Uint8Array; readonly meaning: AnyNlri }>;
}

/** A way in which an NLRI can be malformed. */
export interface OtherNlriMalformation {
  readonly name: string;
  readonly reference: string;
  /** When it is announced; withdrawn, any of them resets the session (RFC 7606, section 5.2). */
  readonly treatment: Treatment;
  /** Whether it is a fault with what was agreed on for the family; absent: always. */
  readonly appliesTo?: (agreed: OtherFamily) => boolean;
  /** Withdrawn, it is no fault. */
  readonly announcedOnly?: true;
  /** Without path identifier. */
  readonly octets: (agreed: OtherFamily) => fc.Arbitrary<Uint8Array>;
}

/** One address family beyond the routed ones: everything that the kit can make of it. */
export interface OtherFamilyArbitraries {
  readonly family: NlriFamilyName;
  /** Without path identifier. A withdrawn NLRI may have less in it. */
  readonly nlri: (agreed: OtherFamily, withdrawn: boolean) => fc.Arbitrary<AnyNlri>;
  /** The fields of the next hop. */
  readonly nextHop: (agreed: OtherFamily) => fc.Arbitrary<PathAttributes>;
  readonly edges: readonly OtherNlriEdge[];
  readonly malformations: readonly OtherNlriMalformation[];
}

/** Next hops of families of addresses: IPv4 ones may have IPv6 next hops if so agreed (RFC 8950). */
export function nextHopOfFamily(
  { addressOctetCount }: NlriFamily,
  { extendedNextHop }: OtherFamily,
): fc.Arbitrary<PathAttributes> {
  const ipv4 = fc.record<PathAttributes>({ nextHop: arbitraryUnicastIpv4() });
  const ipv6 = fc.record<PathAttributes>({ nextHop: arbitraryUnicastIpv6() });
  // RFC 2545, section 3.
  const both = ipv6.map((global) => ({ ...global, linkLocalNextHop: 'fe80::1' }));
  if (addressOctetCount === 16) return fc.oneof(ipv6, both);
  return extendedNextHop ? fc.oneof(ipv4, ipv6, both) : ipv4;
}

/** IPv4 or IPv6, whatever was agreed on. */
export function nextHopOfEitherKind(): fc.Arbitrary<PathAttributes> {
  return fc.oneof(arbitraryUnicastIpv4(), arbitraryUnicastIpv6()).map((nextHop) => ({ nextHop }));
}

/** An NLRI as it stands in a list, behind a path identifier where they are in use. */
export function withIdentifier({ addPath }: OtherFamily, nlri: Uint8Array): Uint8Array {
  return addPath ? joinOctets(numberOctets(pathIdentifier, 4), nlri) : nlri;
}

/** What `withIdentifier` gave. */
export function meaningWithIdentifier({ addPath }: OtherFamily, meaning: AnyNlri): AnyNlri {
  return addPath ? { ...meaning, pathIdentifier } : meaning;
}

const pathIdentifier = 7;
