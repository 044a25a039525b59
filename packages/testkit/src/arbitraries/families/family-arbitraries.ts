import type { FamilyName, IpAddress, Nlri } from '@bgpeer/bgp-wire';
import type fc from 'fast-check';

/** NLRI that an RFC allows but that are seldom seen. */
export interface NlriEdge {
  /** What is odd: `host bits are set`. */
  readonly name: string;
  /** As they stand on the wire, and what they mean. */
  readonly nlri: (
    addPath: boolean,
  ) => fc.Arbitrary<{ readonly octets: Uint8Array; readonly meaning: Nlri[] }>;
}

/** A way in which a field of NLRI can be malformed. */
export interface NlriMalformation {
  readonly name: string;
  readonly reference: string;
  /** Only where path identifiers are in use. */
  readonly addPathOnly?: true;
  readonly octets: (addPath: boolean) => fc.Arbitrary<Uint8Array>;
}

/** One address family: everything that the kit can make of it. */
export interface FamilyArbitraries {
  readonly family: FamilyName;
  /** Canonical text, all lengths alike. */
  readonly prefix: () => fc.Arbitrary<string>;
  /** The address of a host that may be a next hop. */
  readonly nextHop: () => fc.Arbitrary<IpAddress>;
  readonly edges: readonly NlriEdge[];
  /** All of them reset the session: the prefixes cannot be told apart any more (RFC 7606, section 3, item j). */
  readonly malformations: readonly NlriMalformation[];
}
