import { pathAttributeRowOf } from '../attributes/path-attribute-rows.ts';
import type {
  Aggregator,
  AsPathSegment,
  AttributeSet,
  BfdDiscriminator,
  DomainPathDomain,
  NextHopCharacteristics,
  OpaqueTlv,
  PathAttributes,
  PmsiTunnel,
  TunnelEncapsulation,
  UnrecognizedAttribute,
} from '../path-attributes.ts';
import { asNumbersPerSegmentMax } from '../text/as-paths.ts';
import { object, optional, type PropertiesOf, required } from './object-schema.ts';
import {
  choice,
  integer,
  type JsonProblem,
  list,
  named,
  refined,
  type Schema,
  text,
  triple,
  uint8,
  uint16,
  uint32,
} from './schema.ts';
import {
  hexadecimal,
  hexadecimalOctets,
  ipAddress,
  ipv4Address,
  linkLocalAddress,
  someHexadecimal,
} from './text-schemas.ts';

/** The path attributes of an UPDATE. */
export const attributesSchema: Schema<PathAttributes> = named(
  'PathAttributes',
  'The path attributes of an UPDATE; what is not there is not in the message.',
  () => checkedAttributes,
);

/** RFC 7607, section 2: not 0. */
const asNumber = integer(1, 0xffff_ffff);

const some = { minItems: 1 };

const asPathSegment = named('AsPathSegment', 'A segment of AS_PATH (RFC 4271, section 4.3).', () =>
  object<AsPathSegment>({
    type: required(
      choice('AS_SEQUENCE', 'AS_SET', 'AS_CONFED_SEQUENCE', 'AS_CONFED_SET'),
      'What its AS numbers are.',
    ),
    asNumbers: required(
      list(asNumber, { minItems: 1, maxItems: asNumbersPerSegmentMax }),
      'AS numbers, the latest first.',
    ),
  }),
);

const aggregator = object<Aggregator>({
  asNumber: required(asNumber, 'The AS that aggregated.'),
  address: required(ipv4Address, 'The speaker that aggregated.'),
});

const tlv = (typeMax: number) =>
  object<OpaqueTlv>({
    type: required(integer(0, typeMax), 'The type.'),
    value: required(hexadecimal, 'The value.'),
  });

/** A TLV whose length has one octet up to some type. */
const shortTlv = (shortTypeMax: number) =>
  refined(tlv(0xff), ({ type, value }) =>
    type <= shortTypeMax && value.length > 2 * 0xff
      ? { path: '/value', expected: `at most 255 octets, as the type is ${type}` }
      : undefined,
  );

const pmsiTunnel = object<PmsiTunnel>({
  flags: required(uint8, 'The flags octet.'),
  tunnelType: required(uint8, 'The tunnel type.'),
  label: required(
    integer(0, 0xff_ffff),
    'The three octets of the label field: an MPLS label in the upper 20 bits, or a VNI.',
  ),
  tunnelIdentifier: required(hexadecimal, 'The tunnel identifier.'),
});

const tunnelEncapsulation = object<TunnelEncapsulation>({
  tunnelType: required(uint16, 'The tunnel type.'),
  subTlvs: required(list(shortTlv(127)), 'Its sub-TLVs.'),
});

const domain = object<DomainPathDomain>({
  domainIdentifier: required(
    text('a domain identifier, such as 65000:1', isDomainIdentifier, '^[0-9]+:[0-9]+$'),
    'The domain.',
  ),
  safi: required(uint8, 'The SAFI that the domain advertised the route by; 0 for a local one.'),
});

const bfdDiscriminator = object<BfdDiscriminator>({
  mode: required(uint8, 'The BFD mode.'),
  discriminator: required(uint32, 'The discriminator.'),
  tlvs: required(list(shortTlv(0xff)), 'Further TLVs; type 1 is the source address.'),
});

const nextHopCharacteristics = refined(
  object<NextHopCharacteristics>({
    afi: required(uint16, 'The address family.'),
    safi: required(uint8, 'The subsequent address family.'),
    nextHop: required(hexadecimal, 'The octets of the next hop they hold for.'),
    characteristics: required(list(tlv(0xffff), some), 'The characteristics.'),
  }),
  ({ nextHop }) =>
    nextHop.length > 2 * 0xff ? { path: '/nextHop', expected: 'at most 255 octets' } : undefined,
);

const attributeSet = refined(
  object<AttributeSet>({
    originAsNumber: required(uint32, "The customer's AS."),
    attributes: required(attributesSchema, 'The attributes that are put away.'),
  }),
  // MP_REACH_NLRI, which would carry any other, cannot be in it (RFC 6368, section 5).
  ({ attributes }) =>
    attributes.nextHop?.includes(':')
      ? { path: '/attributes/nextHop', expected: 'an IPv4 address' }
      : undefined,
);

const unrecognizedAttribute = refined(
  object<UnrecognizedAttribute>({
    flags: required(uint8, 'The flags octet.'),
    code: required(uint8, 'The type code.'),
    value: required(hexadecimal, 'The value.'),
  }),
  ({ code }) =>
    pathAttributeRowOf(code) && { path: '/code', expected: `no code that has a property: ${code} has one` },
);

