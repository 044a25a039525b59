import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FuzzFailure } from './fuzz-block.ts';

export interface FuzzOptions {
  readonly targetName: string;
  readonly seed: number;
  /** Where to go on: 0, or what an earlier run told. */
  readonly firstBlock: number;
  readonly inputCount: number;
}

export type FuzzReport =
  | { readonly kind: 'progress'; readonly doneCount: number; readonly nextBlock: number }
  | { readonly kind: 'failure'; readonly failure: FuzzFailure };

export interface FuzzOutcome {
  readonly doneCount: number;
  readonly nextBlock: number;
  readonly failure?: FuzzFailure;
  /** No block was finished in time: the target goes on for ever with an input of `nextBlock`. */
  readonly hangs?: true;
}

/** A block takes some seconds; a machine with other work on it some more. */
const blockSecondsMax = 120;

/** Fuzzes in a thread of its own, so that a hang is seen too. */
export function runFuzz(
  options: FuzzOptions,
  onProgress: (doneCount: number, nextBlock: number) => void = () => {},
): Promise<FuzzOutcome> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'fuzz-worker.ts'), { workerData: options });
    let outcome: FuzzOutcome = { doneCount: 0, nextBlock: options.firstBlock };
    const watchdog = setTimeout(() => {
      outcome = { ...outcome, hangs: true };
      void worker.terminate();
    }, blockSecondsMax * 1_000);
    worker.on('message', (report: FuzzReport) => {
      watchdog.refresh();
      if (report.kind === 'failure') {
        outcome = { ...outcome, failure: report.failure };
        return;
      }
      outcome = { doneCount: report.doneCount, nextBlock: report.nextBlock };
      onProgress(report.doneCount, report.nextBlock);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(watchdog);
      resolve(outcome);
    });
  });
}
