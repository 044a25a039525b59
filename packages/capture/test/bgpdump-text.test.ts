import {
  type Bgp4mpMessage,
  Bgp4mpSessions,
  BgpdumpTextReader,
  bgpdumpLines,
  type CaptureFault,
  encodeMrtRecord,
  type MrtPeer,
} from '@bgpeer/capture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttributeTextWriter } from '../src/bgpdump/attribute-text.ts';
import { bgpdumpAddress } from '../src/bgpdump/bgpdump-address.ts';
import { writeDecimal } from '../src/bgpdump/text-octets.ts';
import { anyRib, peerTable } from './arbitrary-ribs.ts';
import { corpusFile, corpusLines } from './corpora.ts';
import { readMrt } from './read-capture.ts';

/** Straight from octets to octets. */
function readText(octets: Uint8Array, cuts: readonly number[] = []) {
  const reader = new BgpdumpTextReader();
  const faults: CaptureFault[] = [];
  const texts: string[] = [];
  let start = 0;
  for (const cut of [...cuts, octets.length]) {
    reader.push(octets.slice(start, cut));
    start = cut;
    for (let fault = reader.next(); fault !== undefined; fault = reader.next()) faults.push(fault);
    texts.push(Buffer.from(reader.takeText()).toString('latin1'));
  }
  const end = reader.end();
  return { text: texts.join(''), faults: end === undefined ? faults : [...faults, end] };
}

/** The same by way of objects. */
function decodeToText(octets: Uint8Array) {
  const { records, faults } = readMrt(octets);
  const sessions = new Bgp4mpSessions();
  let peers: readonly MrtPeer[] = [];
  const messageFaults: CaptureFault[] = [];
  const lines = records.flatMap((record) => {
    if (record.kind === 'PEER_INDEX_TABLE') peers = record.peers;
    if (record.kind === 'BGP4MP_MESSAGE') messageFaults.push(...faultsOfMessage(record));
    return bgpdumpLines(record, { peers, sessions });
  });
  const allFaults = [...faults, ...messageFaults].sort((a, b) => a.offset - b.offset);
  return { text: lines.map((line) => `${line}\n`).join(''), faults: allFaults };
}

/** A record whose message is none: whatever the session, its header says so. */
function faultsOfMessage(record: Bgp4mpMessage): CaptureFault[] {
  const { decoded } = new Bgp4mpSessions().interpret(record);
  if ('message' in decoded) return [];
  const detail = `the record holds no BGP message: ${decoded.fault.detail}`;
  return [{ kind: 'fault', offset: record.offset, detail, isFatal: false }];
}

const files = [
  'mrt-bgpdump/bview.ipv4_unicast_add_path.gz',
  'mrt-bgpdump/updates.20020722.2238.gz',
  'mrt-bgpdump/updates.nlri_mask_trailing_bits.gz',
  'mrt-libbgpstream/ris.rrc06.updates.1427846400.gz',
  'mrt-mrtparse/bird-mrtdump_rib',
  'mrt-mrtparse/bird_bgp',
  'mrt-mrtparse/openbgpd_rib_table-v2',
  'mrt-mrtparse/quagga_bgp',
  'mrt-mrtparse/quagga_rib',
  'mrt-ryu/rib.20161101.0000_pick.gz',
];
const routeViewsTable = corpusFile('mrt-pyasn/rib.20140523.0600.part.gz').subarray(0, 2_000_000);

