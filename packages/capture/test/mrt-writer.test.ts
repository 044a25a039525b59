import { encodeKeepalive, formatHexadecimal, octetsOfHexadecimal } from '@bgpeer/bgp-wire';
import {
  decodeRibAttributes,
  encodeMrtRecord,
  type MrtRecord,
  type WritableMrtRecord,
} from '@bgpeer/capture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFile } from './corpora.ts';
import { readMrt } from './read-capture.ts';

const time = { seconds: 1_700_000_000, nanoseconds: 123_456_000 };
const session = {
  time,
  hasMicroseconds: true,
  fourOctetAsNumbers: true,
  peerAsNumber: 4_200_000_000,
  localAsNumber: 65_000,
  interfaceIndex: 7,
  peerAddress: '2001:db8::1',
  localAddress: '2001:db8::2',
};

function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

const isWritable = ({ kind }: MrtRecord) =>
  kind !== 'TABLE_DUMP' && kind !== 'GEO_PEER_TABLE' && kind !== 'other';

describe('encodeMrtRecord', () => {
  it.each([
    'mrt-bgpdump/bview.ipv4_unicast_add_path.gz',
    'mrt-bgpdump/updates.20071015.1505.gz',
    'mrt-mrtparse/bird_bgp',
    'mrt-mrtparse/openbgpd_rib_table-v2',
    'mrt-mrtparse/quagga_rib',
    'mrt-libbgpstream/ris.rrc06.updates.1427846400.gz',
  ])('writes what was read of %s again, and it reads the same', (file) => {
    const { records } = readMrt(corpusFile(file));
    expect(records.every(isWritable)).toBe(true);
    const octets = concatenate(records.map((record) => encodeMrtRecord(record as WritableMrtRecord)));
    const withoutPlaces = (list: readonly MrtRecord[]) => list.map((record) => ({ ...record, offset: 0 }));
    expect(withoutPlaces(readMrt(octets).records)).toEqual(withoutPlaces(records));
  });

  it('writes every subtype of BGP4MP and BGP4MP_ET', () => {
    const message = encodeKeepalive();
    const records: WritableMrtRecord[] = [true, false].flatMap((hasMicroseconds) =>
      [true, false].flatMap((fourOctetAsNumbers) => {
        const head = {
          ...session,
          hasMicroseconds,
          fourOctetAsNumbers,
          peerAsNumber: fourOctetAsNumbers ? 4_200_000_000 : 65_001,
          time: hasMicroseconds ? time : { seconds: time.seconds, nanoseconds: 0 },
        };
        const messages: WritableMrtRecord[] = [true, false].flatMap((isLocal) =>
          [true, false].map((addPath) => ({
            kind: 'BGP4MP_MESSAGE' as const,
            ...head,
            isLocal,
            addPath,
            message,
          })),
        );
        return [...messages, { kind: 'BGP4MP_STATE_CHANGE' as const, ...head, oldState: 5, newState: 6 }];
      }),
    );
    const read = readMrt(concatenate(records.map(encodeMrtRecord)));
    expect(read.faults).toEqual([]);
    expect(read.records).toEqual(records.map((record) => ({ ...record, offset: expect.any(Number) })));
  });

  it('gives microseconds and addresses as they went in, whatever they are', () => {
    const addresses = fc.oneof(
      fc.tuple(fc.ipV4(), fc.ipV4()),
      fc.constant(['fe80::1', '2001:db8:ffff::'] as [string, string]),
    );
    fc.assert(
      fc.property(addresses, fc.nat(999_999), fc.nat(0xffff_ffff), (pair, microseconds, asNumber) => {
        const record: WritableMrtRecord = {
          kind: 'BGP4MP_STATE_CHANGE',
          ...session,
          time: { seconds: time.seconds, nanoseconds: microseconds * 1000 },
          peerAddress: pair[0],
          localAddress: pair[1],
          peerAsNumber: asNumber,
          oldState: 1,
          newState: 2,
        };
        expect(readMrt(encodeMrtRecord(record)).items).toEqual([{ ...record, offset: 0 }]);
      }),
      { numRuns: 100 },
    );
  });
});

