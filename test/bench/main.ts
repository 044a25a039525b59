import { parseBenchOptions, usage } from './bench-options.ts';
import { type Measurement, measureDevice, measureSink } from './measurement.ts';
import { formatReport, makeReport } from './report.ts';
import { prepareWorkload } from './workload.ts';

// Ends by way of 'exit', which takes the device along.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const request = parseBenchOptions(process.argv.slice(2));
if ('help' in request) {
  console.log(request.help);
} else if ('problem' in request) {
  console.error(`${request.problem}\n\n${usage}`);
  process.exitCode = 2;
} else {
  const { options } = request;
  try {
    const workload = prepareWorkload(options.family, options.prefixCount);
    const sinkRuns = await repeat(options.runCount, () => measureSink(workload));
    const deviceRuns = await repeat(options.runCount, () =>
      measureDevice(workload, options.cpuProfileDirectory),
    );
    const report = makeReport(workload, sinkRuns, deviceRuns);
    console.log(options.json ? JSON.stringify(report, undefined, 2) : formatReport(report));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** One after the other: two at once would measure each other. */
async function repeat(runCount: number, run: () => Promise<Measurement>): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (let index = 0; index < runCount; index++) measurements.push(await run());
  return measurements;
}
