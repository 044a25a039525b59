import {
  type AsPath,
  addressFromOctets,
  type Capability,
  type FamilyName,
  familyOf,
  formatPrefixOctets,
  type IpAddress,
  type Message,
  type Nlri,
  type PathAttributes,
  type UpdateMessage,
  type WireContext,
} from '@bgpeer/bgp-wire';
import fc from 'fast-check';

const uint8 = fc.integer({ min: 0, max: 0xff });
const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const hexadecimal = (octetCountMax: number) =>
  fc.uint8Array({ maxLength: octetCountMax }).map((octets) => Buffer.from(octets).toString('hex'));

export const octets = (count: number) => fc.uint8Array({ minLength: count, maxLength: count });

export const address = (octetCount: 4 | 16): fc.Arbitrary<IpAddress> =>
  // Many zeros, so that IPv6's "::" is exercised.
  fc
    .array(fc.oneof(fc.constant(0), uint8), { minLength: octetCount, maxLength: octetCount })
    .map((list) => addressFromOctets(Uint8Array.from(list), 0, octetCount));

/** The address of a host of the documentation ranges. */
const hostAddress = (family: FamilyName) =>
  family === 'ipv4-unicast'
    ? uint8.map((host) => `192.0.2.${host}`)
    : fc.integer({ min: 1, max: 0xffff }).map((host) => `2001:db8::${host.toString(16)}`);

export const nlri = (family: FamilyName, context: WireContext): fc.Arbitrary<Nlri> => {
  const { addressOctetCount } = familyOf(family);
  const prefix = fc
    .tuple(octets(addressOctetCount), fc.integer({ min: 0, max: addressOctetCount * 8 }))
    .map(([whole, bitLength]) => formatPrefixOctets(family, whole, 0, bitLength));
  if (!context.addPath.includes(family)) return fc.record({ prefix });
  return fc.record({ prefix, pathIdentifier: uint32 });
};

export const context: fc.Arbitrary<WireContext> = fc.record({
  fourOctetAsNumbers: fc.boolean(),
  extendedMessages: fc.boolean(),
  families: fc.constant<readonly FamilyName[]>(['ipv4-unicast', 'ipv6-unicast']),
  addPath: fc.subarray<FamilyName>(['ipv4-unicast', 'ipv6-unicast']),
  extendedNextHop: fc.subarray<FamilyName>(['ipv4-unicast']),
  session: fc.constantFrom('internal', 'external'),
});

const asNumber = fc.oneof(
  fc.integer({ min: 1, max: 0xffff }),
  fc.integer({ min: 0x1_0000, max: 0xffff_ffff }),
);

const asPath: fc.Arbitrary<AsPath> = fc.array(
  fc.record({
    type: fc.constantFrom('AS_SEQUENCE', 'AS_SET'),
    asNumbers: fc.array(asNumber, { minLength: 1, maxLength: 5 }),
  }),
  { maxLength: 3 },
);

