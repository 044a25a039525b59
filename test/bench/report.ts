import { availableParallelism, cpus } from 'node:os';
import { type FamilyName, familyOf } from '@bgpeer/bgp-wire';
import type { Measurement } from './measurement.ts';
import type { Workload } from './workload.ts';

const titleWidth = 26;
const columnWidth = 15;

/** Everything a benchmark found, as `--json` prints it. */
export interface BenchReport {
  readonly family: FamilyName;
  readonly prefixCount: number;
  readonly attributeSetCount: number;
  readonly updateOctetCount: number;
  readonly node: string;
  readonly processor: string;
  readonly processorCount: number;
  /** Feeder → sink, without a device. */
  readonly sink: SeriesReport;
  /** Feeder → bgpeer → receiver. */
  readonly device: SeriesReport;
}

export interface SeriesReport {
  readonly runs: readonly Measurement[];
  readonly median: Measurement;
}

export function makeReport(
  workload: Workload,
  sinkRuns: readonly Measurement[],
  deviceRuns: readonly Measurement[],
): BenchReport {
  return {
    family: workload.family,
    prefixCount: workload.prefixCount,
    attributeSetCount: workload.attributeSetCount,
    updateOctetCount: workload.reachable.length,
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    processorCount: availableParallelism(),
    sink: makeSeries(sinkRuns),
    device: makeSeries(deviceRuns),
  };
}

/** The report for people: a line for each run, then the medians. */
export function formatReport(report: BenchReport): string {
  const count = (value: number) => value.toLocaleString('en');
  const perSecond = Math.round(report.prefixCount / report.device.median.announceSeconds);
  return [
    `${count(report.prefixCount)} ${familyOf(report.family).title} prefixes in ${count(report.attributeSetCount)} ` +
      `attribute sets, ${(report.updateOctetCount / 1e6).toFixed(1)} MB of UPDATEs, over loopback TCP`,
    `Node ${report.node} on ${report.processorCount} × ${report.processor}`,
    '',
    `${''.padEnd(titleWidth)}${rightAligned('first octet', 'the same for', 'processor', 'peak')}`,
    `${''.padEnd(titleWidth)}${rightAligned('→ last prefix', 'withdrawal', 'time, both', 'memory')}`,
    ...formatSeries('feeder → sink', report.sink),
    ...formatSeries('feeder → bgpeer → receiver', report.device),
    '',
    `${count(perSecond)} prefixes a second through bgpeer`,
  ].join('\n');
}

function formatSeries(title: string, series: SeriesReport): string[] {
  return [
    title,
    ...series.runs.map((run, index) => formatRow(`  run ${index + 1}`, run)),
    formatRow('  median', series.median),
  ];
}

function formatRow(title: string, measurement: Measurement): string {
  const seconds = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(3)} s`);
  const { announceSeconds, withdrawSeconds, processorSeconds, peakMemoryOctets } = measurement;
  const memory = peakMemoryOctets === undefined ? '–' : `${Math.round(peakMemoryOctets / 2 ** 20)} MiB`;
  const cells = [seconds(announceSeconds), seconds(withdrawSeconds), seconds(processorSeconds), memory];
  return `${title.padEnd(titleWidth)}${rightAligned(...cells)}`;
}

function rightAligned(...cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(columnWidth)).join('');
}

function makeSeries(runs: readonly Measurement[]): SeriesReport {
  const medianOf = (key: keyof Measurement): number => median(runs.map((run) => run[key] ?? Number.NaN));
  const times = {
    announceSeconds: medianOf('announceSeconds'),
    withdrawSeconds: medianOf('withdrawSeconds'),
  };
  if (runs.some((run) => run.peakMemoryOctets === undefined)) return { runs, median: times };
  const usage = {
    processorSeconds: medianOf('processorSeconds'),
    peakMemoryOctets: medianOf('peakMemoryOctets'),
  };
  return { runs, median: { ...times, ...usage } };
}

/** The middle value; of an even count the lower of the two in the middle, so that it is one that was measured. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor((values.length - 1) / 2)];
}