describe('the text of an MRT file', () => {
  it.each(files)('is that of its decoded records: %s', (file) => {
    expect(readText(corpusFile(file))).toEqual(decodeToText(corpusFile(file)));
  });

  it('is that of its decoded records: a part of a table of RouteViews', () => {
    const read = readText(routeViewsTable);
    expect(read.text.split('\n').length).toBeGreaterThan(30_000);
    expect(read).toEqual(decodeToText(routeViewsTable));
  });

  it('is what bgpdump writes', () => {
    const { text } = readText(corpusFile('mrt-bgpdump/bview.ipv4_unicast_add_path.gz'));
    const expected = corpusLines('mrt-bgpdump/bview.ipv4_unicast_add_path.gz.expect.txt.gz');
    expect(text).toBe(expected.map((line) => `${line}\n`).join(''));
  });

  it('is the same wherever the file is cut', () => {
    const octets = routeViewsTable.subarray(0, 20_000);
    const whole = readText(octets);
    const places = fc
      .array(fc.nat(octets.length), { maxLength: 20 })
      .map((cuts) => cuts.sort((a, b) => a - b));
    fc.assert(
      fc.property(places, (cuts) => {
        expect(readText(octets, cuts)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  it('is that of the decoded records in damaged files too', () => {
    const small = [
      'mrt-mrtparse/bird-mrtdump_rib',
      'mrt-mrtparse/quagga_rib',
      'mrt-mrtparse/openbgpd_rib_table-v2',
    ];
    const damage = fc.array(fc.tuple(fc.nat(10_000), fc.nat(255)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.constantFrom(...small.map(corpusFile)), damage, (octets, places) => {
        const damaged = octets.slice();
        for (const [place, octet] of places) damaged[place % damaged.length] = octet;
        expect(readText(damaged)).toEqual(decodeToText(damaged));
      }),
      { numRuns: 500 },
    );
  });
});

it('a record whose message has no header of BGP is a fault, and the next one is read', () => {
  const message = (octets: Uint8Array) =>
    encodeMrtRecord({
      kind: 'BGP4MP_MESSAGE',
      time: { seconds: 1, nanoseconds: 0 },
      hasMicroseconds: false,
      fourOctetAsNumbers: true,
      peerAsNumber: 64496,
      localAsNumber: 64497,
      interfaceIndex: 0,
      peerAddress: '192.0.2.1',
      localAddress: '192.0.2.2',
      isLocal: false,
      addPath: false,
      message: octets,
    });
  const withdrawal = Uint8Array.of(...new Array(16).fill(0xff), 0, 25, 2, 0, 2, 8, 10, 0, 0);
  const [bad, good] = [message(new Uint8Array(19)), message(withdrawal)];
  const { text, faults } = readText(Buffer.concat([good, bad, good]));
  expect(text).toBe('BGP4MP|1|W|192.0.2.1|64496|10.0.0.0/8\n'.repeat(2));
  expect(faults).toMatchObject([
    { offset: good.length, isFatal: false, detail: expect.stringContaining('no BGP message') },
  ]);
});

describe('the text of arbitrary routes', () => {
  it('is that of the decoded routes', () => {
    fc.assert(
      fc.property(fc.array(anyRib, { maxLength: 3 }), (ribs) => {
        const octets = Buffer.concat([peerTable, ...ribs.map(encodeMrtRecord)]);
        expect(readText(octets)).toEqual(decodeToText(octets));
      }),
      { numRuns: 1_000 },
    );
  });
});

it('every attribute list of a real table is written without decoding it', () => {
  const writer = new AttributeTextWriter();
  const { records } = readMrt(routeViewsTable.subarray(0, 500_000));
  for (const record of records) {
    for (const { attributes } of record.kind === 'RIB' ? record.entries : []) {
      const into = new DataView(new ArrayBuffer(AttributeTextWriter.octetsMax(attributes.length)));
      expect(writer.write(into, 0, attributes, 0, attributes.length, { afi: 1, safi: 1 })).toBeDefined();
    }
  }
});

it('numbers are written in decimal digits', () => {
  const into = new DataView(new ArrayBuffer(16));
  const edges = [
    0, 9, 10, 99, 100, 999, 1_000, 65_535, 999_999, 1_000_000, 999_999_999, 1_000_000_000, 0xffff_ffff,
  ];
  fc.assert(
    fc.property(fc.oneof(fc.nat(0xffff_ffff), fc.nat(1_000_000), fc.constantFrom(...edges)), (value) => {
      const end = writeDecimal(into, 1, value);
      expect(Buffer.from(into.buffer, 1, end - 1).toString('latin1')).toBe(String(value));
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  // As bgpdump 1.6.2 writes them.
  ['192.0.2.1', '192.0.2.1'],
  ['2001:df1:3100:0:182:54:128:2', '2001:df1:3100::182:54:128:2'],
  ['1:0:3:0:5:0:7:0', '1::3:0:5:0:7:0'],
  ['0:2:0:4:5:6:0:8', '::2:0:4:5:6:0:8'],
  ['1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7::'],
  ['2a0a:3640:0:d::191', '2a0a:3640:0:d::191'],
  ['2001:db8::', '2001:db8::'],
  ['::', '::'],
  ['::1', '::1'],
  ['::8', '::0.0.0.8'],
  ['::2607:2708', '::38.7.39.8'],
  ['::ffff:10.0.0.7', '::ffff:10.0.0.7'],
  ['::6:7:8', '::6:7:8'],
])('%s is shown as %s', (address, shown) => {
  expect(bgpdumpAddress(address)).toBe(shown);
});
