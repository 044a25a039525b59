import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../src/command-line.ts';
import { CapturedSurroundings } from './captured-surroundings.ts';
import { corpusFile, corpusPath } from './corpora.ts';

const keepalive = 'ffffffffffffffffffffffffffffffff001304';
/** ORIGIN has two octets. */
const malformedUpdate = `${'ff'.repeat(16)}002a020000000f4001020000400200400304c0000201180a0000`;
/** A KEEPALIVE packed by bzip2. */
const keepaliveInBzip2 = 'QlpoOTFBWSZTWd8IrpgAAAPgAMQECAAAAKAAMM0Aw0UxHuLuSKcKEhvhFdMA';
const updates = 'mrt-bgpdump/updates.20020722.2238.gz';
const peersUpdates = gunzipSync(corpusFile(`${updates}.expect.txt.gz`)).toString('utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bgpeer-decode-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, octets: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, octets);
  return path;
}

async function decode(words: readonly string[], input = '') {
  const surroundings = new CapturedSurroundings({ input });
  const exitCode = await runCommandLine(['decode', ...words], surroundings);
  return { exitCode, output: surroundings.output.text, errors: surroundings.errors.text };
}

describe('bgpeer decode, whatever the input is', () => {
  const asHexDump = `0000: ${keepalive.slice(0, 32).replaceAll(/(..)/g, '$1 ')}\n0010: 00 13 04\n`;

  it.each([
    ['hexadecimal', keepalive],
    ['hexadecimal in pairs', keepalive.replaceAll(/(..)/g, '$1:').slice(0, -1)],
    ['base64', Buffer.from(keepalive, 'hex').toString('base64')],
  ])('takes %s on the command line', async (_name, word) => {
    expect(await decode([word])).toEqual({ exitCode: 0, output: 'KEEPALIVE, 19 octets\n\n', errors: '' });
  });

  it('takes text from the standard input, a hex dump too', async () => {
    expect(await decode(['-'], `${keepalive}\n${keepalive}\n`)).toMatchObject({
      exitCode: 0,
      output: 'KEEPALIVE, 19 octets\n\nKEEPALIVE, 19 octets\n\n',
    });
    expect(await decode(['-'], asHexDump)).toMatchObject({ output: 'KEEPALIVE, 19 octets\n\n' });
  });

  it('takes MRT bare, packed once and twice, and in text', async () => {
    const bare = gunzipSync(corpusFile(updates));
    for (const path of [
      corpusPath(updates),
      file('bare', bare),
      file('twice.gz.gz', gzipSync(corpusFile(updates))),
    ]) {
      expect(await decode([path, '--bgpdump'])).toEqual({ exitCode: 0, output: peersUpdates, errors: '' });
    }
    const text = file('text', Buffer.from(bare.subarray(0, 5000).toString('base64')));
    expect((await decode([text, '--bgpdump'])).output.split('\n').length).toBeGreaterThan(50);
  });

  it('writes the lines of bgpdump all at once or, filtered, one by one: the same', async () => {
    const everything = ['route', 'state', 'update'].flatMap((type) => ['--type', type]);
    for (const path of [
      'mrt-mrtparse/openbgpd_rib_table-v2',
      'mrt-mrtparse/quagga_bgp',
      'mrt-mrtparse/quagga_rib',
    ]) {
      const damaged = new Uint8Array(corpusFile(path));
      damaged[damaged.length - 20] ^= 0xff;
      for (const octets of [corpusFile(path), damaged, damaged.subarray(0, -10)]) {
        const words = [file('some.mrt', octets), '--bgpdump'];
        const atOnce = await decode(words);
        expect(atOnce.output).not.toBe('');
        expect(await decode([...words, ...everything])).toEqual(atOnce);
      }
    }
  });

  it('takes bzip2, and says when it is cut', async () => {
    const packed = Buffer.from(keepaliveInBzip2, 'base64');
    expect(await decode([file('a.bz2', packed)])).toMatchObject({
      exitCode: 0,
      output: 'KEEPALIVE, 19 octets\n\n',
    });
    const cut = await decode([file('b.bz2', packed.subarray(0, -8))]);
    expect(cut).toMatchObject({ exitCode: 1, errors: expect.stringContaining('unpacked further') });
  });

  it('takes pcap and pcapng', async () => {
    const { exitCode, output } = await decode([corpusPath('pcap-tcpdump/bgp-shutdown-communication.pcapng')]);
    expect(exitCode).toBe(0);
    expect(output).toMatch(
      /165\.254\.255\.24:179 to 165\.254\.255\.17:33202 NOTIFICATION, 74 octets\n {2}Cease\//,
    );
  });

  it('says so when a packet capture has no BGP on the port that is read', async () => {
    const capture = corpusPath('pcap-tcpdump/bgp-large-community.pcap');
    const { exitCode, output, errors } = await decode([capture, '--port', '1790']);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: '' });
    expect(errors).toContain('no BGP message was found');
  });

  it('says what it cannot take, with exit code 2 or 1', async () => {
    expect(await decode(['no-such-file'])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('no such file'),
    });
    expect(await decode([folder])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('a directory'),
    });
    for (const [content, reason] of [
      ['', 'there is nothing in it'],
      ['hello, world', 'neither hexadecimal nor base64'],
      ['00010203', 'unknown format'],
    ])
      expect(await decode(['-'], content)).toMatchObject({
        exitCode: 1,
        output: '',
        errors: expect.stringContaining(reason),
      });
    expect(await decode([keepalive, '--json', '--bgpdump'])).toMatchObject({ exitCode: 2 });
    expect(await decode([keepalive, '--peer', 'x'])).toMatchObject({ exitCode: 2 });
    expect(await decode([keepalive, '--prefix', 'x'])).toMatchObject({ exitCode: 2 });
  });
});

