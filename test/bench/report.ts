import { availableParallelism, cpus } from 'node:os';
import { type FamilyName, familyOf } from '@bgpeer/bgp-wire';
import type { Measurement } from './measurement.ts';
import type { Workload } from './workload.ts';

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
    '                              first octet →   the same for     peak memory',
    '                              last prefix     withdrawal       of bgpeer',
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
  const seconds = (value: number) => `${value.toFixed(3)} s`.padStart(9);
  const { peakMemoryOctets } = measurement;
  const memory = peakMemoryOctets === undefined ? '–' : `${Math.round(peakMemoryOctets / 2 ** 20)} MiB`;
  const row = `${title.padEnd(30)}${seconds(measurement.announceSeconds)}`;
  return `${row.padEnd(46)}${seconds(measurement.withdrawSeconds).padEnd(17)}${memory.padStart(9)}`;
}

function makeSeries(runs: readonly Measurement[]): SeriesReport {
  const memory = runs.flatMap((run) => run.peakMemoryOctets ?? []);
  return {
    runs,
    median: {
      announceSeconds: median(runs.map((run) => run.announceSeconds)),
      withdrawSeconds: median(runs.map((run) => run.withdrawSeconds)),
      ...(memory.length > 0 && { peakMemoryOctets: median(memory) }),
    },
  };
}

/** The middle value; of an even count the lower of the two in the middle, so that it is one that was measured. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor((values.length - 1) / 2)];
}
