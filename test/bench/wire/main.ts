import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureStream } from './decode-speed.ts';
import { collectedUpdates, generatedTable } from './message-streams.ts';
import { writeTableFiles } from './table-file.ts';
import { raceTable } from './table-race.ts';
import { parseWireBenchOptions, usage, type WireBenchOptions } from './wire-options.ts';
import { formatWireReport, makeWireReport, type WireReport } from './wire-report.ts';

const generatedPrefixCount = 200_000;

const request = parseWireBenchOptions(process.argv.slice(2));
if ('help' in request) {
  console.log(request.help);
} else if ('problem' in request) {
  console.error(`${request.problem}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const report = await measure(request.options);
  console.log(request.options.json ? JSON.stringify(report, undefined, 2) : formatWireReport(report));
}

async function measure({ routeCount, runCount }: WireBenchOptions): Promise<WireReport> {
  const folder = mkdtempSync(join(tmpdir(), 'bgpeer-bench-'));
  try {
    const { plain, packed } = writeTableFiles(folder, routeCount);
    const tables = [
      await raceTable('plain', plain, routeCount, runCount),
      await raceTable('packed with gzip', packed, routeCount, runCount),
    ];
    const streams = [collectedUpdates(), generatedTable(generatedPrefixCount)];
    return makeWireReport(
      tables,
      streams.map((stream) => measureStream(stream, runCount)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