describe('bgpeer decode, what is wrong', () => {
  it('marks the octets of a fault', async () => {
    const { exitCode, output } = await decode([malformedUpdate]);
    expect(exitCode).toBe(0);
    const lines = output.split('\n');
    expect(lines).toContainEqual(
      expect.stringContaining('! treat-as-withdraw: ORIGIN has length 2, expected 1'),
    );
    const place = lines.findIndex((line) => line.includes('40 01 02 00 00'));
    expect(lines[place + 1]).toMatch(/^ +\^\^ \^\^ \^\^ \^\^ \^\^ {2}attribute-length$/);
    expect(lines[place + 1].indexOf('^')).toBe(lines[place].indexOf('40 01 02'));
  });

  it('shows what could be read of a file that is cut, then says where and why', async () => {
    const packed = corpusFile(updates);
    const cut = await decode([file('cut.gz', packed.subarray(0, packed.length / 2)), '--bgpdump']);
    expect(cut.exitCode).toBe(1);
    const lines = cut.output.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(500);
    expect(lines).toEqual(peersUpdates.split('\n').slice(0, lines.length));
    expect(cut.errors).toMatch(/octet \d+: the file ends inside an MRT record/);
    expect(cut.errors).toContain('unexpected end of file');
  });

  it('never fails on a damaged file, in any form of output', async () => {
    const files = ['mrt-mrtparse/quagga_bgp', 'mrt-mrtparse/quagga_rib', 'pcap-tcpdump/bgp-4byte-asn.pcap'];
    const damage = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 30 });
    const forms = fc.constantFrom([], ['--json'], ['--bgpdump'], ['--prefix', '0.0.0.0/0']);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, forms, async (name, changes, form) => {
        const octets = Buffer.from(corpusFile(name));
        // What the file is stays to be seen.
        for (const [place, value] of changes) octets[24 + (place % (octets.length - 24))] = value;
        const { exitCode, errors } = await decode([file('damaged', octets), ...form]);
        expect(exitCode === 0 || exitCode === 1).toBe(true);
        expect(errors).not.toContain('    at ');
      }),
      { numRuns: 60 },
    );
  });

  it('ends on captures made to hang a reader', async () => {
    const { exitCode, output, errors } = await decode([corpusPath('pcap-tcpdump/bgp-infinite-loop.pcap')]);
    expect(exitCode).toBe(1);
    expect(output.match(/! session-reset: length 19/g)).toHaveLength(4);
    expect(errors.match(/octet \d+: .*the stream ends 15 octets into a message/g)).toHaveLength(4);
  });
});

describe('bgpeer decode, JSON and filters', () => {
  const json = async (...words: string[]) => {
    const { exitCode, output } = await decode([...words, '--json']);
    expect(exitCode).toBe(0);
    return output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  };

  it('gives an object a line', async () => {
    const [item] = await json(keepalive);
    expect(item).toMatchObject({
      kind: 'message',
      offset: 0,
      message: { type: 'KEEPALIVE' },
      faults: [],
      octets: keepalive,
    });
    const [, route] = await json(corpusPath('mrt-mrtparse/quagga_rib'));
    expect(route).toMatchObject({ kind: 'route', prefix: expect.any(String), attributes: { origin: 'IGP' } });
  });

  it('filters by type, peer and prefix', async () => {
    const path = corpusPath(updates);
    const states = await json(path, '--type', 'state');
    expect(states).toHaveLength(peersUpdates.match(/STATE/g)!.length);
    const peer = '193.203.0.81';
    const ofPeer = await decode([path, '--bgpdump', '--peer', peer]);
    const expected = peersUpdates.split('\n').filter((line) => line.split('|')[3] === peer);
    expect(ofPeer.output.trimEnd().split('\n')).toEqual(expected);
    const inside = await decode([path, '--bgpdump', '--prefix', '193.230.0.0/16']);
    const corner = peersUpdates.split('\n').filter((line) => line.split('|')[5]?.startsWith('193.230.'));
    expect(inside.output.trimEnd().split('\n')).toEqual(corner);
  });
});
