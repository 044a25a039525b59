import type { FamilyName, LargeCommunity, PathAttributes, UnrecognizedAttribute } from '@bgpeer/bgp-wire';
import fc from 'fast-check';
import { arbitraryBgpIdentifier, arbitraryUnicastIpv4, arbitraryUnicastIpv6 } from './addresses.ts';
import { arbitraryAsNumber, arbitraryAsPath } from './as-paths.ts';

export interface PathAttributesOptions {
  /** Internal sessions carry LOCAL_PREF always, and what route reflection adds; external ones never. */
  readonly session: 'internal' | 'external';
  /** The family of the next hop. */
  readonly family: FamilyName;
  readonly asNumber?: fc.Arbitrary<number>;
}

/** The attributes of a well-formed route: the mandatory ones always, the others now and then. */
export function arbitraryPathAttributes(options: PathAttributesOptions): fc.Arbitrary<PathAttributes> {
  const asNumber = options.asNumber ?? arbitraryAsNumber();
  const mandatory = {
    origin: fc.constantFrom('IGP' as const, 'EGP' as const, 'INCOMPLETE' as const),
    asPath: arbitraryAsPath(asNumber),
    nextHop: options.family === 'ipv4-unicast' ? arbitraryUnicastIpv4() : arbitraryUnicastIpv6(),
  };
  const optional = {
    multiExitDisc: arbitraryUnsigned32(),
    atomicAggregate: fc.constant(true as const),
    aggregator: fc.record({ asNumber, address: arbitraryUnicastIpv4() }),
    communities: distinct(arbitraryUnsigned32()),
    extendedCommunities: distinct(arbitraryHexadecimal(8)),
    largeCommunities: fc.uniqueArray(arbitraryLargeCommunity(), {
      minLength: 1,
      maxLength: 4,
      selector: (community) => community.join(':'),
    }),
    unrecognized: arbitraryUnrecognizedAttributes(),
  };
  if (options.session === 'external')
    return fc.record(
      { ...mandatory, ...optional },
      { requiredKeys: Object.keys(mandatory) as (keyof typeof mandatory)[] },
    );
  const internal = { ...mandatory, localPref: arbitraryUnsigned32() };
  const reflected = {
    originatorId: arbitraryBgpIdentifier(),
    clusterList: fc.array(arbitraryBgpIdentifier(), { minLength: 1, maxLength: 4 }),
  };
  return fc.record(
    { ...internal, ...optional, ...reflected },
    { requiredKeys: Object.keys(internal) as (keyof typeof internal)[] },
  );
}

/** Optional transitive attributes of codes that nobody has assigned, in ascending order. */
function arbitraryUnrecognizedAttributes(): fc.Arbitrary<readonly UnrecognizedAttribute[]> {
  const attribute = fc.record({
    flags: fc.constantFrom(0xc0, 0xe0),
    code: fc.integer({ min: 200, max: 250 }),
    value: fc.integer({ min: 0, max: 20 }).chain(arbitraryHexadecimal),
  });
  return fc
    .uniqueArray(attribute, { minLength: 1, maxLength: 3, selector: (row) => row.code })
    .map((rows) => rows.sort((one, other) => one.code - other.code));
}

function arbitraryLargeCommunity(): fc.Arbitrary<LargeCommunity> {
  return fc.tuple(arbitraryUnsigned32(), arbitraryUnsigned32(), arbitraryUnsigned32());
}

function arbitraryUnsigned32(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 4_294_967_295 });
}

function arbitraryHexadecimal(octetCount: number): fc.Arbitrary<string> {
  return fc
    .uint8Array({ minLength: octetCount, maxLength: octetCount })
    .map((octets) => [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(''));
}

function distinct<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> {
  return fc.uniqueArray(value, { minLength: 1, maxLength: 4 });
}
