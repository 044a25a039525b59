import {
  Bgp4mpSessions,
  bgpdumpLines,
  decodeRibAttributes,
  type MrtRecord,
  type PeerIndexTable,
  type RibRecord,
} from '@bgpeer/capture';
import { describe, expect, test } from 'vitest';
import { readCorpusFile, readCorpusLines } from './corpus-files.ts';
import { readMrt } from './read-capture.ts';

function linesOf(records: readonly MrtRecord[]): string[] {
  const sessions = new Bgp4mpSessions();
  let peers: PeerIndexTable['peers'] = [];
  return records.flatMap((record) => {
    if (record.kind === 'PEER_INDEX_TABLE') peers = record.peers;
    return bgpdumpLines(record, { peers, sessions });
  });
}

/** Details of every fault in the messages and routes of a file. */
function faultsIn(records: readonly MrtRecord[]): string[] {
  const sessions = new Bgp4mpSessions();
  return records.flatMap((record) => {
    if (record.kind === 'BGP4MP_MESSAGE') {
      const { decoded } = sessions.interpret(record);
      return 'message' in decoded ? decoded.faults.map(({ detail }) => detail) : [decoded.fault.detail];
    }
    if (record.kind !== 'RIB') return [];
    return record.entries.flatMap((entry) =>
      decodeRibAttributes(record, entry).faults.map(({ detail }) => detail),
    );
  });
}

function countKinds(records: readonly MrtRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

describe('bgpdump -m, line for line', () => {
  test.each([
    'bview.ipv4_unicast_add_path.gz',
    'updates.20020722.2238.gz',
    'updates.20071015.1505.gz',
    'updates.long_withdrawal.gz',
    'updates.nlri_mask_trailing_bits.gz',
  ])('%s', (file) => {
    const { items: records, faults } = readMrt(readCorpusFile(`mrt-bgpdump/${file}`));
    expect(faults).toEqual([]);
    expect(linesOf(records)).toEqual(readCorpusLines(`mrt-bgpdump/${file}.expect.txt.gz`));
  });
});

describe('MRT files of many writers', () => {
  test.each([
    ['mrt-bgp-rs/updates.20190101.0000.gz', { BGP4MP_MESSAGE: 54_471, BGP4MP_STATE_CHANGE: 43 }],
    ['mrt-libbgpstream/ris.rrc06.updates.1427846400.gz', { BGP4MP_MESSAGE: 791, BGP4MP_STATE_CHANGE: 4 }],
    ['mrt-mrtparse/bird-mrtdump_rib', { PEER_INDEX_TABLE: 2, RIB: 12 }],
    ['mrt-mrtparse/bird_bgp', { BGP4MP_MESSAGE: 17, BGP4MP_STATE_CHANGE: 12 }],
    ['mrt-mrtparse/openbgpd_rib_table-v2', { PEER_INDEX_TABLE: 1, RIB: 23 }],
    ['mrt-mrtparse/quagga_bgp', { BGP4MP_MESSAGE: 47, BGP4MP_STATE_CHANGE: 20 }],
    ['mrt-mrtparse/quagga_rib', { PEER_INDEX_TABLE: 1, RIB: 6 }],
    ['mrt-ryu/rib.20161101.0000_pick.gz', { PEER_INDEX_TABLE: 1, RIB: 2 }],
    ['mrt-ryu/updates.20161101.0000.gz', { BGP4MP_MESSAGE: 2623 }],
  ])('%s', (file, kinds) => {
    const { items: records, faults } = readMrt(readCorpusFile(file));
    expect(faults).toEqual([]);
    expect(countKinds(records)).toEqual(kinds);
    expect(faultsIn(records)).toEqual([]);
  });

  test('learns ADD-PATH from the OPENs where the writer knew no subtype for it', () => {
    const { items: records } = readMrt(readCorpusFile('mrt-mrtparse/bird_bgp'));
    const lines = linesOf(records).filter((line) => !line.includes('|STATE|'));
    // The OPEN and the NLRI, read by hand: path identifier 2 then 1 before three prefixes each, 1 before another.
    const routes = lines.map((line) => line.split('|').slice(5, 7).join(' path '));
    const first = ['172.17.0.0/24', '172.17.1.0/24', '172.17.2.0/24'];
    const once = [...first.map((prefix) => `${prefix} path 2`), ...first.map((prefix) => `${prefix} path 1`)];
    expect(routes).toEqual([...once, '192.168.16.0/24 path 1', ...once, '192.168.16.0/24 path 1']);
    expect(lines.every((line) => line.startsWith('BGP4MP_AP|'))).toBe(true);
  });
});

describe('a table of RouteViews', () => {
  const { items: records } = readMrt(readCorpusFile('mrt-pyasn/rib.20140523.0600.part.gz'));
  const [table, ...ribs] = records as [PeerIndexTable, ...RibRecord[]];
  const expected = JSON.parse(
    Buffer.from(readCorpusFile('mrt-pyasn/rib.20140523.0600.part.expect.json')).toString('utf8'),
  );
  const counted = expected.countedByOwnReader;

  test('has the peers that others count', () => {
    expect(table.collectorBgpIdentifier).toBe(counted.collectorId);
    expect(table.peers.slice(0, counted.peerTable.length)).toEqual(
      counted.peerTable.map(([bgpIdentifier, address, asNumber]: [string, string, number]) => ({
        bgpIdentifier,
        address,
        asNumber,
      })),
    );
    const entryCounts = table.peers.map(() => 0);
    for (const { entries } of ribs) for (const { peerIndex } of entries) entryCounts[peerIndex]++;
    expect(entryCounts.slice(0, counted.peerTable.length)).toEqual(
      counted.peerTable.map((row: [string, string, number, number]) => row[3]),
    );
  });

  test('has the routes that others count, and no fault in a sample of them', () => {
    expect(ribs).toHaveLength(counted.prefixes);
    expect(ribs.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(counted.entries);
    expect(faultsIn(ribs.filter((_, index) => index % 10 === 0))).toEqual([]);
    for (const { seq, prefix, first } of expected.assertedByPyasn.records) {
      expect(ribs[seq].prefix).toBe(prefix);
      const { attributes } = decodeRibAttributes(ribs[seq], ribs[seq].entries[0]);
      expect(attributes.asPath?.flatMap(({ asNumbers }) => asNumbers)).toEqual(first.asPath);
    }
  });
});
