import { availableParallelism, cpus } from 'node:os';
import { type Depth, depths, type StreamSpeeds } from './decode-speed.ts';
import type { RaceSeries, TableRace } from './table-race.ts';

/** Everything the benchmark found, as `--json` prints it. */
export interface WireReport {
  readonly node: string;
  readonly processor: string;
  readonly processorCount: number;
  readonly tables: readonly TableRace[];
  readonly streams: readonly StreamSpeeds[];
}

export function makeWireReport(tables: readonly TableRace[], streams: readonly StreamSpeeds[]): WireReport {
  return {
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    processorCount: availableParallelism(),
    tables,
    streams,
  };
}

/** The report for people. */
export function formatWireReport({ node, processor, processorCount, tables, streams }: WireReport): string {
  return [
    `Node ${node} on ${processorCount} × ${processor}; medians`,
    ...tables.flatMap(tableLines),
    ...streams.flatMap(streamLines),
  ].join('\n');
}

function tableLines({ title, routeCount, bgpeer, bgpdump }: TableRace): string[] {
  const lines = [
    '',
    `${count(routeCount)} routes of an MRT table to one-line text, ${title}`,
    row('', ['elapsed', 'processor', 'routes/s']),
    raceRow('bgpeer decode --bgpdump', bgpeer, routeCount),
  ];
  if (bgpdump === undefined) return [...lines, 'bgpdump -m: not here'];
  const ratio = (key: 'elapsedSeconds' | 'processorSeconds') =>
    `${(bgpdump.median[key] / bgpeer.median[key]).toFixed(2)} ×`;
  return [
    ...lines,
    raceRow('bgpdump -m', bgpdump, routeCount),
    row('as fast as bgpdump', [ratio('elapsedSeconds'), ratio('processorSeconds')]),
  ];
}

function raceRow(title: string, { median }: RaceSeries, routeCount: number): string {
  const { elapsedSeconds, processorSeconds } = median;
  const cells = [elapsedSeconds, processorSeconds].map((value) => `${value.toFixed(2)} s`);
  return row(title, [...cells, count(routeCount / elapsedSeconds)]);
}

const depthTitles: Readonly<Record<Depth, string>> = {
  framed: 'framed only',
  visited: 'UpdateReader',
  decoded: 'decodeMessage',
};

function streamLines({ title, messageCount, prefixCount, octetCount, speeds }: StreamSpeeds): string[] {
  const megabytes = (octetCount / 1e6).toFixed(1);
  return [
    '',
    `${count(messageCount)} UPDATEs, ${count(prefixCount)} prefixes, ${megabytes} MB: ${title}`,
    row('', ['messages/s', 'prefixes/s', 'MB/s', 'of framing']),
    ...depths.map((depth) => {
      const { messagesPerSecond, prefixesPerSecond, octetsPerSecond } = speeds[depth];
      const share = octetsPerSecond / speeds.framed.octetsPerSecond;
      return row(depthTitles[depth], [
        count(messagesPerSecond),
        count(prefixesPerSecond),
        count(octetsPerSecond / 1e6),
        `${(share * 100).toFixed(1)} %`,
      ]);
    }),
  ];
}

function row(title: string, cells: readonly string[]): string {
  return `${title.padEnd(26)}${cells.map((cell) => cell.padStart(14)).join('')}`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}
