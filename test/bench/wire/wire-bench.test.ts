import { encodeMrtRecord, MrtReader, type RibRecord } from '@bgpeer/capture';
import { describe, expect, test } from 'vitest';
import { goThrough } from './decode-speed.ts';
import { collectedUpdates, generatedTable } from './message-streams.ts';
import { childrenSeconds, outputDigest, runProcess } from './process-run.ts';
import { corpusOctets, tableOctets } from './table-file.ts';
import { parseWireBenchOptions } from './wire-options.ts';
import { formatWireReport, makeWireReport } from './wire-report.ts';

function readRibs(octets: Uint8Array): RibRecord[] {
  const reader = new MrtReader();
  reader.push(octets);
  const ribs: RibRecord[] = [];
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    if (record.kind === 'RIB') ribs.push(record);
    else expect(record.kind).toBe('PEER_INDEX_TABLE');
  }
  expect(reader.end()).toBeUndefined();
  return ribs;
}

describe('the table', () => {
  const original = corpusOctets('mrt-pyasn/rib.20140523.0600.part.gz').subarray(0, 100_000);
  const whole = readRibs(tableOctets(original, 1_000));

  test('has just so many routes, each prefix once, numbered in sequence', () => {
    for (const routeCount of [1, 1_000, 5_000]) {
      const ribs = readRibs(tableOctets(original, routeCount));
      expect(ribs.reduce((sum, { entries }) => sum + entries.length, 0)).toBe(routeCount);
      expect(new Set(ribs.map(({ prefix }) => prefix)).size).toBe(ribs.length);
      expect(ribs.map(({ sequenceNumber }) => sequenceNumber)).toEqual(ribs.map((_, index) => index));
    }
  });

  test('begins as the table it is made of', () => {
    const reader = new MrtReader();
    reader.push(original);
    reader.next();
    const first = reader.next();
    if (first?.kind !== 'RIB') throw new Error('no route first');
    expect(encodeMrtRecord(whole[0])).toEqual(encodeMrtRecord(first));
  });
});

describe('the streams', () => {
  test.each([collectedUpdates(), generatedTable(2_000)])(
    'give the same counts in each depth: $title',
    ({ octets }) => {
      const visited = goThrough.visited(octets);
      expect(goThrough.decoded(octets)).toEqual(visited);
      expect(goThrough.framed(octets)).toEqual({ messageCount: visited.messageCount, prefixCount: 0 });
      expect(visited.prefixCount).toBeGreaterThan(visited.messageCount);
    },
  );
});

describe('runs of processes', () => {
  test('are told by the shell', async () => {
    expect(childrenSeconds('0m0.010s 0m0.020s\n1m2.500s 0m0.250s\n')).toBeCloseTo(62.75);
    expect(() => childrenSeconds('')).toThrow();
    expect((await runProcess(['true'])).elapsedSeconds).toBeGreaterThan(0);
    await expect(runProcess(['false'])).rejects.toThrow('exit code 1');
  });

  test('have a digest of what they write, where the program is there', async () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(await outputDigest(['printf', 'abc'])).toBe(abc);
    expect(await outputDigest(['no-such-program'])).toBeUndefined();
  });
});

test('the report has a line for each depth, and says where there is no bgpdump', () => {
  const run = { elapsedSeconds: 2, processorSeconds: 1 };
  const bgpeer = { runs: [run], median: run };
  const stream = { title: 'none', octetCount: 10, messageCount: 1, prefixCount: 1 };
  const speed = { messagesPerSecond: 1, prefixesPerSecond: 1, octetsPerSecond: 10 };
  const speeds = { framed: { ...speed, octetsPerSecond: 40 }, visited: speed, decoded: speed };
  const twice = { runs: [run], median: { elapsedSeconds: 5, processorSeconds: 4 } };
  const tables = [
    { title: 'plain', routeCount: 1_000, bgpeer, bgpdump: undefined },
    { title: 'packed', routeCount: 1_000, bgpeer, bgpdump: twice },
  ];
  const text = formatWireReport(makeWireReport(tables, [{ ...stream, speeds }]));
  expect(text).toContain('bgpdump -m: not here');
  expect(text).toMatch(/bgpeer decode --bgpdump +2\.00 s +1\.00 s +500\n/);
  expect(text).toMatch(/as fast as bgpdump +2\.50 × +4\.00 ×/);
  expect(text).toMatch(/UpdateReader .* 25\.0 %/);
});

test('the command line is checked', () => {
  expect(parseWireBenchOptions([])).toEqual({ options: { routeCount: 1_000_000, runCount: 5, json: false } });
  expect(parseWireBenchOptions(['--help'])).toHaveProperty('help');
  for (const words of [['--routes', '0'], ['--runs', 'x'], ['--fast']]) {
    expect(parseWireBenchOptions(words)).toHaveProperty('problem');
  }
});
