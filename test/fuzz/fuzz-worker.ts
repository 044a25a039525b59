/** Runs blocks of inputs and tells of each: the one that started it watches that it goes on. */
import { parentPort, workerData } from 'node:worker_threads';
import { runFuzzBlock } from './fuzz-block.ts';
import { inputsPerBlock } from './fuzz-inputs.ts';
import type { FuzzOptions, FuzzReport } from './fuzz-run.ts';
import { fuzzTargets } from './fuzz-target.ts';

const { targetName, seed, firstBlock, inputCount } = workerData as FuzzOptions;
const target = fuzzTargets.find(({ name }) => name === targetName)!;
const report = (message: FuzzReport) => parentPort!.postMessage(message);

for (let done = 0, block = firstBlock; done < inputCount; block += 1) {
  const count = Math.min(inputsPerBlock, inputCount - done);
  const failure = runFuzzBlock(target, seed, block, count);
  if (failure !== undefined) {
    report({ kind: 'failure', failure });
    break;
  }
  done += count;
  report({ kind: 'progress', doneCount: done, nextBlock: block + 1 });
}