/** A record around a body in hexadecimal. */
function recordOf(type: number, subtype: number, body: string): Uint8Array {
  const hexadecimal = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const header = [
    hexadecimal(1, 8),
    hexadecimal(type, 4),
    hexadecimal(subtype, 4),
    hexadecimal(body.length / 2, 8),
  ];
  return octetsOfHexadecimal(header.join('') + body);
}

describe('records that are seldom written', () => {
  it('reads TABLE_DUMP, with AS numbers of two octets (RFC 6396, 4.2)', () => {
    const attributes = '40010100400206020200 01fde8'.replaceAll(' ', '').padEnd(26, '0').slice(0, 26);
    const body = `00000005c0000200${'18'}01${'00000064'}c6336401fde9${hex16(attributes.length / 2)}${attributes}`;
    const { records } = readMrt(recordOf(12, 1, body));
    expect(records).toMatchObject([
      {
        kind: 'TABLE_DUMP',
        sequenceNumber: 5,
        prefix: '192.0.2.0/24',
        originatedTimeSeconds: 100,
        peerAddress: '198.51.100.1',
        peerAsNumber: 65_001,
      },
    ]);
  });

  it('reads GEO_PEER_TABLE with private places (RFC 6397, 4.1)', () => {
    const body = `c0000201${'42480000'}${'c1200000'}0001${'02'}c00002027fc000007fc00000`;
    expect(readMrt(recordOf(13, 7, body)).records).toMatchObject([
      {
        kind: 'GEO_PEER_TABLE',
        collector: { bgpIdentifier: '192.0.2.1', latitudeDegrees: 50, longitudeDegrees: -10 },
        peers: [{ bgpIdentifier: '192.0.2.2', latitudeDegrees: Number.NaN, longitudeDegrees: Number.NaN }],
      },
    ]);
  });

  it('reads RIB_GENERIC of families without prefixes, and its ADD-PATH form with the path in the NLRI (RFC 8050, 4.2)', () => {
    const evpn = `00000001${'0019'}46${'0303aabbcc'}0000`;
    const addPath = `00000002${'0001'}01${'00000007'}18c000020000${'00'}`;
    const [first, second] = [recordOf(13, 6, evpn), recordOf(13, 12, addPath)].map(
      (octets) => readMrt(octets).items[0],
    );
    expect(first).toMatchObject({ kind: 'RIB', afi: 25, safi: 70, prefix: undefined, entries: [] });
    expect(second).toMatchObject({ kind: 'RIB', addPath: true, isGeneric: true, prefix: '192.0.2.0/24' });
  });

  it('writes both generic forms as they were read', () => {
    const evpn = recordOf(13, 6, '000000010019460303aabbcc0000');
    const addPath = recordOf(13, 12, '0000000200010100000007' + '18c000020001000000000064000440010100');
    for (const octets of [evpn, addPath]) {
      const [record] = readMrt(octets).records;
      expect(encodeMrtRecord(record as WritableMrtRecord)).toEqual(octets);
    }
  });

  it('gives MP_REACH_NLRI its family again, abbreviated or whole (RFC 6396, 4.3.4)', () => {
    const nextHop = '20010db8000000000000000000000001';
    const abbreviated = octetsOfHexadecimal(`800e1110${nextHop}`);
    const whole = octetsOfHexadecimal(`800e1500020110${nextHop}00`);
    for (const attributes of [abbreviated, whole]) {
      const { attributes: decoded, faults } = decodeRibAttributes({ afi: 2, safi: 1 }, { attributes });
      expect(faults).toEqual([]);
      expect(decoded.nextHop).toBe('2001:db8::1');
    }
    expect(formatHexadecimal(abbreviated)).toHaveLength(40);
  });

  it('keeps records that are not about BGP as they are', () => {
    expect(readMrt(recordOf(48, 0, '0102')).records).toMatchObject([
      { kind: 'other', type: 48, subtype: 0, octets: Uint8Array.of(1, 2) },
    ]);
  });
});

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0');
}
