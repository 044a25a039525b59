import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bgpdumpTextOf } from '../corpora/bgpdump-text.ts';
import { readCorpusFile } from '../corpora/corpus-files.ts';
import { readMrt } from '../corpora/read-capture.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bgpeer-bgpdump-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * MRT files that come without a text of theirs. `bird_bgp` is not among them: its NLRI have path identifiers in a subtype
 * for those without (RFC 8050), which bgpdump takes for prefixes.
 */
test.each([
  ['mrt-bgp-rs/updates.20190101.0000.gz', 162_617],
  ['mrt-libbgpstream/ris.rrc06.updates.1427846400.gz', 1_561],
  ['mrt-mrtparse/bird-mrtdump_rib', 18],
  ['mrt-mrtparse/openbgpd_rib_table-v2', 31],
  ['mrt-mrtparse/quagga_bgp', 38],
  ['mrt-mrtparse/quagga_rib', 9],
  ['mrt-pyasn/rib.20140523.0600.part.gz', 270_005],
  ['mrt-ryu/rib.20161101.0000_pick.gz', 4],
  ['mrt-ryu/updates.20161101.0000.gz', 5_762],
])('%s has the %i lines that bgpdump -m writes', (path, lineCount) => {
  const octets = readCorpusFile(path);
  const file = join(folder, 'file.mrt');
  writeFileSync(file, octets);
  const printed = execFileSync('bgpdump', ['-m', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 30,
  });
  const lines = printed.split('\n').slice(0, -1);
  expect(lines).toHaveLength(lineCount);
  const ours = bgpdumpTextOf(readMrt(octets).items);
  const place = lines.findIndex((line, index) => line !== ours[index]);
  expect(ours[place]).toBe(lines[place]);
  expect(ours).toHaveLength(lineCount);
});
