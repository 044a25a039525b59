import { join } from 'node:path';
import { median } from '../report.ts';
import { type CommandWords, outputDigest, type ProcessRun, runProcess } from './process-run.ts';

const bgpeerMain = join(import.meta.dirname, '../../../packages/cli/src/main.ts');

/** Runs of `bgpeer decode --bgpdump` and of `bgpdump -m` on one file, in turn. */
export interface TableRace {
  readonly title: string;
  readonly routeCount: number;
  readonly bgpeer: RaceSeries;
  /** Undefined where there is no bgpdump. */
  readonly bgpdump: RaceSeries | undefined;
}

export interface RaceSeries {
  readonly runs: readonly ProcessRun[];
  readonly median: ProcessRun;
}

/** Both have to write the same text; else nothing is measured, and it rejects. */
export async function raceTable(
  title: string,
  path: string,
  routeCount: number,
  runCount: number,
): Promise<TableRace> {
  const bgpeerWords: CommandWords = [process.execPath, bgpeerMain, 'decode', '--bgpdump', path];
  const bgpdumpWords: CommandWords = ['bgpdump', '-m', path];
  // This also warms up what both find in memory later: the file, and the code.
  const [ours, theirs] = [await outputDigest(bgpeerWords), await outputDigest(bgpdumpWords)];
  if (theirs !== undefined && ours !== theirs) throw new Error(`bgpeer and bgpdump differ about ${path}`);
  const bgpeerRuns: ProcessRun[] = [];
  const bgpdumpRuns: ProcessRun[] = [];
  for (let index = 0; index < runCount; index++) {
    bgpeerRuns.push(await runProcess(bgpeerWords));
    if (theirs !== undefined) bgpdumpRuns.push(await runProcess(bgpdumpWords));
  }
  const bgpdump = theirs === undefined ? undefined : series(bgpdumpRuns);
  return { title, routeCount, bgpeer: series(bgpeerRuns), bgpdump };
}

function series(runs: readonly ProcessRun[]): RaceSeries {
  return {
    runs,
    median: {
      elapsedSeconds: median(runs.map((run) => run.elapsedSeconds)),
      processorSeconds: median(runs.map((run) => run.processorSeconds)),
    },
  };
}