/** Every field of `PathAttributes`, in the order of the JSON form. */
const attributeProperties: PropertiesOf<PathAttributes> = {
  origin: optional(choice('IGP', 'EGP', 'INCOMPLETE'), 'ORIGIN (RFC 4271).'),
  asPath: optional(list(asPathSegment), 'AS_PATH (RFC 4271), AS4_PATH merged into it (RFC 6793).'),
  nextHop: optional(ipAddress, 'NEXT_HOP (RFC 4271), or the next hop of MP_REACH_NLRI (RFC 4760).'),
  linkLocalNextHop: optional(linkLocalAddress, 'The link-local next hop beside a global one (RFC 2545).'),
  multiExitDisc: optional(uint32, 'MULTI_EXIT_DISC (RFC 4271).'),
  localPref: optional(uint32, 'LOCAL_PREF (RFC 4271).'),
  atomicAggregate: optional(choice(true), 'ATOMIC_AGGREGATE (RFC 4271).'),
  aggregator: optional(aggregator, 'AGGREGATOR (RFC 4271), AS4_AGGREGATOR merged into it (RFC 6793).'),
  communities: optional(list(uint32, some), 'COMMUNITIES (RFC 1997): four octets each.'),
  originatorId: optional(ipv4Address, 'ORIGINATOR_ID (RFC 4456).'),
  clusterList: optional(list(ipv4Address, some), 'CLUSTER_LIST (RFC 4456).'),
  extendedCommunities: optional(list(hexadecimalOctets(8), some), 'Extended communities (RFC 4360).'),
  pmsiTunnel: optional(pmsiTunnel, 'PMSI_TUNNEL (RFC 6514).'),
  tunnelEncapsulations: optional(list(tunnelEncapsulation, some), 'Tunnel Encapsulation (RFC 9012).'),
  trafficEngineering: optional(someHexadecimal, 'Traffic Engineering (RFC 5543).'),
  ipv6ExtendedCommunities: optional(
    list(hexadecimalOctets(20), some),
    'IPv6 Address Specific Extended Communities (RFC 5701).',
  ),
  aigp: optional(list(tlv(0xff), some), 'AIGP (RFC 7311).'),
  peDistinguisherLabels: optional(someHexadecimal, 'PE Distinguisher Labels (RFC 6514).'),
  linkState: optional(list(tlv(0xffff), some), 'BGP-LS Attribute (RFC 9552).'),
  largeCommunities: optional(
    refined(list(triple(uint32), some), noDuplicates),
    'Large communities (RFC 8092): global administrator, local data parts 1 and 2. None is there twice.',
  ),
  bgpsecPath: optional(someHexadecimal, 'BGPsec_PATH (RFC 8205).'),
  onlyToCustomer: optional(uint32, 'OTC (RFC 9234).'),
  domainPath: optional(
    list(list(domain, { minItems: 1, maxItems: 255 }), some),
    'D-PATH (draft-ietf-bess-evpn-ipvpn-interworking).',
  ),
  serviceFunctionPath: optional(list(tlv(0xff), some), 'SFP attribute (RFC 9015).'),
  bfdDiscriminator: optional(bfdDiscriminator, 'BFD Discriminator (RFC 9026).'),
  nextHopCharacteristics: optional(
    nextHopCharacteristics,
    'Next Hop Dependent Characteristics (draft-ietf-idr-nhc).',
  ),
  prefixSid: optional(list(tlv(0xff), some), 'BGP Prefix-SID (RFC 8669).'),
  bier: optional(list(tlv(0xffff), some), 'BIER (RFC 9793).'),
  attributeSet: optional(attributeSet, 'ATTR_SET (RFC 6368).'),
  unrecognized: optional(
    refined(list(unrecognizedAttribute, some), (attributes) => ascending(attributes.map(({ code }) => code))),
    'Attributes without a property of their own, in ascending order of code.',
  ),
  partial: optional(
    refined(list(uint8, some), checkPartial),
    'Codes, ascending, of the attributes whose Partial bit is set (RFC 4271).',
  ),
};

const checkedAttributes = refined(
  object<PathAttributes>(attributeProperties),
  ({ nextHop, linkLocalNextHop }) =>
    linkLocalNextHop !== undefined && !nextHop?.includes(':')
      ? { path: '/nextHop', expected: 'an IPv6 address, as there is a link-local one' }
      : undefined,
);

function isDomainIdentifier(value: string): boolean {
  const parts = /^(0|[1-9]\d{0,9}):(0|[1-9]\d{0,4})$/.exec(value);
  return parts !== null && Number(parts[1]) <= 0xffff_ffff && Number(parts[2]) <= 0xffff;
}

function ascending(numbers: readonly number[]): JsonProblem | undefined {
  const isAscending = numbers.every((each, index) => index === 0 || numbers[index - 1] < each);
  return isAscending ? undefined : { path: '', expected: 'ascending order, each code once' };
}

function checkPartial(codes: readonly number[]): JsonProblem | undefined {
  const index = codes.findIndex((code) => pathAttributeRowOf(code) === undefined);
  if (index >= 0) return { path: `/${index}`, expected: 'the code of an attribute that has a property' };
  return ascending(codes);
}

function noDuplicates(values: readonly unknown[]): JsonProblem | undefined {
  const isUnique = new Set(values.map(String)).size === values.length;
  return isUnique ? undefined : { path: '', expected: 'no large community twice' };
}
