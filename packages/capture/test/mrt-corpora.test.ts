import { describe, expect, it } from 'vitest';
import { Bgp4mpSessions, bgpdumpLines, decodeRibAttributes, MrtReader, type MrtRecord } from '@bgpeer/capture';
import { corpusFile, corpusLines } from './corpora.ts';

function readAll(octets: Uint8Array) {
  const reader = new MrtReader();
  const records: MrtRecord[] = [];
  const faults = [];
  reader.push(octets);
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (item.kind === 'fault') faults.push(item);
    else records.push(item);
  }
  const cut = reader.end();
  if (cut !== undefined) faults.push(cut);
  return { records, faults };
}

function linesOf(records: readonly MrtRecord[]): string[] {
  const sessions = new Bgp4mpSessions();
  let peers: Extract<MrtRecord, { kind: 'PEER_INDEX_TABLE' }>['peers'] = [];
  return records.flatMap((record) => {
    if (record.kind === 'PEER_INDEX_TABLE') peers = record.peers;
    return bgpdumpLines(record, { peers, sessions });
  });
}

describe('bgpdump -m, line for line', () => {
  const files = [
    'bview.ipv4_unicast_add_path.gz',
    'updates.20020722.2238.gz',
    'updates.20071015.1505.gz',
    'updates.long_withdrawal.gz',
    'updates.nlri_mask_trailing_bits.gz',
  ];
  it.each(files)('%s', (file) => {
    const { records, faults } = readAll(corpusFile(`mrt-bgpdump/${file}`));
    expect(faults).toEqual([]);
    expect(linesOf(records)).toEqual(corpusLines(`mrt-bgpdump/${file}.expect.txt.gz`));
  });
});

describe('MRT files of other writers', () => {
  const files = [
    'mrt-bgp-rs/updates.20190101.0000.gz',
    'mrt-libbgpstream/ris.rrc06.updates.1427846400.gz',
    'mrt-mrtparse/bird-mrtdump_rib',
    'mrt-mrtparse/bird_bgp',
    'mrt-mrtparse/openbgpd_rib_table-v2',
    'mrt-mrtparse/quagga_bgp',
    'mrt-mrtparse/quagga_rib',
    'mrt-ryu/rib.20161101.0000_pick.gz',
    'mrt-ryu/updates.20161101.0000.gz',
  ];
  it.each(files)('%s', (file) => {
    const { records, faults } = readAll(corpusFile(file));
    const sessions = new Bgp4mpSessions();
    const kinds: Record<string, number> = {};
    const bad: unknown[] = [];
    for (const r of records) {
      kinds[r.kind] = (kinds[r.kind] ?? 0) + 1;
      if (r.kind === 'BGP4MP_MESSAGE') {
        const i = sessions.interpret(r);
        if ('fault' in i.decoded || i.decoded.faults.length) bad.push(i);
      }
      if (r.kind === 'RIB') for (const e of r.entries) { const d = decodeRibAttributes(r, e); if (d.faults.length) bad.push(d); }
    }
    console.log(file, kinds, faults, bad.length, JSON.stringify(bad[0])?.slice(0,1500));
  });
});
