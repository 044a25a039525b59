import { encodeMrtRecord, type MrtPeer, type WritableMrtRecord } from '@bgpeer/capture';
import fc from 'fast-check';

/** One attribute: flags, code, value, and whether its length has two octets. */
function attribute(flags: number, code: number, value: fc.Arbitrary<number[]>): fc.Arbitrary<number[]> {
  const octets = fc.tuple(fc.boolean(), value).map(([isLong, [...list]]) => {
    const length = isLong ? [list.length >>> 8, list.length & 0xff] : [list.length & 0xff];
    return [flags | (isLong ? 0x10 : 0), code, ...length, ...list];
  });
  return octets;
}

const anyOctet = fc.nat(255);
const fourOctets = fc.array(anyOctet, { minLength: 4, maxLength: 4 });
const asNumber = fc.oneof(
  { weight: 20, arbitrary: fourOctets },
  { weight: 1, arbitrary: fc.constant([0, 0, 0, 0]) },
);
const manyOfFour = fc.array(asNumber, { minLength: 1, maxLength: 5 });
const anySegment = fc
  .tuple(fc.integer({ min: 1, max: 4 }), manyOfFour)
  .map(([type, list]) => [type, list.length, ...list.flat()]);
const wellKnownCommunity = fc.integer({ min: 0, max: 4 }).map((low) => [0xff, 0xff, 0xff, low]);
const addressOctets = (octetCount: number) =>
  fc.array(anyOctet, { minLength: octetCount, maxLength: octetCount });
const anyNextHop = fc.oneof(addressOctets(16), addressOctets(32), addressOctets(4), addressOctets(24));

/** Sound attributes mostly; and of those that are shown each malformation the decoder knows, by chance. */
const anyAttribute = fc.oneof(
  {
    weight: 2,
    arbitrary: attribute(
      0x40,
      1,
      fc.nat(3).map((value) => [value]),
    ),
  },
  {
    weight: 3,
    arbitrary: attribute(
      0x40,
      2,
      fc.array(anySegment, { maxLength: 3 }).map((list) => list.flat()),
    ),
  },
  { weight: 2, arbitrary: attribute(0x40, 3, fourOctets) },
  { weight: 1, arbitrary: attribute(0x80, 4, fourOctets) },
  { weight: 1, arbitrary: attribute(0x40, 5, fourOctets) },
  { weight: 1, arbitrary: attribute(0x40, 6, fc.constant([])) },
  {
    weight: 1,
    arbitrary: attribute(
      0xc0,
      7,
      fc.tuple(asNumber, fourOctets).map((list) => list.flat()),
    ),
  },
  {
    weight: 2,
    arbitrary: attribute(
      0xc0,
      8,
      fc
        .array(fc.oneof(fourOctets, wellKnownCommunity), { minLength: 1, maxLength: 5 })
        .map((list) => list.flat()),
    ),
  },
  {
    weight: 1,
    arbitrary: attribute(
      0xe0,
      8,
      manyOfFour.map((list) => list.flat()),
    ),
  },
  {
    weight: 1,
    arbitrary: attribute(
      0x80,
      14,
      anyNextHop.map((octets) => [octets.length, ...octets]),
    ),
  },
  {
    weight: 1,
    arbitrary: attribute(
      0x80,
      14,
      fc
        .tuple(fc.integer({ min: 1, max: 2 }), anyNextHop)
        .map(([afi, octets]) => [0, afi, 1, octets.length, ...octets, 0]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyOctet, fc.nat(40))
      .chain(([flags, code]) => attribute(flags & 0xe0, code, fc.array(anyOctet, { maxLength: 9 }))),
  },
);
const anyAttributeList = fc
  .tuple(
    fc.array(anyAttribute, { maxLength: 9 }),
    fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(20)),
  )
  .map(([list, cutOctetCount]) => Uint8Array.from(list.flat().slice(0, list.flat().length - cutOctetCount)));

const peers: MrtPeer[] = [
  { bgpIdentifier: '192.0.2.1', address: '192.0.2.1', asNumber: 64496 },
  { bgpIdentifier: '192.0.2.2', address: '2001:db8::2', asNumber: 4_294_967_295 },
];
/** The record that the routes of `anyRib` need before them. */
export const peerTable = encodeMrtRecord({
  kind: 'PEER_INDEX_TABLE',
  time: { seconds: 0, nanoseconds: 0 },
  collectorBgpIdentifier: '192.0.2.9',
  viewName: 'view',
  peers,
});
const anyUint32 = fc.nat(0xffff_ffff);
/** A RIB record of any subtype, with attribute lists that are sound, odd, malformed or cut. */
export const anyRib: fc.Arbitrary<WritableMrtRecord> = fc
  .record({
    seconds: fc.constantFrom(0, 1_400_824_800, 0xffff_ffff),
    afi: fc.constantFrom(1, 2),
    safi: fc.constantFrom(1, 1, 2),
    addPath: fc.boolean(),
    isGeneric: fc.constantFrom(false, false, false, true),
    bitLength: fc.nat(32),
    address: addressOctets(4),
    entries: fc.array(
      fc.record({
        // The third peer is not in the table.
        peerIndex: fc.nat(2),
        originatedTimeSeconds: anyUint32,
        pathIdentifier: anyUint32,
        attributes: anyAttributeList,
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ seconds, bitLength, address, ...rest }) => {
    const prefix = [bitLength, ...address.slice(0, (bitLength + 7) >> 3)];
    const nlri = Uint8Array.from(rest.isGeneric && rest.addPath ? [0, 0, 0, 1, ...prefix] : prefix);
    return { kind: 'RIB', time: { seconds, nanoseconds: 0 }, sequenceNumber: 0, nlri, ...rest };
  });
