import { Bgp4mpSessions, bgpdumpLines } from '@bgpeer/capture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusFile } from './corpora.ts';
import { readMrt, readPackets } from './read-capture.ts';

const mrtFiles = ['mrt-mrtparse/bird_bgp', 'mrt-mrtparse/openbgpd_rib_table-v2', 'mrt-mrtparse/quagga_bgp'];
const packetFiles = [
  'pcap-packetlife/BGP_MP_NLRI.cap',
  'pcap-tcpdump/bgp-4byte-asn.pcap',
  'pcap-tcpdump/bgp-shutdown-communication.pcapng',
  'pcap-scapy/bgp_fragmented.pcap.gz',
];
const everyFile = [
  ...mrtFiles.map((file) => ({ file, read: readMrt })),
  ...packetFiles.map((file) => ({ file, read: readPackets })),
].map(({ file, read }) => ({ file, read, octets: corpusFile(file) }));

const anyFile = fc.constantFrom(...everyFile);

function placesIn({ octets }: { octets: Uint8Array }) {
  return fc.array(fc.nat(octets.length), { maxLength: 20 }).map((cuts) => cuts.sort((a, b) => a - b));
}

describe('a file in pieces', () => {
  it('gives the same wherever it is cut', () => {
    const cases = anyFile.chain((one) => placesIn(one).map((cuts) => ({ ...one, cuts })));
    fc.assert(
      fc.property(cases, ({ read, octets, cuts }) => {
        expect(read(octets, cuts).items).toEqual(read(octets).items);
      }),
      { numRuns: 60 },
    );
  });

  it.each(everyFile)('gives the same octet by octet: $file', ({ read, octets }) => {
    const cuts = Array.from({ length: octets.length }, (_, index) => index);
    expect(read(octets, cuts).items).toEqual(read(octets).items);
  });
});

describe('a file that ends in the middle', () => {
  it('gives what is whole, then the place and the reason', () => {
    const cases = anyFile.chain((one) => fc.nat(one.octets.length).map((end) => ({ ...one, end })));
    fc.assert(
      fc.property(cases, ({ read, octets, end }) => {
        const whole = read(octets).items.filter(({ kind }) => kind !== 'fault');
        const cut = read(octets.subarray(0, end)).items;
        const readable = cut.filter(({ kind }) => kind !== 'fault');
        expect(readable).toEqual(whole.slice(0, readable.length));
        const last = cut.at(-1);
        if (last?.kind === 'fault' && last.isFatal) {
          expect(last.detail).toContain('the file ends inside');
          expect(last.offset).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a damaged file', () => {
  it('never makes a reader throw or hang, and places of faults are inside the file', () => {
    const cases = anyFile.chain((one) =>
      fc
        .array(fc.tuple(fc.nat(one.octets.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
        .map((changes) => ({ ...one, changes })),
    );
    fc.assert(
      fc.property(cases, ({ read, octets, changes }) => {
        const damaged = octets.slice();
        for (const [place, value] of changes) damaged[place] = value;
        for (const { offset } of read(damaged).faults) expect(offset).toBeLessThanOrEqual(damaged.length);
      }),
      { numRuns: 300 },
    );
  });

  it('gives lines of bgpdump for what can be read of its UPDATEs', () => {
    const octets = corpusFile('mrt-libbgpstream/ris.rrc06.updates.1427846400.gz').subarray(0, 20_000);
    const changes = fc.array(fc.tuple(fc.nat(octets.length - 1), fc.nat(255)), {
      minLength: 20,
      maxLength: 200,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const damaged = octets.slice();
        for (const [place, value] of list) damaged[place] = value;
        const sessions = new Bgp4mpSessions();
        for (const record of readMrt(damaged).records) {
          for (const line of bgpdumpLines(record, { peers: [], sessions }))
            expect(line).toMatch(/^(?:BGP4MP|TABLE)/);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('ends at a record that is too long to be one', () => {
    const octets = corpusFile(mrtFiles[0]);
    const damaged = octets.slice();
    damaged[8] = 0x7f;
    expect(readMrt(damaged).items).toMatchObject([{ kind: 'fault', offset: 0, isFatal: true }]);
  });
});