/** With confederation segments in front too, as internal peers send them. */
const confederationPath: fc.Arbitrary<AsPath> = fc
  .tuple(
    fc.array(
      fc.record({
        type: fc.constantFrom('AS_CONFED_SEQUENCE', 'AS_CONFED_SET'),
        asNumbers: fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 2 },
    ),
    asPath,
  )
  .map(([confederation, rest]) => [...confederation, ...rest]);

const tlvs = (typeMax: number, octetCountMax = 12) =>
  fc.array(fc.record({ type: fc.integer({ min: 0, max: typeMax }), value: hexadecimal(octetCountMax) }), {
    minLength: 1,
    maxLength: 3,
  });

/** Attributes that plain routing only carries. */
const carriedAttributes = {
  pmsiTunnel: fc.oneof(
    fc.record({
      flags: uint8,
      tunnelType: fc.constant(6),
      label: fc.integer({ min: 0, max: 0xff_ffff }),
      tunnelIdentifier: octets(4).map((list) => Buffer.from(list).toString('hex')),
    }),
    fc.record({
      flags: uint8,
      tunnelType: fc.constantFrom(0x02, 0x07, 0x0b, 0x82, 0xfb),
      label: fc.integer({ min: 0, max: 0xff_ffff }),
      tunnelIdentifier: hexadecimal(20),
    }),
  ),
  tunnelEncapsulations: fc.array(
    fc.record({
      tunnelType: uint16,
      subTlvs: fc.array(tlvs(255), { maxLength: 1 }).map((lists) => lists.flat()),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  trafficEngineering: octets(9).map((list) => Buffer.from(list).toString('hex')),
  ipv6ExtendedCommunities: fc.array(
    octets(20).map((list) => Buffer.from(list).toString('hex')),
    { minLength: 1, maxLength: 3 },
  ),
  aigp: fc
    .bigInt({ min: 0n, max: 0xffff_ffff_ffff_fffen })
    .map((metric) => [{ type: 1, value: metric.toString(16).padStart(16, '0') }]),
  peDistinguisherLabels: octets(7).map((list) => Buffer.from(list).toString('hex')),
  linkState: tlvs(0xffff, 40),
  bgpsecPath: octets(30).map((list) => Buffer.from(list).toString('hex')),
  onlyToCustomer: uint32,
  domainPath: fc.array(
    fc.array(
      fc.record({
        domainIdentifier: fc.tuple(uint32, uint16).map((numbers) => numbers.join(':')),
        safi: uint8,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  serviceFunctionPath: tlvs(255),
  bfdDiscriminator: fc.record({
    mode: uint8,
    discriminator: uint32,
    tlvs: fc.constantFrom([], [{ type: 1, value: 'c0000201' }], [{ type: 9, value: '' }]),
  }),
  nextHopCharacteristics: fc.record({
    afi: uint16,
    safi: uint8,
    nextHop: hexadecimal(16),
    characteristics: tlvs(0xffff),
  }),
  prefixSid: fc.array(
    fc.constantFrom(
      { type: 1, value: '00000000000007' },
      { type: 3, value: '0000000100000200' },
      { type: 5, value: 'aabb' },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  bier: tlvs(0xffff),
  attributeSet: fc.record({
    originAsNumber: uint32,
    attributes: fc.record({ origin: fc.constant('IGP' as const), asPath, localPref: uint32 }),
  }),
};

/** Every attribute that may come from such a session, but the next hop, which depends on the prefixes. */
const attributes = (context: WireContext): fc.Arbitrary<PathAttributes> =>
  fc
    .record(
      {
        origin: fc.constantFrom('IGP', 'EGP', 'INCOMPLETE'),
        asPath: context.session === 'internal' ? confederationPath : asPath,
        multiExitDisc: uint32,
        atomicAggregate: fc.constant(true),
        aggregator: fc.record({ asNumber, address: address(4) }),
        communities: fc.array(uint32, { minLength: 1, maxLength: 70 }),
        extendedCommunities: fc.array(
          octets(8).map((octets) => Buffer.from(octets).toString('hex')),
          { minLength: 1, maxLength: 4 },
        ),
        ...carriedAttributes,
        largeCommunities: fc.uniqueArray(fc.tuple(uint32, uint32, uint32), {
          minLength: 1,
          maxLength: 25,
          selector: String,
        }),
        unrecognized: fc
          .uniqueArray(
            fc.record({
              flags: fc.constantFrom(0x80, 0xc0, 0xe0),
              code: fc.constantFrom(11, 28, 34, ...Array.from({ length: 60 }, (_, place) => 43 + place), 250),
              value: hexadecimal(20),
            }),
            { minLength: 1, maxLength: 3, selector: ({ code }) => code },
          )
          .map((list) => list.sort((a, b) => a.code - b.code)),
        ...(context.session === 'internal' && {
          localPref: uint32,
          originatorId: address(4),
          clusterList: fc.array(address(4), { minLength: 1, maxLength: 4 }),
        }),
      },
      {
        requiredKeys:
          context.session === 'internal' ? ['origin', 'asPath', 'localPref'] : ['origin', 'asPath'],
      },
    )
    .chain(withPartial);

/** Codes of optional transitive attributes, by their field. */
const partialCodes: Readonly<Partial<Record<keyof PathAttributes, number>>> = {
  aggregator: 7,
  communities: 8,
  onlyToCustomer: 35,
  attributeSet: 128,
};

/** The attributes with the Partial bit on some of them. */
const withPartial = (attributes: PathAttributes): fc.Arbitrary<PathAttributes> => {
  const codes = Object.entries(partialCodes).flatMap(([field, code]) =>
    attributes[field as keyof PathAttributes] === undefined ? [] : [code],
  );
  return fc
    .subarray(codes)
    .map((partial) => (partial.length === 0 ? attributes : { ...attributes, partial }));
};

/** UPDATEs without fault: classic, multiprotocol, withdrawing, or End-of-RIB. */
export const update = (context: WireContext): fc.Arbitrary<UpdateMessage> => {
  const list = (family: FamilyName) => fc.array(nlri(family, context), { maxLength: 12 });
  const classic = fc.record({
    type: fc.constant('UPDATE' as const),
    withdrawn: list('ipv4-unicast'),
    attributes: fc
      .tuple(attributes(context), hostAddress('ipv4-unicast'))
      .map(([rest, nextHop]) => ({ ...rest, nextHop })),
    nlri: fc.array(nlri('ipv4-unicast', context), { minLength: 1, maxLength: 12 }),
  });
  const family = fc.constantFrom<FamilyName>('ipv4-unicast', 'ipv6-unicast');
  const multiprotocol = family.chain((name) => {
    const { afi, safi } = familyOf(name);
    const nextHopFamilies: FamilyName[] = context.extendedNextHop.includes(name)
      ? ['ipv4-unicast', 'ipv6-unicast']
      : [name];
    const nextHops = fc
      .constantFrom(...nextHopFamilies)
      .chain((nextHopFamily) =>
        nextHopFamily === 'ipv6-unicast'
          ? fc.record(
              { nextHop: hostAddress(nextHopFamily), linkLocalNextHop: fc.constant('fe80::1') },
              { requiredKeys: ['nextHop'] },
            )
          : fc.record({ nextHop: hostAddress(nextHopFamily) }),
      );
    return fc.record({
      type: fc.constant('UPDATE' as const),
      withdrawn: fc.constant([]),
      attributes: fc.tuple(attributes(context), nextHops).map(([rest, nextHop]) => ({ ...rest, ...nextHop })),
      nlri: fc.constant([]),
      reachable: fc.record({
        afi: fc.constant(afi),
        safi: fc.constant(safi),
        nlri: fc.array(nlri(name, context), { minLength: 1, maxLength: 12 }),
      }),
    });
  });
  const withdrawing = family.chain((name) =>
    fc.record({
      type: fc.constant('UPDATE' as const),
      withdrawn: list('ipv4-unicast'),
      attributes: fc.constant({}),
      nlri: fc.constant([]),
      unreachable: fc.record({
        afi: fc.constant(familyOf(name).afi),
        safi: fc.constant(familyOf(name).safi),
        nlri: list(name),
      }),
    }),
  );
  return fc.oneof(classic, multiprotocol, withdrawing);
};

const afiSafi = { afi: uint16, safi: uint8 };
const name = fc.string({ unit: 'binary', maxLength: 12 });

export const capability: fc.Arbitrary<Capability> = fc.oneof(
  fc.record({ name: fc.constant('multiprotocol' as const), ...afiSafi }),
  fc.constantFrom<Capability>(
    { name: 'route-refresh' },
    { name: 'route-refresh', legacy: true },
    { name: 'extended-message' },
    { name: 'enhanced-route-refresh' },
  ),
  fc.record({
    name: fc.constant('extended-next-hop' as const),
    encodings: fc.array(fc.record({ afi: uint16, safi: uint16, nextHopAfi: uint16 }), { maxLength: 3 }),
  }),
  fc.record({
    name: fc.constant('graceful-restart' as const),
    restarting: fc.boolean(),
    notificationSupport: fc.boolean(),
    restartTimeSeconds: fc.integer({ min: 0, max: 4095 }),
    families: fc.array(fc.record({ ...afiSafi, forwardingPreserved: fc.boolean() }), { maxLength: 3 }),
  }),
  fc.record({ name: fc.constant('four-octet-as' as const), asNumber: uint32 }),
  fc.record({
    name: fc.constant('add-path' as const),
    families: fc.array(fc.record({ ...afiSafi, mode: fc.constantFrom('receive', 'send', 'both') }), {
      maxLength: 3,
    }),
  }),
  fc.record({ name: fc.constant('fqdn' as const), hostName: name, domainName: name }),
  fc.constantFrom<Capability>(
    { name: 'bfd-strict-mode' },
    { name: 'link-local-next-hop' },
    { name: 'role', role: 'provider' },
    { name: 'role', role: 'rs' },
    { name: 'role', role: 'rs-client' },
    { name: 'role', role: 'customer' },
    { name: 'role', role: 'peer' },
  ),
  fc.record({
    name: fc.constant('long-lived-graceful-restart' as const),
    families: fc.array(
      fc.record({
        ...afiSafi,
        forwardingPreserved: fc.boolean(),
        staleTimeSeconds: fc.integer({ min: 0, max: 0xff_ffff }),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({ name: fc.constant('software-version' as const), version: name }),
  fc.record({
    name: fc.constant('paths-limit' as const),
    families: fc.array(fc.record({ ...afiSafi, pathCountMax: uint16 }), { maxLength: 3 }),
  }),
  fc.record({
    name: fc.constant('multiple-labels' as const),
    families: fc.array(fc.record({ ...afiSafi, labelCountMax: uint8 }), { maxLength: 3 }),
  }),
  fc.record({
    name: fc.constant('bgpsec' as const),
    version: fc.integer({ min: 0, max: 15 }),
    direction: fc.constantFrom('receive', 'send'),
    afi: uint16,
  }),
  fc.record({
    name: fc.constant('outbound-route-filtering' as const),
    families: fc.array(
      fc.record({
        ...afiSafi,
        filters: fc.array(fc.record({ type: uint8, mode: fc.constantFrom('receive', 'send', 'both') }), {
          maxLength: 3,
        }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({
    name: fc.constant('routing-policy-distribution' as const),
    families: fc.array(fc.record({ ...afiSafi, mode: fc.constantFrom('receive', 'send', 'both') }), {
      maxLength: 3,
    }),
  }),
  fc.record({
    name: fc.constantFrom('dynamic-capability' as const, 'multisession' as const),
    value: hexadecimal(8),
  }),
  fc.record({
    name: fc.constant('unrecognized' as const),
    code: fc.constantFrom(4, 66, 130, 185, 200, 255),
    value: hexadecimal(60),
  }),
);

export const message = (context: WireContext): fc.Arbitrary<Message> =>
  fc.oneof(
    update(context),
    fc.record({
      type: fc.constant('OPEN' as const),
      version: fc.constant(4),
      myAutonomousSystem: uint16,
      holdTimeSeconds: uint16,
      bgpIdentifier: address(4),
      // Enough of them for the longer form of RFC 9072.
      capabilities: fc.array(capability, { maxLength: 25 }),
    }),
    fc.record({
      type: fc.constant('NOTIFICATION' as const),
      code: uint8,
      subcode: uint8,
      data: fc.uint8Array({ maxLength: 40 }),
    }),
    fc.constant({ type: 'KEEPALIVE' as const }),
    fc.record({
      type: fc.constant('ROUTE-REFRESH' as const),
      ...afiSafi,
      subtype: fc.constantFrom(0, 1, 2),
    }),
  );
